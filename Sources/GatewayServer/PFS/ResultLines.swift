import DataRepository
import HTTPTypes
import HummingbirdCore
import LabelCore
import NIOCore
import PachydermWire
import SwiftProtobuf

/// A stream of messages as grpc-gateway writes it: a line each, `{"result": …}`, and for a failure
/// on the way a last line `{"error": …}`.
enum ResultLines {
  /// Bytes of short lines that go out together.
  private static let chunk = 32 << 10

  static func response<Element: Message>(from source: Lookahead<Element>) -> Response {
    response { writer in
      var waiting = ByteBuffer()
      while let line = await source.nextLine() {
        waiting.writeBytes(line)
        guard waiting.readableBytes >= chunk else { continue }
        try await writer.write(waiting)
        waiting.clear()
      }
      if waiting.readableBytes > 0 { try await writer.write(waiting) }
    }
  }

  /// - Parameter open: reads the request and finds what is to be sent.
  static func liveResponse<Element: Message>(
    to request: Request, open: @escaping @Sendable (RequestBody) async throws -> Lookahead<Element>
  ) -> Response {
    let incoming = request.body
    return response { writer in
      let (lines, line) = AsyncStream.makeStream(of: Bytes.self)
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask {
          defer { line.finish() }
          // Nothing is written for hours maybe: only this tells that the client has gone.
          try? await incoming.consumeWithCancellationOnInboundClose { body in
            do {
              let source = try await open(body)
              while let next = await source.nextLine() { line.yield(next) }
            } catch {
              line.yield(failure(error))
            }
          }
        }
        for await bytes in lines { try await writer.write(ByteBuffer(bytes: bytes)) }
        group.cancelAll()
      }
    }
  }

  private static func response(
    _ write: @escaping @Sendable (inout any ResponseBodyWriter) async throws -> Void
  ) -> Response {
    let body = ResponseBody { writer in
      try await write(&writer)
      try await writer.finish(nil)
    }
    return Response(status: .ok, headers: [.contentType: "application/json"], body: body)
  }

  fileprivate static func failure(_ error: any Error) -> Bytes {
    (["error": RPCStatus(error).json] as JSON).bytes(.compact) + [UInt8(ascii: "\n")]
  }
}

extension Lookahead where Element: Message {
  /// The next line; nil at the end, and after an error's.
  fileprivate func nextLine() async -> Bytes? {
    do {
      guard let element = try await next() else { return nil }
      return Bytes(#"{"result":"#.utf8) + (try ProtoJSON.fullText(element)) + Bytes("}\n".utf8)
    } catch is CancellationError {
      return nil
    } catch {
      end()
      return ResultLines.failure(error)
    }
  }
}
