import DataRepository
import Foundation
import PachydermWire
import Synchronization
import Testing

@testable import PachydermClient

/// Streams in both directions against grpcio.
@Suite struct GRPCStreamTests {
  let server: PythonServer
  let channel: GRPCChannel

  init() throws {
    server = try PythonServer.shared()
    channel = server.channel()
  }

  private func stream(_ request: String) -> GRPCMessages {
    channel.serverStream("/test.Bytes/Stream", Bytes(request.utf8))
  }

  private func tell(_ name: String, _ channel: GRPCChannel) async throws -> Int {
    let answer = try await channel.unary("/test.Bytes/Tell", Bytes(name.utf8))
    return try #require(Int(String(decoding: answer, as: UTF8.self)))
  }

  // MARK: From the server

  @Test(arguments: [(0, 0), (1, 0), (3, 10), (5000, 100), (7, 3_000_000), (2, 20 << 20)])
  func allMessagesOfAStreamCome(_ number: Int, _ size: Int) async throws {
    var place = 0
    for try await message in stream("\(number) \(size)") {
      #expect(message == Bytes(repeating: UInt8(place % 256), count: size))
      place += 1
    }
    #expect(place == number)
  }

  @Test func messagesBeforeAnErrorAreGivenFirst() async throws {
    let iterator = stream("3 10 5").makeAsyncIterator()
    var messages = iterator
    for _ in 0..<3 { #expect(try await messages.next()?.count == 10) }
    let error = await #expect(throws: GRPCError.self) { _ = try await messages.next() }
    #expect(error?.status == RPCStatus(.notFound, "after 3 messages"))
    #expect(try await messages.next() == nil)
  }

  @Test func aSlowReaderHoldsTheServerBack() async throws {
    var messages = stream("400 1000000").makeAsyncIterator()
    #expect(try await messages.next()?.count == 1_000_000)
    // Until the buffers between are full: the server's, the kernel's and ours.
    var before: Int?
    var sent = try await tell("sent", channel)
    while sent != before {
      before = sent
      try await Task.sleep(for: .milliseconds(200))
      sent = try await tell("sent", channel)
    }
    #expect(sent < 200)
    var left = 0
    while let message = try await messages.next() { left += message.count }
    #expect(left == 399_000_000)
  }

  // MARK: To the server

  @Test(arguments: [(0, 0), (1, 0), (1, 5), (20_000, 10), (30, 1_000_000), (3, 20 << 20)])
  func allMessagesOfAStreamArrive(_ number: Int, _ size: Int) async throws {
    let messages = Produced(number) { _ in Bytes(repeating: 3, count: size) }
    let answer = try await channel.clientStream("/test.Bytes/Collect", messages)
    let total = size == 0 ? 0 : 3 * number
    #expect(String(decoding: answer, as: UTF8.self) == "\(number) \(number * size) \(total)")
  }

  @Test func aSlowServerHoldsTheWriterBack() async throws {
    let made = Counter()
    let messages = Produced(60) { _ in
      made.add()
      return Bytes(repeating: 1, count: 1_000_000)
    }
    let channel = channel
    let task = Task { try await channel.clientStream("/test.Bytes/Slow", messages) }
    #expect(try await task.value == Bytes("60000000".utf8))
    #expect(made.value == 60)
  }

  @Test(arguments: ["yes", "no"])
  func aServerThatRefusesBeforeTheBodyIsSentIsUnderstood(_ first: String) async throws {
    let channel = server.channel([HTTPField("first", first)])
    // Never ends by itself.
    let (messages, writer) = AsyncStream.makeStream(of: Bytes.self)
    writer.yield([1, 2, 3])
    let error = await #expect(throws: GRPCError.self) {
      try await channel.clientStream("/test.Bytes/Refuse", messages)
    }
    #expect(error?.status == RPCStatus(.unknown, "repo \"raw\u{e9}\" not found"))
    #expect(error?.source == .server)
  }

  @Test func aServerThatRefusesAFloodOfBytesIsUnderstood() async throws {
    let messages = Produced(500) { _ in Bytes(repeating: 1, count: 1_000_000) }
    let error = await #expect(throws: GRPCError.self) {
      try await channel.clientStream("/test.Bytes/Refuse", messages)
    }
    #expect(error?.status == RPCStatus(.unknown, "repo \"raw\u{e9}\" not found"))
  }

  @Test func aBodyThatFailsIsNeverWholeForTheServer() async throws {
    struct Broken: Error {}
    let channel = server.channel([HTTPField("patience", "60")])
    let (messages, writer) = AsyncThrowingStream.makeStream(of: Bytes.self)
    writer.yield([1])
    let task = Task { try await channel.clientStream("/test.Bytes/Collect", messages) }
    // Only a call that the server has seen can break off there.
    while try await tell("message", channel) == 0 { await Task.yield() }
    writer.finish(throwing: Broken())
    await #expect(throws: Broken.self) { try await task.value }
    try await expectBroken(channel)
  }

  @Test func aTaskThatIsCancelledLeavesNoWholeStream() async throws {
    let channel = server.channel([HTTPField("patience", "60")])
    let (messages, writer) = AsyncStream.makeStream(of: Bytes.self)
    writer.yield([1])
    let task = Task { try await channel.clientStream("/test.Bytes/Collect", messages) }
    while try await tell("message", channel) == 0 { await Task.yield() }
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
    try await expectBroken(channel)
  }

  private func expectBroken(_ channel: GRPCChannel) async throws {
    while try await tell("broken", channel) + tell("whole", channel) == 0 { await Task.yield() }
    #expect(try await tell("whole", channel) == 0)
  }
}

/// Messages made when they are asked for.
struct Produced: AsyncSequence, AsyncIteratorProtocol, Sendable {
  let number: Int
  let make: @Sendable (Int) throws -> [UInt8]
  private var place = 0

  init(_ number: Int, _ make: @escaping @Sendable (Int) throws -> [UInt8]) {
    self.number = number
    self.make = make
  }

  func makeAsyncIterator() -> Produced { self }

  mutating func next() async throws -> [UInt8]? {
    guard place < number else { return nil }
    defer { place += 1 }
    return try make(place)
  }
}

final class Counter: Sendable {
  private let state = Mutex(0)
  var value: Int { state.withLock { $0 } }
  func add() { state.withLock { $0 += 1 } }
}
