import DataRepository
import Testing

/// Expected values are the published test vectors: FIPS 180-2, RFC 1321, RFC 4231.
@Suite struct HashingTests {
  @Test func sha256OfTheStandardsExamples() {
    #expect(
      ContentHash(of: Bytes()).hex
        == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    #expect(
      ContentHash(of: Bytes("abc".utf8)).hex
        == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
  }

  @Test func md5FedInPiecesEqualsMD5OfTheWhole() {
    let digest = Digest(.md5)
    for piece in ["message", " ", "digest"] { digest.update(Bytes(piece.utf8)) }
    #expect(digest.finish().hex == "f96b697d7cb7938d525a2f31aaf161d0")
    digest.update(Bytes("abc".utf8))
    #expect(digest.finish().hex == "900150983cd24fb0d6963f7d28e17f72", "it starts anew")
  }

  @Test func hmacOfTheStandardsExamples() {
    #expect(
      hmacSHA256(key: Bytes(repeating: 0x0b, count: 20), Bytes("Hi There".utf8)).hex
        == "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7")
    #expect(
      hmacSHA256(key: Bytes(repeating: 0xaa, count: 131), Bytes(hmacLongKeyText.utf8)).hex
        == "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54")
    #expect(
      hmacSHA256(key: [], []).hex
        == "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad")
  }

  @Test func hexIsReadInBothCasesAndRefusedOtherwise() {
    let hash = ContentHash(of: Bytes("abc".utf8))
    #expect(ContentHash(hex: hash.hex) == hash)
    #expect(ContentHash(hex: hash.hex.uppercased()) == hash)
    #expect(ContentHash(hash.bytes) == hash)
    #expect(ContentHash(hex: String(hash.hex.dropLast(2))) == nil)
    #expect(ContentHash(hex: "zz" + hash.hex.dropFirst(2)) == nil)
    #expect(Bytes(hex: "abc") == nil)
  }

  @Test func equalityInConstantTimeIsEquality() {
    #expect(equalInConstantTime([1, 2, 3], [1, 2, 3]))
    #expect(!equalInConstantTime([1, 2, 3], [1, 2, 4]))
    #expect(!equalInConstantTime([1, 2, 3], [1, 2]))
  }
}

private let hmacLongKeyText = "Test Using Larger Than Block-Size Key - Hash Key First"
