import Testing

@testable import LabelCore

/// Huge strings are read and written in other ways than small ones, with the same outcome.
struct LargeStringTests {
  private static let filler = String(
    repeating: "grüße 👋 \\n \\u00e9 \\ud83d\\udc4b \\\"x\\\" ", count: 40_000)

  @Test func escapesMeanTheSameInAHugeString() throws {
    let small = try JSON(parsing: "\"grüße 👋 \\n \\u00e9 \\ud83d\\udc4b \\\"x\\\" \"").stringValue
    let text = try JSON(parsing: "{\"a\": \"\(Self.filler)\", \"b\": 1}")
    #expect(text["a"]?.stringValue == String(repeating: small ?? "", count: 40_000))
    #expect(text["b"] == 1)
  }

  @Test(
    arguments: [
      "\\ud800", "\\x", "\\u12g4", "\u{1}", "\\ud800\\u0041", "\\",
    ])
  func whatIsOddIsNamedAsInASmallString(_ odd: String) {
    let outcomes = ["", Self.filler].map { filler in
      Result<JSON, JSONError> { () throws(JSONError) in
        try JSON(parsing: "\"\(filler)\(odd)\"")
      }
    }
    switch (outcomes[0], outcomes[1]) {
    case (.success(let small), .success(let large)):
      // A lone surrogate is kept as it was written.
      guard case .escaped = small, case .escaped(let text) = large else {
        Issue.record("\(small)")
        return
      }
      #expect(text.hasSuffix(odd) || odd.contains("0041"))
    case (.failure(let small), .failure(let large)):
      #expect(small.reason == large.reason)
    default: Issue.record("\(odd)")
    }
  }

  @Test func invalidUTF8IsRefusedInAHugeString() {
    let bytes = Array("\"\(Self.filler)".utf8) + [0xff, 0x22]
    #expect(throws: JSONError.self) { try JSON(parsing: bytes) }
    #expect(throws: JSONError.self) { try JSON(parsing: bytes.dropLast() + []) }
  }

  @Test(arguments: [JSON.Style.compact, .python, .ujson, .indentedText])
  func piecesMakeTheSameBytes(_ style: JSON.Style) throws {
    let value: JSON = [
      "text": .string(String(repeating: "grüße \u{7}\n\"/👋", count: 60_000)), "list": [1, "b"],
    ]
    var together: [UInt8] = []
    var largest = 0
    value.write(style) {
      together += $0
      largest = max(largest, $0.count)
    }
    #expect(together == value.bytes(style))
    #expect(largest < 200_000)
    #expect(try JSON(parsing: together) == value)
  }

  @Test func aDigestOfPiecesIsThatOfTheWhole() {
    let value: JSON = ["b": .string(String(repeating: "x\n", count: 100_000)), "a": .number("1.5")]
    let whole = Digest { String(decoding: $0, as: UTF8.self) }
    let pieces = Digest.piecewise { pieces in
      var text: [UInt8] = []
      pieces { text += $0 }
      return String(decoding: text, as: UTF8.self)
    }
    #expect(whole(value) == pieces(value))
    #expect(whole(value) == String(decoding: value.canonicalBytes, as: UTF8.self))
  }
}
