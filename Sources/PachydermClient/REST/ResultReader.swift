import DataRepository
import LabelCore
import PachydermWire
import SwiftProtobuf

/// The messages of a stream's answer; it is asked for when the first is read.
actor ResultReader<Element: Message> {
  private let client: RESTClient
  private let open: @Sendable () async throws -> HTTPBodyStream
  private var body: HTTPBodyStream?
  private var splitter = JSONMessages(limit: 64 << 20)
  private var waiting: ArraySlice<Bytes> = []

  init(client: RESTClient, open: @escaping @Sendable () async throws -> HTTPBodyStream) {
    self.client = client
    self.open = open
  }

  /// The next message; nil at the end.
  func next() async throws -> Element? {
    while waiting.isEmpty {
      guard let bytes = try await read() else {
        guard splitter.isBetween else { throw client.unreadable("the last line has no end") }
        return nil
      }
      do {
        waiting = try splitter.take(bytes)[...]
      } catch {
        throw client.unreadable(error.message)
      }
    }
    return try waiting.popFirst().map { try element($0) }
  }

  private func read() async throws -> Bytes? {
    do {
      let body =
        if let body { body } else { try await open() }
      self.body = body
      return try await body.next()
    } catch let problem as TransportError {
      throw client.translated(problem)
    }
  }

  private func element(_ line: Bytes) throws -> Element {
    do {
      if let result = try Self.result(of: line) { return try ProtoJSON.message(result) }
    } catch let error as WireError {
      throw client.unreadable(error.message)
    } catch {
      throw client.unreadable("\(error)")
    }
    throw RPCStatus(body: line) ?? client.unreadable("no result in a line") as any Error
  }

  /// What stands in `{"result": …}`; nil in a line that tells of an error.
  private static func result(of line: Bytes) throws -> Bytes? {
    let start = Bytes(#"{"result":"#.utf8)
    // As grpc-gateway writes it the line needs no reading twice.
    if line.starts(with: start), line.last == UInt8(ascii: "}") {
      return Bytes(line.dropFirst(start.count).dropLast())
    }
    return try JSON(parsing: line)["result"]?.bytes(.compact)
  }
}
