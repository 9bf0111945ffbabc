import DataRepository
import Foundation
import PachydermWire
import Testing

@testable import PachydermClient

/// Against grpcio.
@Suite struct GRPCChannelTests {
  let server: PythonServer
  let channel: GRPCChannel

  init() throws {
    server = try PythonServer.shared()
    channel = server.channel()
  }

  private func call(_ name: String, _ text: String = "") async throws -> String {
    let answer = try await channel.unary("/test.Bytes/\(name)", Bytes(text.utf8))
    return String(decoding: answer, as: UTF8.self)
  }

  @Test(arguments: [0, 1, 16_383, 16_384, 70_000, 10 << 20, 20 << 20])
  func aMessageGoesThereAndBack(_ size: Int) async throws {
    let message = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 3) }
    #expect(try await channel.unary("/test.Bytes/Echo", message) == message)
  }

  @Test func oneConnectionACallLetsManyCallsFollow() async throws {
    let channel = channel
    for number in 0..<20 { #expect(try await call("Echo", "\(number)") == "\(number)") }
    try await withThrowingTaskGroup(of: Bool.self) { group in
      for number in 0..<100 {
        group.addTask {
          let message = Bytes("call \(number)".utf8)
          return try await channel.unary("/test.Bytes/Echo", message) == message
        }
      }
      for try await isSame in group { #expect(isSame) }
    }
  }

  @Test(arguments: [1, 2, 3, 5, 7, 8, 12, 13, 14, 16])
  func anErrorHasTheServersCodeAndWords(_ code: Int) async throws {
    let words = "fil\u{e9} \"/100%\" not found: \u{1F418}"
    let error = await #expect(throws: GRPCError.self) { try await call("Fail", "\(code) \(words)") }
    #expect(error?.status == RPCStatus(try #require(RPCCode(rawValue: code)), words))
    #expect(error?.source == .server)
  }

  @Test func anUnknownMethodIsUnimplemented() async throws {
    let error = await #expect(throws: GRPCError.self) { try await call("NoSuchMethod") }
    #expect(error?.status.code == .unimplemented)
    #expect(error?.source == .server)
  }

  @Test func tokenAndExtraFieldsAreSentWithEveryCall() async throws {
    var configuration = GRPCConfiguration(url: "http://127.0.0.1:\(server.port)", token: "secret")
    configuration.headers = [HTTPField("Authorization", "Bearer proxy")]
    let answer = try await GRPCChannel(configuration).unary("/test.Bytes/Metadata", [])
    let lines = String(decoding: answer, as: UTF8.self).split(separator: "\n")
    #expect(lines.contains("authn-token: secret"))
    #expect(lines.contains("authorization: Bearer proxy"))
    #expect(lines.contains { $0.hasPrefix("user-agent: tagline") })
  }

  @Test func theServerIsToldTheDeadline() async throws {
    let limits = GRPCLimits(deadline: 1000)
    let answer = try await channel.unary("/test.Bytes/Remaining", [], limits: limits)
    let seconds = try #require(Double(String(decoding: answer, as: UTF8.self)))
    #expect(seconds > 500 && seconds <= 1000)
  }

  @Test func aCallEndsAtItsDeadline() async throws {
    let limits = GRPCLimits(deadline: 1)
    let error = await #expect(throws: GRPCError.self) {
      try await channel.unary("/test.Bytes/Sleep", [], limits: limits)
    }
    #expect(error?.status.code == .deadlineExceeded)
  }

  @Test func cancellingATaskEndsItsCallOnTheServer() async throws {
    let channel = channel
    let task = Task { try await channel.unary("/test.Bytes/Sleep", []) }
    while try await call("Tell", "asleep") == "0" { await Task.yield() }
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
    while try await call("Tell", "cancelled") == "0" { await Task.yield() }
  }

  @Test func compressedMessagesAreRefused() async throws {
    let error = await #expect(throws: GRPCError.self) { try await call("Compressed") }
    #expect(error?.status.code == .internal)
    #expect(error?.status.message.contains("compressed") == true)
  }

  @Test func aMessageOverTheLimitIsNeverSent() async throws {
    let message = Bytes(repeating: 0, count: 20 << 20 + 1)
    let error = await #expect(throws: GRPCError.self) {
      try await channel.unary("/test.Bytes/Echo", message)
    }
    #expect(error?.source == .client)
    #expect(error?.status.code == .resourceExhausted)
    #expect(error?.status.message.contains("20 MiB") == true)
    let messages = channel.serverStream("/test.Bytes/Stream", message)
    let refused = await #expect(throws: GRPCError.self) { for try await _ in messages {} }
    #expect(refused == error)
  }

  @Test func aLargerMessageIsNotTaken() async throws {
    let size = GRPCFrame.largestReceived + 1
    let messages = channel.serverStream("/test.Bytes/Stream", Bytes("1 \(size)".utf8))
    let error = await #expect(throws: GRPCError.self) { for try await _ in messages {} }
    #expect(error?.status.code == .resourceExhausted)
  }
}
