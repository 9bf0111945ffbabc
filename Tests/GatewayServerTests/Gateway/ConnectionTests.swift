import DataRepository
import EmbeddedStore
import Foundation
import GatewayServer
import LabelCore
import PachydermWire
import TestSupport
import Testing

@Suite struct ConnectionTests {
  @Test func continueIsSaidOnceAndBeforeTheBody() async throws {
    try await RunningGateway.with(store: storeWithBucket()) { gateway in
      let head =
        "PUT /master.b/e HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 4\r\n"
        + "Connection: close\r\n\r\n"
      let answer = try await onThread {
        let socket = try RawSocket(port: gateway.port)
        try socket.write(Bytes(head.utf8))
        // The body goes out only when asked for: a server that does not ask fails here.
        let interim = try socket.read() ?? []
        #expect(String(decoding: interim, as: UTF8.self) == "HTTP/1.1 100 Continue\r\n\r\n")
        return try RawAnswer(socket.roundTrip(Bytes("body".utf8), closing: false))
      }
      #expect(answer.status == 200 && answer.interim == 0)
      #expect(try await gateway.get("/master.b/e").text == "body")
    }
  }

  @Test func requestsSentAtOnceAreAnsweredInOrder() async throws {
    try await RunningGateway.with(store: storeWithBucket()) { gateway in
      let requests =
        "PUT /master.b/1 HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\none"
        + "PUT /master.nope/2 HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\ntwo"
        + "GET /master.b/1 HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n"
      let raw = try await onThread {
        try RawSocket(port: gateway.port).roundTrip(Bytes(requests.utf8), closing: false)
      }
      let statuses = String(decoding: raw, as: UTF8.self).matches(of: /HTTP\/1.1 (\d+)/)
      #expect(statuses.map { String($0.1) } == ["200", "404", "200"])
    }
  }

  @Test(arguments: [
    ("GET /master.b/%zz HTTP/1.1\r\nHost: h\r\n", 400),
    ("GET /master.b?a=%f HTTP/1.1\r\nHost: h\r\n", 400),
    ("GET /master.b/%ff HTTP/1.1\r\nHost: h\r\n", 400),
    ("TRACE /master.b/x HTTP/1.1\r\nHost: h\r\n", 405),
    ("PUT /master.b/x HTTP/1.1\r\nHost: h\r\nContent-Length: 6442450944\r\n", 400),
    (
      "PUT /master.b/x HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\nx-amz-content-sha256: odd\r\n",
      400
    ),
  ])
  func strangeRequestsAreRefused(head: String, status: Int) async throws {
    try await RunningGateway.with(store: storeWithBucket()) { gateway in
      let answer = try await gateway.exchange(
        head + "Connection: close\r\n\r\n", closing: true)
      #expect(answer.status == status)
    }
  }

  @Test func headersWithoutEndAreCutOff() async throws {
    try await RunningGateway.with(store: storeWithBucket()) { gateway in
      let long = String(repeating: "x", count: 100_000)
      let answer = try await gateway.exchange(
        "GET / HTTP/1.1\r\nHost: h\r\nX-Long: \(long)\r\n\r\n")
      #expect(answer.status == 400 || answer.status == 431)
      #expect(try await gateway.get("/").status == 200)
    }
  }

  @Test func aRefusedBodyIsReadToItsEndSoThatTheConnectionLives() async throws {
    try await RunningGateway.with(store: storeWithBucket()) { gateway in
      let size = 5 << 20
      let requests =
        "POST /master.b?delete HTTP/1.1\r\nHost: h\r\nContent-Length: \(size)\r\n\r\n"
        + String(repeating: " ", count: size)
        + "GET /master.b/absent HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n"
      let raw = try await onThread {
        try RawSocket(port: gateway.port).roundTrip(Bytes(requests.utf8), closing: false)
      }
      let codes = String(decoding: raw, as: UTF8.self).matches(of: /<Code>(\w+)</)
      #expect(codes.map { String($0.1) } == ["EntityTooLarge", "NoSuchKey"])
    }
  }

  @Test func aRefusedAccessIsLoggedOnceWithoutTheSecret() async throws {
    let change = { @Sendable (configuration: inout GatewayConfiguration) in
      configuration.credentials = [SigV4.Credentials(token: "good-token")]
    }
    try await RunningGateway.with(store: storeWithBucket(), change) { gateway in
      var headers = [SigV4.Header("Host", "h")]
      headers = SigV4.Signer(credentials: .init(token: "stolen-token"))
        .signed(
          .init(method: "GET", path: "/master.b/k", headers: headers), payload: .empty,
          at: gateway.clock.now)
      let lines = headers.map { "\($0.name): \($0.value)\r\n" }.joined()
      let answer = try await gateway.exchange(
        "GET /master.b/k HTTP/1.1\r\n\(lines)Connection: close\r\n\r\n")
      #expect(answer.status == 403 && answer.code == "InvalidAccessKeyId")
      let refused = gateway.log.all.filter { $0.contains("access refused") }
      #expect(refused.count == 1)
      #expect(refused[0].contains("code=InvalidAccessKeyId method=GET path=/master.b/k"))
      #expect(!gateway.log.all.joined().contains("token"))
    }
  }

  @Test func afterItsTaskIsCancelledThePortIsFree() async throws {
    let port = try await RunningGateway.with(store: storeWithBucket()) { $0.port }
    await #expect(throws: SocketFailure.self) {
      _ = try await onThread { try RawSocket(port: port).roundTrip([], closing: true) }
    }
  }
}
