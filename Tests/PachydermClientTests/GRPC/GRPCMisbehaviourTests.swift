import DataRepository
import Glibc
import PachydermWire
import TestSupport
import Testing

@testable import PachydermClient

/// What no proper gRPC server answers: proxies, other servers, and such as break off.
@Suite struct GRPCMisbehaviourTests {
  /// The error of a call that is answered with these bytes after the connection's preface.
  private func error(answering bytes: [UInt8]) async throws -> GRPCError? {
    let server = try ScriptedServer { connection in
      var buffer = [UInt8](repeating: 0, count: 4096)
      guard recv(connection.descriptor, &buffer, buffer.count, 0) > 0 else { return }
      connection.send(bytes)
    }
    defer { server.stop() }
    let channel = GRPCChannel(GRPCConfiguration(url: server.url))
    return await #expect(throws: GRPCError.self) {
      try await channel.unary("/pfs.API/ListRepo", [1, 2, 3])
    }
  }

  private typealias H2 = ScriptedHTTP2

  private func page(_ status: Int, _ text: String) -> [UInt8] {
    H2.settings
      + H2.headers([(":status", "\(status)"), ("content-type", "text/html")], isEnd: false)
      + H2.data(Array(text.utf8), isEnd: true)
  }

  @Test(arguments: [
    (401, RPCCode.unauthenticated, "wants its own credentials: Please log in"),
    (403, .permissionDenied, "refuses the call: Please log in"),
    (502, .unavailable, "cannot reach the server behind it: Please log in"),
    (404, .unimplemented, "may be no gRPC server: Please log in"),
    (200, .unknown, "not as a gRPC server: Please log in"),
  ])
  func aPageIsAProxysAnswer(_ status: Int, _ code: RPCCode, _ words: String) async throws {
    let page = page(status, "<html><h1>Please</h1>\n <b>log in</b>\u{1b}</html>")
    let error = try await error(answering: page)
    #expect(error?.source == .http(status))
    #expect(error?.status.code == code)
    #expect(error?.status.message.contains(words) == true, "\(error?.status.message ?? "")")
  }

  @Test func aStatusInAHeadWithoutABodyIsTheServers() async throws {
    let fields = [
      (":status", "200"), ("content-type", "application/grpc"), ("grpc-status", "5"),
      ("grpc-message", "repo%20raw%0A%1b not found"),
    ]
    let error = try await error(answering: H2.settings + H2.headers(fields, isEnd: true))
    #expect(error == GRPCError(RPCStatus(.notFound, "repo raw   not found"), source: .server))
  }

  @Test func anAnswerWithoutAStatusIsNoSuccess() async throws {
    let message = H2.data(GRPCFrame.prefix(of: 1) + [7])
    let end = H2.headers([("grpc-message", "x")], isEnd: true)
    for bytes in [message + end, message + H2.data([], isEnd: true)] {
      let error = try await error(answering: H2.settings + H2.grpcHead + bytes)
      #expect(error?.status.code == .unknown)
      #expect(error?.status.message.contains("without a status") == true)
    }
  }

  @Test func anAnswerThatEndsInsideAMessageIsNoSuccess() async throws {
    let error = try await error(
      answering: H2.settings + H2.grpcHead + H2.data(GRPCFrame.prefix(of: 9) + [7])
        + H2.headers([("grpc-status", "0")], isEnd: true))
    #expect(error?.status.code == .internal)
    #expect(error?.status.message.contains("inside a message") == true)
  }

  @Test func oneMessageIsWantedAndNotNoneOrTwo() async throws {
    let message = H2.data(GRPCFrame.prefix(of: 1) + [7])
    for messages in [[], message + message] {
      let error = try await error(
        answering: H2.settings + H2.grpcHead + messages
          + H2.headers([("grpc-status", "0")], isEnd: true))
      #expect(error?.status.code == .internal)
    }
  }

  @Test(
    arguments: [
      [], ScriptedHTTP2.settings, ScriptedHTTP2.settings + ScriptedHTTP2.grpcHead,
      ScriptedHTTP2.settings + ScriptedHTTP2.grpcHead + ScriptedHTTP2.data([0, 0, 0]),
      ScriptedHTTP2.settings + ScriptedHTTP2.grpcHead + ScriptedHTTP2.reset(2),
      ScriptedHTTP2.settings + ScriptedHTTP2.goAway(last: 0, code: 11, "too many calls"),
      ScriptedHTTP2.settings + ScriptedHTTP2.data([1]),
      ScriptedHTTP2.settings + [255, 255, 255, 0, 0, 0, 0, 0, 1],
      ScriptedHTTP2.settings + ScriptedHTTP2.frame(1, 4, [0xff, 0xff, 0xff]),
    ] as [[UInt8]])
  func aBrokenCallSaysThatNothingWasAnswered(_ bytes: [UInt8]) async throws {
    let error = try await error(answering: bytes)
    #expect(error?.source == .transport(.broken))
    #expect(error?.status.code == .unavailable)
    #expect(error?.status.message.contains("before it answered") == true)
  }

  @Test func anotherKindOfServerIsToldApart() async throws {
    let error = try await error(answering: Array("HTTP/1.1 400 Bad Request\r\n\r\n".utf8))
    #expect(error?.source == .transport(.notHTTP2))
    #expect(error?.status.message.contains("does not speak gRPC") == true)
  }

  @Test func nobodyThereIsUnreachable() async throws {
    let server = try ScriptedServer { _ in }
    server.stop()
    let error = await #expect(throws: GRPCError.self) {
      try await GRPCChannel(GRPCConfiguration(url: server.url)).unary("/a.B/C", [])
    }
    #expect(error?.source == .transport(.unreachable))
  }

  @Test func whatNoHeaderCanHoldIsNotSent() async throws {
    let channel = GRPCChannel(GRPCConfiguration(url: "http://127.0.0.1:1", token: "a\r\nb: c"))
    let error = await #expect(throws: GRPCError.self) { try await channel.unary("/a.B/C", []) }
    #expect(error?.source == .transport(.invalid))
  }
}
