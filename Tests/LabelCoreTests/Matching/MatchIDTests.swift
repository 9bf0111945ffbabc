import Testing

@testable import LabelCore

@Suite struct MatchIDTests {
  private let prefix = "s3://master.raw_data/"

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

  @Test func newKeysGetIdsInListingOrderAndLaterOnesTheNext() throws {
    let fixture = CodecFixture(name: "24-raw-changes")
    let source = try #require(IDFile(fixture.json("project/source.json")))
    let folder = "test-example.json/"
    var ids = TaskIDs()
    ids.assign((0...3).map { folder + "000000000000000\($0)" })
    ids.assign(["aaa.json", folder + "0000000000000000", folder + "0000000000000000a"])
    #expect(ids.file(prefix: prefix) == source)
    #expect(ids.provisional == Set(0...5))
  }

  @Test func idsOfAnExistingProjectAreTakenOverAndNeverMove() throws {
    let fixture = CodecFixture(name: "24-raw-changes")
    let source = try #require(IDFile(fixture.json("project/source.json")))
    var ids = TaskIDs(source: source, prefix: prefix)
    ids.assign(["aaa.json", "bbb.json"])
    #expect(ids.ids["aaa.json"] == 4)
    #expect(ids.ids["bbb.json"] == 6)
    #expect(ids.settle("aaa.json", above: 50) { _ in true } == 4)
    #expect(ids.settle("bbb.json", above: 50) { $0 == 6 } == 51)
    #expect(ids.settle("bbb.json", above: 50) { _ in true } == 51)
    #expect(ids.settle("nowhere", above: 50) { _ in true } == nil)
    ids.assign(["ccc.json"])
    #expect(ids.ids["ccc.json"] == 52)
  }

  @Test func idsOfAnotherBucketAreNotGivenAgain() {
    let source = IDFile(entries: [7: .init(key: "s3://other/a.json")])
    var ids = TaskIDs(source: source, prefix: prefix)
    ids.assign(["a.json"])
    #expect(ids.ids == ["a.json": 8])
    #expect(ids.file(prefix: prefix, keeping: source).entries.keys.sorted() == [7, 8])
  }

  @Test func provisionalIdsGiveWayToThoseSomebodyElseWrote() {
    var ids = TaskIDs()
    ids.assign(["a", "b", "c"])
    ids.fix([0])
    let theirs = IDFile(entries: [
      0: .init(key: prefix + "a"), 1: .init(key: prefix + "c"), 5: .init(key: prefix + "z"),
    ])
    #expect(ids.merge(theirs, prefix: prefix).isEmpty)
    #expect(ids.ids == ["a": 0, "b": 6, "c": 1, "z": 5])
    #expect(ids.provisional == [6])
    let again = ids
    #expect(ids.merge(theirs, prefix: prefix).isEmpty)
    #expect(ids == again)
  }

  @Test func idsFixedOnBothSidesAreReportedAndOursStay() {
    var ids = TaskIDs(ids: ["a": 0, "b": 1])
    let theirs = IDFile(entries: [0: .init(key: prefix + "b"), 2: .init(key: prefix + "a")])
    #expect(
      ids.merge(theirs, prefix: prefix) == [
        IDConflict(id: 0, ours: "a", theirs: "b"), IDConflict(id: 2, ours: "a", theirs: "a"),
      ])
    #expect(ids.ids == ["a": 0, "b": 1])
    #expect(ids.highest == 2)
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
