import DataRepository
import Testing

@testable import PachydermWire

@Suite struct HPACKTests {
  private func read(_ reader: inout HPACKReader, _ hex: String) throws -> [String] {
    let bytes = try #require(Bytes(hex: hex.filter { $0 != " " }))
    return try reader.read(bytes).map { "\($0.name): \($0.value)" }
  }

  /// RFC 7541, C.4 and C.6: Huffman's code and a table that answers build on.
  @Test func theRFCsExamplesAreRead() throws {
    var reader = HPACKReader()
    #expect(
      try read(&reader, "8286 8441 8cf1 e3c2 e5f2 3a6b a0ab 90f4 ff")
        == [":method: GET", ":scheme: http", ":path: /", ":authority: www.example.com"])
    #expect(
      try read(&reader, "8286 84be 5886 a8eb 1064 9cbf")
        == [
          ":method: GET", ":scheme: http", ":path: /", ":authority: www.example.com",
          "cache-control: no-cache",
        ])
    #expect(
      try read(&reader, "8287 85bf 4088 25a8 49e9 5ba9 7d7f 8925 a849 e95b b8e8 b4bf")
        == [
          ":method: GET", ":scheme: https", ":path: /index.html", ":authority: www.example.com",
          "custom-key: custom-value",
        ])
  }

  @Test func anEntryThatIsPushedOutIsGone() throws {
    var reader = HPACKReader()
    // The table may hold nothing from here on.
    _ = try read(&reader, "20 40 01 61 01 62")
    #expect(throws: HTTP2Error.self) { try read(&reader, "be") }
  }

  @Test(arguments: [
    "80", "c0", "ff ff ff ff ff 7f", "00", "00 05 61", "00 01 61 85 ff", "3f e2 1f", "00 81 00",
  ])
  func whatIsNoHeaderBlockIsRefused(_ hex: String) {
    var reader = HPACKReader()
    #expect(throws: HTTP2Error.self) { try read(&reader, hex) }
  }

  @Test func whatIsWrittenIsRead() throws {
    let long = String(repeating: "long value ", count: 40)
    for value in ["", "v", String(repeating: "x", count: 127), long] {
      var reader = HPACKReader()
      let fields = try reader.read(HPACKWriter.block([(":path", value), ("a", "b")]))
      #expect(fields.map(\.name) == [":path", "a"])
      #expect(fields.map(\.value) == [value, "b"])
    }
  }
}
