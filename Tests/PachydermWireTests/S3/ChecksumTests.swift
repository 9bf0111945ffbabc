import DataRepository
import PachydermWire
import Testing

@Suite struct ChecksumTests {
  @Test(arguments: [
    (ChecksumAlgorithm.crc32, "cbf43926"), (.crc32c, "e3069283"),
    (.crc64nvme, "ae8b14860a799888"), (.sha1, "f7c3bc1d808e04732adf679965ccc34ca7ae3441"),
    (.sha256, "15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225"),
  ])
  func knowsTheValuesOfTheStandards(algorithm: ChecksumAlgorithm, hex: String) {
    // "123456789" is the check input of the CRC catalogue.
    let whole = Checksum(algorithm)
    whole.update(Bytes("123456789".utf8))
    let cut = Checksum(algorithm)
    for byte in "123456789".utf8 { cut.update([byte]) }
    #expect(whole.finish() == Bytes(hex: hex)?.base64)
    #expect(cut.finish() == Bytes(hex: hex)?.base64)
  }

  @Test func sha1IsRightAtEveryLengthAroundABlock() {
    // Each message is hashed whole and in two pieces; the known value guards both.
    for length in 50...130 {
      let bytes = Bytes(repeating: 0x61, count: length)
      let (whole, cut) = (Checksum(.sha1), Checksum(.sha1))
      whole.update(bytes)
      cut.update(Bytes(bytes.prefix(length / 3)))
      cut.update(Bytes(bytes.dropFirst(length / 3)))
      #expect(whole.finish() == cut.finish())
    }
    let million = Checksum(.sha1)
    for _ in 0..<64 { million.update(Bytes(repeating: 0x61, count: 1)) }
    #expect(million.finish() == Bytes(hex: "0098ba824b5c16427bd7a1122a5a442a25ec644d")?.base64)
  }
}
