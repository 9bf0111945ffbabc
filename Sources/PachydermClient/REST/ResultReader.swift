import DataRepository
import LabelCore
import PachydermWire

/// The messages of a stream's answer; it is asked for when the first is read.
actor ResultReader<Element: WireValue> {
  private let client: RESTClient
  private let subject: PFSSubject
  private let open: @Sendable () async throws -> HTTPBodyStream
  private var body: HTTPBodyStream?
  private var splitter = JSONMessages(limit: 64 << 20)
  private var waiting: ArraySlice<Bytes> = []

  init(
    client: RESTClient, subject: PFSSubject,
    open: @escaping @Sendable () async throws -> HTTPBodyStream
  ) {
    self.client = client
    self.subject = subject
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
    guard let line = waiting.popFirst() else { return nil }
    return try await element(line)
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

  private func element(_ line: Bytes) async throws -> Element {
    let json: JSON
    do {
      json = try JSON(parsing: line)
      if let result = json["result"] { return try Element(json: result) }
    } catch {
      throw client.unreadable("\(error)")
    }
    guard let status = RPCStatus(json: json) else { throw client.unreadable("no result in a line") }
    throw await client.failure(status, about: subject)
  }

  /// As a stream.
  nonisolated var stream: AsyncThrowingStream<Element, any Error> {
    AsyncThrowingStream { try await self.next() }
  }
}
