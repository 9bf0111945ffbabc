import DataRepository
import PachydermWire
import TestSupport
import Testing

@testable import PachydermClient

@Suite struct S3RefusalTests {
  private func refusal(
    _ status: Int, _ fields: [HTTPField] = [], body: String = "", hasProxyHeader: Bool = false
  ) -> StoreError {
    S3Refusal(
      head: HTTPHead(status: status, fields: fields), body: Bytes(body.utf8),
      subject: "master.raw", hasProxyHeader: hasProxyHeader, now: 1_795_428_478
    ).sentence
  }

  @Test(arguments: [
    (0.0 as Double, "off by"), (1000, "17 min behind"), (-1000, "17 min ahead of"),
    (7500, "2 h 5 min behind"), (7200, "2 h behind"), (-342_000, "3 d 23 h ahead of"),
    (864_000, "10 d behind"),
  ])
  func aClockThatIsOffIsToldByHowMuch(_ theirs: Double, _ words: String) {
    let date = HTTPField("Date", WireTime.http(1_795_428_478 + theirs))
    let error = refusal(
      403, [date], body: "<Error><Code>RequestTimeTooSkewed</Code><Message>x</Message></Error>")
    #expect(error.code == .unauthorized)
    #expect(error.message.contains("this machine's clock is \(words)"), "\(error.message)")
    #expect(error.message.contains("15 minutes"))
  }

  @Test func aProxyThatWantsCredentialsIsToldFromTheGateway() {
    let realm = HTTPField("WWW-Authenticate", "Bearer realm=\"lab\u{1b}\"")
    let error = refusal(401, [realm], body: "<html><h1>Unauthorized</h1></html>")
    #expect(error.code == .unauthorized)
    #expect(error.message.contains("(Bearer realm=\"lab \"); set PROXY_AUTHORIZATION"))
    let again = refusal(401, hasProxyHeader: true)
    #expect(again.message.contains("PROXY_AUTHORIZATION says is wrong or has expired"))
    #expect(refusal(302).code == .unauthorized)
  }

  @Test func aForbiddenPageIsAProxysAndSilenceTheGateways() {
    let page = refusal(403, body: "<html>\n<b>Access</b> blocked\u{7}</html>")
    #expect(page.code == .forbidden)
    #expect(page.message.contains("refuses: Access blocked;"), "\(page.message)")
    // HEAD and expired tokens have no body.
    #expect(refusal(403).code == .unauthorized)
    #expect(refusal(403).message.contains("pachctl auth login"))
  }

  @Test(arguments: [502, 503, 504, 429])
  func aGatewayThatIsAwayBehindItsProxyIsUnreachable(_ status: Int) {
    let error = refusal(status, body: "<html>Bad Gateway</html>")
    #expect(error.code == .unreachable)
    #expect(error.message.contains("Bad Gateway"))
  }

  @Test(arguments: [
    ("Bearer abc", "Authorization", "Bearer abc"), (" Basic YTpi ", "Authorization", "Basic YTpi"),
    ("X-Token: a b", "X-Token", "a b"), ("authorization:Bearer x", "authorization", "Bearer x"),
  ])
  func aProxyHeaderIsAValueOrAField(_ text: String, _ name: String, _ value: String) {
    #expect(ProxyHeader(text)?.field == HTTPField(name, value))
  }

  @Test(arguments: ["", "  ", "a\r\nX-Evil: 1", "a\u{7f}"])
  func whatIsNoProxyHeaderIsRefused(_ text: String) {
    #expect(ProxyHeader(text) == nil)
  }

  @Test func aProxyHeaderGoesWithEveryRequestAndItsAuthorizationReplacesTheSignature() async throws
  {
    let server = try ScriptedServer { connection in
      while connection.readRequest() != nil {
        connection.answer(body: "<ListAllMyBucketsResult></ListAllMyBucketsResult>")
      }
    }
    defer { server.stop() }
    var configuration = S3Configuration(
      endpoint: try S3Endpoint(server.url), credentials: SigV4.Credentials(token: "t"), now: { 0 })
    for text in ["Bearer abc", "X-Token: abc"] {
      configuration.proxy = ProxyHeader(text)
      _ = try await S3Client(configuration).listBuckets()
    }
    #expect(server.requests[0].contains("\r\nAuthorization: Bearer abc\r\n"))
    #expect(!server.requests[0].contains("AWS4-HMAC-SHA256"))
    #expect(server.requests[1].contains("\r\nX-Token: abc\r\n"))
    #expect(server.requests[1].contains("\r\nAuthorization: AWS4-HMAC-SHA256"))
  }

  @Test func aPageInPlaceOfAListingSaysWhatItIs() async throws {
    let server = try ScriptedServer { connection in
      while connection.readRequest() != nil {
        connection.answer(body: "<html><title>Sign in</title></html>")
      }
    }
    defer { server.stop() }
    let configuration = S3Configuration(
      endpoint: try S3Endpoint(server.url), credentials: nil, now: { 0 })
    let error = await #expect(throws: StoreError.self) {
      try await S3Client(configuration).listBuckets()
    }
    #expect(error?.message.contains("does not answer as an S3 gateway: Sign in") == true)
  }
}
