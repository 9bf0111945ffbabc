import DataRepository
import PachydermWire

/// The messages of a call's answer and then its status, read once from front to back.
actor GRPCAnswer {
  private let url: String
  private let open: @Sendable () async throws -> (HTTPHead, HTTPBodyStream)
  private var head: HTTPHead?
  private var body: HTTPBodyStream?
  private var reader = GRPCFrameReader()
  private var waiting: ArraySlice<Bytes> = []
  private var isOver = false

  /// - Parameter open: sends the request; called when the first message is asked for.
  init(
    url: String,
    open: @escaping @Sendable () async throws -> (HTTPHead, HTTPBodyStream)
  ) {
    self.url = url
    self.open = open
  }

  /// The next message; nil when the server says that all is well.
  /// - Throws: `GRPCError`, or `CancellationError`; nothing more can be read then.
  func next() async throws -> Bytes? {
    guard !isOver else { return nil }
    do {
      if let message = try await message() { return message }
      isOver = true
      try checkStatus()
      return nil
    } catch let problem as TransportError {
      end()
      throw problem.kind == .cancelled ? CancellationError() : GRPCError(problem, url: url)
    } catch let problem as GRPCFrameError {
      end()
      throw GRPCError(problem, url: url)
    } catch {
      end()
      throw error
    }
  }

  /// The one message of a call that answers with one.
  func only() async throws -> Bytes {
    guard let message = try await next() else {
      throw GRPCError.client(.internal, "\(url) answered without a message")
    }
    guard try await next() == nil else {
      end()
      throw GRPCError.client(.internal, "\(url) answered with more than one message")
    }
    return message
  }

  private func end() {
    isOver = true
    body = nil
    waiting = []
  }

  private func message() async throws -> Bytes? {
    while waiting.isEmpty {
      let body = try await opened()
      guard let bytes = try await body.next() else { return nil }
      waiting = try reader.take(bytes)[...]
    }
    return waiting.popFirst()
  }

  private func opened() async throws -> HTTPBodyStream {
    if let body { return body }
    let (head, body) = try await open()
    (self.head, self.body) = (head, body)
    guard head.status == 200, head["content-type"]?.hasPrefix("application/grpc") != false else {
      // A server that has a status to tell may leave out the rest.
      if let status = RPCStatus(grpcFields: { head[$0] }), status.code != .ok {
        throw GRPCError(status, source: .server)
      }
      throw GRPCError(httpStatus: head.status, text: await text(of: body), url: url)
    }
    return body
  }

  /// How a page of a proxy begins, on one line.
  private func text(of body: HTTPBodyStream) async -> String {
    var bytes = Bytes()
    while bytes.count < 1 << 12, let piece = try? await body.next() { bytes += piece }
    let plain = String(decoding: bytes, as: UTF8.self).replacing(/<[^>]*>/, with: " ")
    let words = RPCStatus.plainText(plain.utf8).split(separator: " ").joined(separator: " ")
    return words.count > 200 ? words.prefix(200) + "…" : words
  }

  private func checkStatus() throws {
    let trailers = HTTPHead(status: 200, fields: body?.trailers ?? [])
    let status =
      RPCStatus(grpcFields: { trailers[$0] })
      ?? RPCStatus(grpcFields: { [head] in head?[$0] })
    body = nil
    guard let status else {
      throw GRPCError.client(
        .unknown, "\(url) ended its answer without a status; whether the call took effect is open")
    }
    guard status.code == .ok else { throw GRPCError(status, source: .server) }
    guard reader.isBetween else {
      throw GRPCError.client(.internal, "\(url) ended its answer inside a message")
    }
  }
}

/// The messages of a server's stream, at the reader's pace: about 1 MiB and one message are in
/// memory. The call is made when the first is asked for; dropping the sequence ends it.
package struct GRPCMessages: AsyncSequence, Sendable {
  package typealias Element = [UInt8]

  let answer: GRPCAnswer

  package func makeAsyncIterator() -> Iterator { Iterator(answer: answer) }

  package struct Iterator: AsyncIteratorProtocol {
    let answer: GRPCAnswer

    /// - Throws: `GRPCError`, or `CancellationError`.
    package mutating func next() async throws -> [UInt8]? { try await answer.next() }
  }
}
