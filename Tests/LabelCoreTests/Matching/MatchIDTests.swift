import Testing

@testable import LabelCore

@Suite struct MatchIDTests {
  @Test func everyIdFileIsRead() throws {
    let paths = Fixtures.paths(in: "label-studio-0.8") {
      $0.hasSuffix("project/source.json") || $0.hasSuffix("project/target.json")
    }
    #expect(paths.count > 40)
    for path in paths {
      let tree = try JSON(parsing: Fixtures.bytes(path))
      let file = try #require(IDFile(tree))
      #expect(file.entries.count == tree.members?.count, "\(path)")
    }
  }

  @Test func whatIsNoIDOrHasNoKeyIsPassedOver() throws {
    let text = #"{"0":{"key":"s3:\/\/b\/0","exists":true,"etag":"x"}}"#
    #expect(try IDFile(JSON(parsing: text))?.entries[0]?.key == "s3://b/0")
    #expect(IDFile(.array([])) == nil)
    #expect(IDFile(["9223372036854775807": ["key": "k"], "-1": ["key": "k"]])?.highest == nil)
    #expect(IDFile(["x": ["key": "k"], "1": 5, "2": ["exists": true]])?.entries.isEmpty == true)
  }
}
