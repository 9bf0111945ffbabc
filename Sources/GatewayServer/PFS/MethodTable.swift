import DataRepository
import HummingbirdCore
import LabelCore
import NIOCore
import PachydermWire
import SwiftProtobuf

/// The methods that are served, by path, from request to response.
struct MethodTable: Sendable {
  typealias Call = @Sendable (Request) async throws -> Response

  /// Messages that are no upload: names and patterns.
  private static let longestRequest = 1 << 20

  private var calls: [String: Call] = [:]

  subscript(path: String) -> Call? { calls[path] }

  /// One message in, one out.
  mutating func add<In, Out>(
    _ method: PFS2.Method<In, Out>, _ body: @escaping @Sendable (In) async throws -> Out
  ) {
    calls[method.path] = { request in
      let answer = try await body(Self.message(of: request.body))
      return PFSGateway.answer(try ProtoJSON.full(answer).bytes(.compact))
    }
  }

  /// One message in, many out, each as a line `{"result": …}`.
  mutating func stream<In, Out>(
    _ method: PFS2.Method<In, Out>,
    _ body: @escaping @Sendable (In) async throws -> AsyncThrowingStream<Out, any Error>
  ) {
    calls[method.path] = { request in
      let lookahead = try await Lookahead(body(Self.message(of: request.body)))
      // A failure before the first line has a status of its own.
      try await lookahead.peek()
      return ResultLines.response(from: lookahead)
    }
  }

  /// As `stream`, for lines that may be long in coming: each is sent at once.
  mutating func live<In, Out>(
    _ method: PFS2.Method<In, Out>,
    _ body: @escaping @Sendable (In) async throws -> AsyncThrowingStream<Out, any Error>
  ) {
    calls[method.path] = { request in
      ResultLines.liveResponse(to: request) { incoming in
        try await Lookahead(body(Self.message(of: incoming)))
      }
    }
  }

  /// Many messages in, one out.
  mutating func upload<In, Out>(
    _ method: PFS2.Method<In, Out>,
    _ body: @escaping @Sendable (MessageReader<In>) async throws -> Out
  ) {
    calls[method.path] = { request in
      let answer = try await body(MessageReader(request.body))
      return PFSGateway.answer(try ProtoJSON.full(answer).bytes(.compact))
    }
  }

  private static func message<In: Message>(of body: RequestBody) async throws -> In {
    var text = Bytes()
    for try await buffer in body {
      text += buffer.readableBytesView
      guard text.count <= longestRequest else {
        throw RPCStatus(.resourceExhausted, "the message is larger than \(longestRequest) bytes")
      }
    }
    return text.isEmpty ? In() : try ProtoJSON.message(text)
  }
}

/// The messages of a request's body, one after another, as they arrive.
actor MessageReader<Element: Message> {
  private var source: RequestBody.AsyncIterator
  private var splitter = JSONMessages()
  private var waiting: ArraySlice<Bytes> = []

  init(_ body: RequestBody) {
    source = body.makeAsyncIterator()
  }

  /// The next message; nil at the end.
  /// - Throws: when the connection ended before the body did, or the body within a message.
  func next() async throws -> Element? {
    while waiting.isEmpty {
      var source = self.source
      let buffer = try await source.next(isolation: self)
      self.source = source
      guard let buffer else {
        guard splitter.isBetween else { throw WireError("the last message has no end") }
        return nil
      }
      waiting = try splitter.take(Bytes(buffer.readableBytesView))[...]
    }
    return try waiting.popFirst().map { try ProtoJSON.message($0) }
  }
}

/// A stream whose first element can be looked at before it is sent.
actor Lookahead<Element: Sendable> {
  private var source: AsyncThrowingStream<Element, any Error>.Iterator
  private var first: Element?

  init(_ stream: AsyncThrowingStream<Element, any Error>) {
    source = stream.makeAsyncIterator()
  }

  /// The first element, which stays to be read; nil for an empty stream.
  @discardableResult
  func peek() async throws -> Element? {
    if first == nil { first = try await fetch() }
    return first
  }

  func next() async throws -> Element? {
    if let element = first {
      first = nil
      return element
    }
    return try await fetch()
  }

  /// Nothing comes any more.
  func end() {
    source = AsyncThrowingStream { nil }.makeAsyncIterator()
  }

  private func fetch() async throws -> Element? {
    var source = self.source
    let element = try await source.next(isolation: self)
    self.source = source
    return element
  }
}
