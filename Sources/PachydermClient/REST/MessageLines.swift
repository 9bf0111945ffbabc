import DataRepository
import PachydermWire
import SwiftProtobuf

/// The messages of a client's stream as grpc-gateway takes them, one JSON object a line.
actor MessageLines<Element: Message> {
  /// A body up to this size is kept in memory; a larger one goes through a temporary file.
  private static var mostInMemory: Int { 4 << 20 }

  private var messages: AsyncThrowingStream<Element, any Error>.Iterator
  private var begun = Bytes()

  init(_ messages: AsyncThrowingStream<Element, any Error>) {
    self.messages = messages.makeAsyncIterator()
  }

  /// All of them.
  func body(_ spool: Spool) async throws -> HTTPBody {
    while begun.count <= Self.mostInMemory {
      guard let line = try await line() else { return .bytes(begun) }
      begun += line
    }
    return try spool.body(of: try await spool.take(AsyncThrowingStream { try await self.next() }))
  }

  private func next() async throws -> Bytes? {
    guard begun.isEmpty else {
      defer { begun = [] }
      return begun
    }
    return try await line()
  }

  private func line() async throws -> Bytes? {
    var messages = self.messages
    let message = try await messages.next(isolation: self)
    self.messages = messages
    return try message.map { try ProtoJSON.brief($0) + [UInt8(ascii: "\n")] }
  }
}
