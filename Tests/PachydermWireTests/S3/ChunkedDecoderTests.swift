import DataRepository
import PachydermWire
import Testing

@Suite struct ChunkedDecoderTests {
  let trailed = Bytes("5\r\nhello\r\n1;x=y\r\n!\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n".utf8)

  @Test func takesChunksOutWhereverTheBodyIsCut() throws {
    for step in 1...trailed.count {
      var decoder = ChunkedDecoder()
      var out = Bytes()
      for start in stride(from: 0, to: trailed.count, by: step) {
        try decoder.decode(Bytes(trailed[start...].prefix(step)), into: &out)
      }
      #expect(String(decoding: out, as: UTF8.self) == "hello!")
      #expect(decoder.isDone)
      #expect(decoder.trailers == ["x-amz-checksum-crc32": "NhCmhg=="])
    }
  }

  @Test func isNotDoneBeforeTheLastByte() throws {
    for count in 0..<trailed.count {
      var decoder = ChunkedDecoder()
      var out = Bytes()
      try decoder.decode(Bytes(trailed.prefix(count)), into: &out)
      #expect(!decoder.isDone)
    }
  }

  @Test(arguments: [
    "x\r\n", "\r\n", "-1\r\n", "5\r\nhello!\r\n", "0\r\nno colon\r\n\r\n", "0\r\n\r\nmore",
    "fffffffffffffffff\r\n", "5", "5\r\nhelloX",
  ])
  func refusesABrokenEnvelope(text: String) {
    var decoder = ChunkedDecoder()
    var out = Bytes()
    do throws(S3Error) {
      try decoder.decode(Bytes(text.utf8), into: &out)
      #expect(!decoder.isDone)
    } catch {
      #expect(error.code == .incompleteBody)
    }
  }

  @Test func refusesHeadsWithoutEnd() {
    var decoder = ChunkedDecoder()
    var out = Bytes()
    #expect(throws: S3Error.self) {
      try decoder.decode(Bytes(repeating: UInt8(ascii: "0"), count: 5000), into: &out)
    }
  }

  /// The worked example of AWS's documentation of chunked uploads.
  @Test func checksSignedChunksAsAWSDescribesThem() throws {
    let signatures = [
      "ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648",
      "0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497",
      "b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9",
    ]
    var body = Bytes()
    for (size, signature) in zip([65536, 1024, 0], signatures) {
      body += Bytes("\(String(size, radix: 16));chunk-signature=\(signature)\r\n".utf8)
      body += Bytes(repeating: UInt8(ascii: "a"), count: size) + Bytes("\r\n".utf8)
    }
    let signing = try example()
    var decoder = ChunkedDecoder(signing: signing)
    var out = Bytes()
    for start in stride(from: 0, to: body.count, by: 1000) {
      try decoder.decode(Bytes(body[start...].prefix(1000)), into: &out)
    }
    #expect(decoder.isDone && out.count == 66560)

    body[70] ^= 1
    var strict = ChunkedDecoder(signing: signing)
    #expect(throws: S3Error(.signatureDoesNotMatch)) { try strict.decode(body, into: &out) }
    // An unsigned envelope does not pass where signatures are due.
    var unsigned = ChunkedDecoder(signing: signing)
    #expect(throws: S3Error(.signatureDoesNotMatch)) { try unsigned.decode(trailed, into: &out) }
  }

  private func example() throws -> SigV4.ChunkSigning {
    let secret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
    let names =
      "content-encoding;content-length;host;x-amz-content-sha256;x-amz-date;"
      + "x-amz-decoded-content-length;x-amz-storage-class"
    let authorization =
      "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,"
      + "SignedHeaders=\(names),"
      + "Signature=4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9"
    let request = SigV4.Request(
      method: "PUT", path: "/examplebucket/chunkObject.txt",
      headers: [
        .init("Host", "s3.amazonaws.com"), .init("x-amz-date", "20130524T000000Z"),
        .init("x-amz-storage-class", "REDUCED_REDUNDANCY"), .init("Authorization", authorization),
        .init("x-amz-content-sha256", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD"),
        .init("Content-Encoding", "aws-chunked"), .init("x-amz-decoded-content-length", "66560"),
        .init("Content-Length", "66824"),
      ])
    let verifier = SigV4.Verifier(credentials: [
      .init(accessKey: "AKIAIOSFODNN7EXAMPLE", secret: secret)
    ])
    let grant = try verifier.verify(request, now: 1_369_353_600)
    guard case .signed(let signing) = grant else { throw S3Error(.accessDenied) }
    return signing
  }
}
