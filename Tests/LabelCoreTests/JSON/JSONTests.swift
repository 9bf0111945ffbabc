import TestSupport
import Testing

@testable import LabelCore

@Suite struct JSONTests {
  @Test func everyStoredObjectOfLabelStudioComesBackByteForByte() throws {
    let paths = Fixtures.paths(in: "label-studio-0.8") { $0.contains("/labeled/") }
    #expect(paths.count > 50)
    for path in paths {
      let bytes = try Fixtures.bytes(path)
      guard let value = try? JSON(parsing: bytes) else { continue }
      #expect(value.text(.python) == String(decoding: bytes, as: UTF8.self), "\(path)")
    }
  }

  @Test func localCopiesAndIdFilesComeBackByteForByte() throws {
    let paths = Fixtures.paths(in: "label-studio-0.8") {
      $0.hasSuffix("project/source.json") || $0.hasSuffix("project/target.json")
        || $0.contains("project/completions/")
    }
    #expect(paths.count > 50)
    for path in paths {
      let bytes = try Fixtures.bytes(path)
      #expect(
        try JSON(parsing: bytes).text(.ujson) == String(decoding: bytes, as: UTF8.self), "\(path)")
    }
  }

  @Test func projectSettingsComeBackByteForByte() throws {
    let paths = Fixtures.paths(in: "label-studio-0.8") { $0.hasSuffix("project/config.json") }
    #expect(paths.count > 10)
    for path in paths {
      let bytes = try Fixtures.bytes(path)
      let value = try JSON(parsing: bytes)
      // Saving a labeling config on the web page writes the settings on one line.
      let style: JSON.Style = value["label_config_updated"] == nil ? .indented(2) : .python
      #expect(value.text(style) == String(decoding: bytes, as: UTF8.self), "\(path)")
    }
  }

  @Test(arguments: [
    "0", "-0", "1.0", "1.10", "1e2", "1E+2", "0.1e-7", "18446744073709551616", "[]", "{}", "\"\"",
    "{\"a\": 1, \"a\": 2}", "[1, [2, {\"b\": null}], true, false]", "\"\\ud800\"",
    "\"a\\udfff\\\\u12\"", "\"\\ud83d\\ude00\"", "\"\\u007f\\u0000\\b\\f\\n\\r\\t\\\"\\\\/\"",
  ])
  func whatPythonWroteIsWrittenBackAsItWas(_ text: String) throws {
    #expect(try JSON(parsing: text).text(.python) == text)
  }

  @Test(arguments: [
    ("", "Expecting value: line 1 column 1 (char 0)"),
    ("a,b\n", "Expecting value: line 1 column 1 (char 0)"),
    ("{\"a\": 1}\n{", "Extra data: line 2 column 1 (char 9)"),
    ("{a", "Expecting property name enclosed in double quotes: line 1 column 2 (char 1)"),
    ("{\"é\" 1}", "Expecting ':' delimiter: line 1 column 6 (char 5)"),
    ("[1 2]", "Expecting ',' delimiter: line 1 column 4 (char 3)"),
    ("\"a", "Unterminated string starting at: line 1 column 1 (char 0)"),
    ("[\"\\", "Unterminated string starting at: line 1 column 2 (char 1)"),
    ("\"\\x\"", "Invalid \\escape: line 1 column 2 (char 1)"),
    ("\"\\u12\"", "Invalid \\uXXXX escape: line 1 column 3 (char 2)"),
    ("\"a\nb\"", "Invalid control character at: line 1 column 3 (char 2)"),
    ("\u{feff}{}", "Unexpected UTF-8 BOM (decode using utf-8-sig): line 1 column 1 (char 0)"),
    ("01", "Extra data: line 1 column 2 (char 1)"), ("1.", "Extra data: line 1 column 2 (char 1)"),
    ("NaN", "Expecting value: line 1 column 1 (char 0)"),
    ("tru", "Expecting value: line 1 column 1 (char 0)"),
  ])
  func whatIsNotJSONIsRefusedInPythonsWords(_ text: String, _ message: String) {
    #expect { try JSON(parsing: text) } throws: { "\($0)" == message }
  }

  @Test func invalidUTF8AndDeepNestingAreRefused() {
    #expect(throws: JSONError.self) { try JSON(parsing: [0x22, 0xff, 0x22]) }
    #expect(throws: JSONError.self) { try JSON(parsing: [0x22, 0x5c, 0x6e, 0xff, 0x22]) }
    // A lone surrogate must not let bytes through that are no UTF-8.
    let surrogate = Array("\\ud800".utf8)
    #expect(throws: JSONError.self) { try JSON(parsing: [0x22, 0xa0] + surrogate + [0x22]) }
    #expect(throws: JSONError.self) { try JSON(parsing: [0x22] + surrogate + [0xc3, 0x22]) }
    let deep = String(repeating: "[", count: 100_000)
    #expect(throws: JSONError.self) { try JSON(parsing: deep) }
    let allowed = String(repeating: "[", count: 500) + String(repeating: "]", count: 500)
    #expect(throws: Never.self) { try JSON(parsing: allowed) }
  }

  @Test func stringsAreReadAndWrittenInEveryStyle() throws {
    let value = try JSON(parsing: "\"\\u00fcber/\\ud83d\\ude00\\u007f\"")
    #expect(value.stringValue == "über/😀\u{7f}")
    #expect(value.text(.ujson) == "\"\\u00fcber\\/\\ud83d\\ude00\u{7f}\"")
    #expect(value.text(.compact) == "\"über/😀\u{7f}\"")
    #expect(try JSON(parsing: "\"a\\ud800b\"").stringValue == "a\u{fffd}b")
    #expect(try JSON(parsing: "\"\\ud83d\\ude00\\udc00\"").stringValue == "😀\u{fffd}")
  }

  @Test func membersKeepTheirPlaceWhenTheyAreSet() throws {
    var value = try JSON(parsing: #"{"a": 1, "b": 2, "a": 3}"#)
    #expect(value["a"] == 3)
    value["a"] = 4
    value["c"] = ["x"]
    value["b"] = nil
    #expect(value.text(.python) == #"{"a": 1, "a": 4, "c": ["x"]}"#)
  }

  @Test(arguments: [
    (1.169, "1.169"), (2, "2"), (0.1 + 0.2, "0.3"), (0.7449999, "0.745"), (1.98, "1.98"),
  ])
  func secondsAreWrittenAsThePageWritesThem(_ seconds: Double, _ text: String) {
    #expect(JSON.seconds(seconds) == .number(text))
    #expect(JSON.seconds(1e300) == 0 && JSON.seconds(.nan) == 0)
  }

  @Test func randomBytesNeitherCrashNorChangeOnTheWayBack() throws {
    var random = SeededGenerator(seed: 3)
    let alphabet = Array("{}[]:,\"\\u0d8e1.-+ntfalsre \n\u{e9}\u{1F600}/".utf8)
    for _ in 0..<20_000 {
      let count = Int.random(in: 0...24, using: &random)
      let bytes = (0..<count).compactMap { _ in alphabet.randomElement(using: &random) }
      guard let value = try? JSON(parsing: bytes) else { continue }
      for style in [JSON.Style.python, .ujson, .indented(2), .compact] {
        let again = try JSON(parsing: value.bytes(style))
        #expect(again == value || value.text(.python).contains("\\ud"))
      }
    }
  }
}
