import DataRepository
import PachydermWire
import Testing

@Suite struct VerifierTests {
  let now = 1_795_430_042.0
  let locked = SigV4.Verifier(credentials: [.init(token: "robot-token")])
  let open = SigV4.Verifier(credentials: [])

  @Test func nobodyNeedsToSignWhileThereAreNoCredentials() throws {
    #expect(try open.verify(request(), now: now) == .unsigned)
    #expect(throws: S3Error(.accessDenied)) { try locked.verify(request(), now: now) }
  }

  @Test func aSignatureIsCheckedEvenWhereNoneIsNeeded() throws {
    let good = signed(by: .init(token: "anything"))
    let bad = signed(by: .init(accessKey: "anything", secret: "else"))
    #expect(try open.verify(good, now: now) != .unsigned)
    #expect(throws: S3Error(.signatureDoesNotMatch)) { try open.verify(bad, now: now) }
  }

  @Test func anyRegionWillDo() throws {
    for region in ["", "us-east-1", "PACHYDERM"] {
      let request = signed(by: .init(token: "robot-token"), region: region)
      #expect(throws: Never.self) { try locked.verify(request, now: now) }
    }
  }

  @Test func anUnknownKeyIsToldFromAWrongSecret() {
    #expect(throws: S3Error(.invalidAccessKeyId)) {
      try locked.verify(signed(by: .init(token: "stranger")), now: now)
    }
    #expect(throws: S3Error(.signatureDoesNotMatch)) {
      try locked.verify(
        signed(by: .init(accessKey: "robot-token", secret: "guess")), now: now)
    }
  }

  @Test(arguments: [(-901, false), (-900, true), (900, true), (901, false)])
  func aClockMayBeFifteenMinutesOff(seconds: Int, passes: Bool) {
    let request = signed(by: .init(token: "robot-token"))
    if passes {
      #expect(throws: Never.self) { try locked.verify(request, now: now + Double(seconds)) }
    } else {
      #expect(throws: S3Error(.requestTimeTooSkewed)) {
        try locked.verify(request, now: now + Double(seconds))
      }
    }
  }

  @Test(arguments: [
    "AWS4-HMAC-SHA256 nonsense", "AWS4-HMAC-SHA256",
    "AWS4-HMAC-SHA256 Credential=a/20261123/r/ec2/aws4_request, SignedHeaders=host, Signature=0",
    "AWS4-HMAC-SHA256 Credential=a/20261123/us-east-1/s3/aws4, SignedHeaders=host, Signature=0",
    "AWS4-HMAC-SHA256 Credential=a/20261123/us-east-1/s3/aws4_request, Signature=0",
  ])
  func aBrokenHeaderIsMalformed(header: String) {
    for verifier in [open, locked] {
      var request = request()
      request.headers.append(.init("Authorization", header))
      #expect(throws: S3Error(.authorizationHeaderMalformed)) {
        try verifier.verify(request, now: now)
      }
    }
  }

  @Test func whatIsSignedCannotBeChanged() {
    let good = signed(by: .init(token: "robot-token"))
    var changed: [SigV4.Request] = []
    for change in [
      { $0.path = "/b/other" }, { $0.query.items.append(.init("acl")) }, { $0.method = "DELETE" },
      { $0.headers[0].value = "elsewhere:1" }, { $0.headers[1].value = "bytes=0-9" },
    ] as [(inout SigV4.Request) -> Void] {
      var one = good
      change(&one)
      changed.append(one)
    }
    for one in changed {
      #expect(throws: S3Error(.signatureDoesNotMatch)) { try locked.verify(one, now: now) }
    }
  }

  @Test func aSignatureWithoutTheHostIsGoodForNothing() {
    var good = request()
    good.headers.removeFirst()
    good.headers = SigV4.Signer(credentials: .init(token: "robot-token"))
      .signed(good, payload: .empty, at: now)
    #expect(throws: S3Error(.signatureDoesNotMatch)) { try locked.verify(good, now: now) }
  }

  @Test func nothingOfAmazonsCanBeAddedToWhatIsSigned() {
    var presigned = request()
    presigned.query = SigV4.Signer(credentials: .init(token: "robot-token"))
      .presigned(presigned, expires: 60, at: now)
    for var one in [signed(by: .init(token: "robot-token")), presigned] {
      #expect(throws: Never.self) { try locked.verify(one, now: now) }
      one.headers.append(.init("X-Amz-Copy-Source", "/master.secret/key"))
      #expect(throws: S3Error.self) { try locked.verify(one, now: now) }
    }
  }

  @Test func aPresignedAddressRunsOut() throws {
    var request = request()
    request.headers.removeLast()
    request.query = SigV4.Signer(credentials: .init(token: "robot-token"))
      .presigned(request, expires: 60, at: now)
    #expect(try locked.verify(request, now: now + 60) != .unsigned)
    #expect(throws: S3Error(.accessDenied, "Request has expired")) {
      try locked.verify(request, now: now + 61)
    }
    // Longer than it was signed for.
    let place = try #require(request.query.items.firstIndex { $0.name == "X-Amz-Expires" })
    request.query.items[place].value = "600"
    #expect(throws: S3Error(.signatureDoesNotMatch)) {
      try locked.verify(request, now: now + 61)
    }
  }

  private func request() -> SigV4.Request {
    .init(
      method: "GET", path: "/master.b/a%20key", query: QueryItems([.init("versionId", "x")]),
      headers: [.init("Host", "127.0.0.1:30600"), .init("Range", "bytes=0-3")])
  }

  private func signed(by credentials: SigV4.Credentials, region: String = "us-east-1")
    -> SigV4.Request
  {
    var request = request()
    request.headers = SigV4.Signer(credentials: credentials, region: region)
      .signed(request, payload: .empty, at: now)
    return request
  }
}
