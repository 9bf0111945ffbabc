import Testing

@testable import LabelCore

@Suite struct MatchIDTests {
  @Test func everyIdFileIsReadAndWrittenBackByteForByte() throws {
    let paths = Fixtures.paths(in: "label-studio-0.8") {
      $0.hasSuffix("project/source.json") || $0.hasSuffix("project/target.json")
    }
    #expect(paths.count > 40)
    for path in paths {
      let bytes = try Fixtures.bytes(path)
      let file = try #require(IDFile(JSON(parsing: bytes)))
      #expect(file.tree.bytes(.ujson) == bytes, "\(path)")
    }
  }

  @Test func targetJSONKeepsWhatItKnowsAndDropsMisfiledEntriesOfLabelStudio() throws {
    let fixture = CodecFixture(name: "23-foreign-while-running")
    let theirs = try #require(IDFile(fixture.json("project/target.json")))
    let key = { (id: Int) in "s3://master.labeled_data/\(id)" }
    let ours = IDFile(entries: [2: .init(key: key(2)), 6: .init(key: key(6))])
    let merged = ours.mergedTarget(theirs)
    #expect(merged.entries.mapValues(\.key) == [2: key(2), 5: key(5), 6: key(6)])
  }

  @Test func entriesKeepFieldsThatWeDoNotKnow() throws {
    let text = #"{"0":{"key":"s3:\/\/b\/0","exists":true,"etag":"x"}}"#
    let file = try #require(IDFile(JSON(parsing: text)))
    #expect(file.tree.text(.ujson) == text)
    #expect(IDFile(.array([])) == nil)
    #expect(IDFile(["9223372036854775807": ["key": "k"], "-1": ["key": "k"]])?.highest == nil)
    #expect(IDFile(["x": ["key": "k"], "1": 5, "2": ["exists": true]])?.entries.isEmpty == true)
  }
}
