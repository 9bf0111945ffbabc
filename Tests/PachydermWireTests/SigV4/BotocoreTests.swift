import DataRepository
import Foundation
import PachydermWire
import TestSupport
import Testing

/// What `Tests/Fixtures/sigv4/cases.py` prints.
struct SigningCases: Decodable {
  struct Case: Decodable, CustomTestStringConvertible {
    var method: String
    var path: String
    var query: String
    var headers: [String: String]
    var body: String
    var accessKey: String
    var secret: String
    var token: String?
    var region: String
    var unsigned: Bool
    var expires: Int?
    var authorization: String?
    var signature: String?

    var testDescription: String { "\(method) \(path.prefix(60))?\(query)" }
  }

  var host: String
  var time: Double
  var cases: [Case]

  static func recorded() throws -> SigningCases {
    let file = fixtures.appending(path: "sigv4/cases.json")
    return try JSONDecoder().decode(Self.self, from: Data(contentsOf: file))
  }

  static func fresh() throws -> SigningCases {
    let script = fixtures.appending(path: "sigv4/cases.py").path()
    let (status, output) = try run(python(with: "boto3"), [script])
    try #require(status == 0)
    return try JSONDecoder().decode(Self.self, from: output)
  }
}

@Suite struct BotocoreTests {
  @Test func signsAsBotocoreDidWhenTheCasesWereRecorded() throws {
    let all = try SigningCases.recorded()
    #expect(all.cases.count >= 60)
    for one in all.cases { try expectSame(one, all) }
  }

  @Test func signsAsTheBotocoreInstalledHere() throws {
    let all = try SigningCases.fresh()
    #expect(all.cases.count >= 60)
    for one in all.cases { try expectSame(one, all) }
  }

  @Test func letsInWhatBotocoreSigned() throws {
    let all = try SigningCases.recorded()
    for one in all.cases {
      let verifier = SigV4.Verifier(credentials: [
        .init(accessKey: "other", secret: "other"), credentials(one),
      ])
      let signed = try signed(one, all)
      #expect(throws: Never.self) { try verifier.verify(signed, now: all.time + 30) }
      var forged = signed
      forged.method = one.method == "GET" ? "PUT" : "GET"
      #expect(throws: S3Error(.signatureDoesNotMatch)) {
        try verifier.verify(forged, now: all.time)
      }
    }
  }

  private func expectSame(_ one: SigningCases.Case, _ all: SigningCases) throws {
    let signed = try signed(one, all)
    if one.expires == nil {
      let ours = signed.headers.first { $0.name == "Authorization" }?.value
      #expect(ours == one.authorization, "\(one.testDescription)")
    } else {
      #expect(signed.query["X-Amz-Signature"] == one.signature, "\(one.testDescription)")
    }
  }

  private func signed(_ one: SigningCases.Case, _ all: SigningCases) throws -> SigV4.Request {
    let query = try #require(QueryItems(query: one.query))
    var request = SigV4.Request(
      method: one.method, path: one.path, query: query,
      headers: [.init("Host", all.host)] + one.headers.map { .init($0.key, $0.value) })
    let signer = SigV4.Signer(credentials: credentials(one), region: one.region)
    if let expires = one.expires {
      request.query = signer.presigned(request, expires: expires, at: all.time)
    } else {
      let payload: SigV4.Payload = one.unsigned ? .unsigned : .hash(of: Bytes(one.body.utf8))
      request.headers = signer.signed(request, payload: payload, at: all.time)
    }
    return request
  }

  private func credentials(_ one: SigningCases.Case) -> SigV4.Credentials {
    .init(accessKey: one.accessKey, secret: one.secret, sessionToken: one.token)
  }
}
