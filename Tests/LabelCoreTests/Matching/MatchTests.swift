import Testing

@testable import LabelCore

@Suite struct MatchTests {
  /// How each object of a fixture is matched.
  private func matches(_ name: String) throws -> [String: String] {
    let fixture = CodecFixture(name: name)
    let tasks = try fixture.rawKeys().compactMap { id, key -> MatchTask? in
      guard let root = try? fixture.root(id) else { return nil }
      return MatchTask(id: id, key: key, data: Digest.fake(root["data"] ?? .null))
    }
    let entries = try #require(IDFile(fixture.json("project/target.json"))).entries
    let target = Dictionary(grouping: entries.keys.sorted()) { entries[$0]?.key ?? "" }
    let objects = try fixture.paths("labeled").map { key in
      let object = try fixture.labeled(key)
      return MatchObject(
        key: key, id: object.id, data: Digest.fake(object.data ?? .null),
        entries: target["s3://master.labeled_data/\(key)"] ?? [])
    }
    return described(tasks, objects)
  }

  /// The task's id, the rule, and what is odd about each object.
  private func described(_ tasks: [MatchTask], _ objects: [MatchObject]) -> [String: String] {
    var lines: [String: String] = [:]
    for match in ObjectMatcher(tasks: tasks).matches(objects) {
      var words = [match.task.map { "task \(tasks[$0].id)" } ?? "unmatched"]
      if let rule = match.rule { words.append("by \(rule.rawValue)") }
      if match.isMisfiled { words.append("misfiled") }
      if match.isSecond { words.append("second") }
      lines[objects[match.object].key] = words.joined(separator: " ")
    }
    return lines
  }

  @Test func objectsOfAnUndisturbedProjectAreWhereTargetJSONSays() throws {
    let found = try matches("20-twelve-labelled")
    #expect(found.count == 12)
    for (key, line) in found { #expect(line == "task \(key) by entry") }
  }

  @Test func anObjectThatLabelStudioMisfiledIsFoundByItsData() throws {
    let found = try matches("21-restart-init-force")
    #expect(found["2"] == "task 10 by data misfiled second")
    #expect(found["10"] == "task 10 by id")
    #expect(found["3"] == "task 3 by id")
    #expect(found["0"] == "task 0 by entry")
  }

  @Test func objectsOfSomebodyElseBelongToTheTaskTheirIdAndDataName() throws {
    #expect(try matches("22-foreign-gap") == ["3": "task 3 by id", "7": "task 7 by id"])
    #expect(
      try matches("23-foreign-while-running")
        == ["2": "task 2 by id", "5": "task 5 by entry", "6": "task 6 by id"])
    #expect(
      try matches("25-target-json-seeded")
        == ["11": "task 11 by entry", "3": "task 3 by entry", "7": "task 7 by entry"])
  }

  @Test func anObjectWithOtherDataThanItsTaskIsUnmatchedUnlessTheKeyOnceHeldThem() throws {
    #expect(try matches("24-raw-changes") == ["0": "unmatched", "1": "unmatched"])
    let tasks = [MatchTask(id: 0, key: "a", data: "One CHANGED", earlier: ["One"])]
    #expect(
      described(tasks, [MatchObject(key: "0", id: 0, data: "One")]) == ["0": "task 0 by id"])
  }

  @Test func repeatedCompletionIdsDoNotDisturbMatching() throws {
    #expect(try matches("26-id-collision") == ["0": "task 0 by entry"])
  }

  @Test func aRecordedSourceKeyCountsBeforeEverythingElse() {
    let tasks = [
      MatchTask(id: 0, key: "a", data: "x"), MatchTask(id: 1, key: "b", data: "new"),
      MatchTask(id: 2, key: "c", data: "y"),
    ]
    let objects = [
      MatchObject(key: "0", id: 0, data: "x", sources: [MatchSource(key: "b")], entries: [0]),
      MatchObject(key: "2", id: 2, data: "y", sources: [MatchSource(key: "c")]),
      MatchObject(key: "7", id: 7, data: "x", sources: [MatchSource(key: "gone")]),
    ]
    #expect(
      described(tasks, objects) == [
        "0": "task 1 by source misfiled", "2": "task 2 by source", "7": "task 0 by data misfiled",
      ])
  }

  @Test func ofSeveralTasksInOneRawFileTheOneWithTheDataIsMeant() {
    let tasks = (0..<3).map { MatchTask(id: $0, key: "a", data: "\($0)", earlier: ["old \($0)"]) }
    let objects = ["2", "old 1", "never"].enumerated().map { place, data in
      MatchObject(key: String(place + 10), id: nil, data: data, sources: [MatchSource(key: "a")])
    }
    #expect(
      described(tasks, objects) == [
        "10": "task 2 by source misfiled", "11": "task 1 by source misfiled", "12": "unmatched",
      ])
  }

  @Test func equalDataArePairedInAscendingOrderAmongFreeTasks() {
    let tasks = [4, 1, 3, 2].map { MatchTask(id: $0, key: "k\($0)", data: "same") }
    let objects = [
      MatchObject(key: "90", id: 90, data: "same"), MatchObject(key: "x", id: nil, data: "same"),
      MatchObject(key: "9", id: 9, data: "same"), MatchObject(key: "2", id: 2, data: "same"),
      MatchObject(key: "91", id: 91, data: "same"), MatchObject(key: "5", id: 5, data: "other"),
    ]
    #expect(
      described(tasks, objects) == [
        "2": "task 2 by id", "9": "task 1 by order misfiled", "90": "task 3 by order misfiled",
        "91": "task 4 by order misfiled", "x": "unmatched", "5": "unmatched",
      ])
  }

  @Test func aHundredThousandObjectsAreMatchedWithoutComparingEachWithEach() {
    let count = 100_000
    let tasks = (0..<count).map {
      MatchTask(id: $0, key: "k\($0)", data: "text \($0 % 10 == 0 ? 0 : $0)")
    }
    let objects = (0..<count).map { place in
      MatchObject(key: String(place + count), id: nil, data: tasks[place].data)
    }
    let found = ObjectMatcher(tasks: tasks).matches(objects.reversed())
    #expect(found.allSatisfy { $0.task == count - 1 - $0.object && !$0.isSecond })
    #expect(found.filter { $0.rule == .order }.count == count / 10)
  }
}
