import DataRepository
import Foundation
import LabelCore
import Testing
import Workspace

/// Directories and objects of the real Label Studio 0.8.2.
struct LabelStudioTests {
  /// The labelled tasks by text, and the label of each.
  static let expected: [(Scenario, [String: String])] = [
    (Scenario(name: "01-single-choice"), ["One": "Positive", "Two": "Negative"]),
    (
      Scenario(name: "20-twelve-labelled"),
      Dictionary(
        uniqueKeysWithValues: (0..<12).map {
          ("text \($0)", ["Positive", "Negative", "Neutral"][$0 % 3])
        })
    ),
    (Scenario(name: "22-foreign-gap"), ["text 3": "Positive", "text 7": "Negative"]),
    (
      Scenario(name: "23-foreign-while-running"),
      ["text 2": "Neutral", "text 5": "Neutral", "text 6": "Negative"]
    ),
    (
      Scenario(name: "25-target-json-seeded"),
      ["text 3": "Positive", "text 7": "Negative", "text 11": "Neutral"]
    ),
  ]

  @Test(arguments: expected)
  func aDirectoryOfLabelStudioOpensAndEachObjectIsOnItsOwnTask(
    scenario: Scenario, labels: [String: String]
  ) async throws {
    for project in [true, false] {
      let bench = try await Bench(scenario, project: project, labeled: true)
      let workspace = try await bench.open()
      let report = try await workspace.sync()
      #expect(report.unmatched == 0)
      let rows = try await workspace.page(filter: TaskFilter(), offset: 0, limit: 50).rows
      let found = rows.filter { !$0.label.isEmpty }.map { ($0.excerpt, $0.label) }
      #expect(Dictionary(uniqueKeysWithValues: found) == labels)
      #expect(try await workspace.summary().labelled == labels.count)
      // Nothing was written but the two id files.
      #expect(try await workspace.flush().commit == nil)
    }
  }

  @Test func idsOfAnExistingProjectAreKept() async throws {
    let scenario = Scenario(name: "24-raw-changes")
    let bench = try await Bench(scenario, project: true, labeled: true)
    let before = try JSON(parsing: try bench.file("source.json"))
    let workspace = try await bench.open()
    try await workspace.sync()
    #expect(try JSON(parsing: try bench.file("source.json")) == before)
    let rows = try await workspace.page(filter: TaskFilter(), offset: 0, limit: 50).rows
    for row in rows {
      let key = before[String(row.id)]?["key"]?.stringValue
      #expect(key == "s3://master.raw_data/" + row.key)
    }
    // The text of 0 was rewritten before there was a history: nothing tells whose it is. That of 1 is gone,
    // and source.json names its file.
    #expect(try await workspace.status().unmatched.map(\.path) == ["0"])
    let orphan = try await workspace.task(id: 1)
    #expect(orphan.row.status == .orphan)
    #expect(before["1"]?["key"]?.stringValue == "s3://master.raw_data/" + orphan.row.key)
  }

  @Test func anObjectThatLabelStudioMisfiledNeverHidesTheTasksOwn() async throws {
    let scenario = Scenario(name: "21-restart-init-force")
    let bench = try await Bench(scenario, project: false, labeled: true)
    let workspace = try await bench.open()
    try await workspace.sync()
    let summary = try await workspace.summary()
    #expect(summary.labelled == 11)
    let unmatched = try await workspace.status().unmatched
    #expect(unmatched.map(\.path) == ["2"])
    let open = try await workspace.page(filter: TaskFilter(statuses: [.open]), offset: 0, limit: 9)
    #expect(open.rows.map(\.excerpt) == ["text 2"])
    // Its own label goes beside it, not over it.
    try await workspace.label(open.rows[0].id, "Neutral")
    try await workspace.flush()
    #expect(try await bench.object("2").contains("text 10"))
    #expect(try await bench.object("12").contains("text 2"))
    try await workspace.close()
    #expect(try bench.file("target.json").contains(#"master.labeled_data\/12"#))
  }

  @Test(arguments: [
    Scenario(name: "01-single-choice"), Scenario(name: "02-multiple-choice"),
    Scenario(name: "03-alias-hotkey"), Scenario(name: "04-skip"), Scenario(name: "10-unicode"),
    Scenario(name: "12-blob-urls"), Scenario(name: "13-template-multi"),
  ])
  func whatIsCommittedHasTheBytesOfLabelStudioApartFromOurKey(scenario: Scenario) async throws {
    let bench = try await Bench(scenario, project: false, labeled: false)
    let workspace = try await bench.open()
    try await workspace.sync()
    let recorded = try scenario.files("labeled")
    for (name, bytes) in recorded.sorted(by: { $0.key < $1.key }) {
      let object = try TaskObject(parsing: bytes)
      let completion = try #require(object.completions.first)
      bench.clock.set(try #require(completion.createdAt))
      bench.clock.queue(regions: completion.result.compactMap { $0["id"]?.stringValue })
      _ = try await workspace.save(
        SaveOrder(taskID: try #require(Int(name)), decision: completion.decision()))
    }
    try await workspace.flush()
    for (name, bytes) in recorded {
      var object = try TaskObject(parsing: Array(try await bench.object(name).utf8))
      object.completions = object.completions.map { completion in
        var plain = completion
        plain.value["tagline"] = nil
        return plain
      }
      #expect(
        String(decoding: object.bytes, as: UTF8.self) == String(decoding: bytes, as: UTF8.self))
    }
  }

  @Test func withBlobURLsTheTextIsShownAndItsAddressIsStored() async throws {
    let scenario = Scenario(name: "12-blob-urls")
    let bench = try await Bench(scenario, project: true, labeled: true)
    let workspace = try await bench.open()
    try await workspace.sync()
    let tasks = try await workspace.tasks(positions: 0..<9, filter: TaskFilter()).tasks
    let texts = try scenario.files("raw")
    #expect(tasks.map(\.row.key) == ["docs/a.txt", "docs/b.txt"])
    #expect(
      tasks.map { $0.data["text"]?.stringValue }
        == ["docs/a.txt", "docs/b.txt"].map { String(decoding: texts[$0] ?? [], as: UTF8.self) })
    #expect(tasks[0].row.label == "Positive")
    #expect(tasks[0].row.marks.contains(.stale) == false)
  }

  @Test func aConfigThatCannotHoldTheLabelsIsRefusedBeforeAnythingIsWritten() async throws {
    let bench = try await Bench(
      Scenario(name: "20-twelve-labelled"), project: true, labeled: true)
    let xml = LabelingConfig.Template.textClassification.xml
      .replacing("    <Choice value=\"Positive\"/>\n", with: "")
    try xml.write(toFile: bench.directory + "/config.xml", atomically: true, encoding: .utf8)
    let workspace = try await bench.open()
    try await workspace.sync()
    await #expect {
      try await workspace.checkConfig()
    } throws: { error in
      let error = error as? WorkspaceError
      return error?.code == .unfitConfig
        && error?.message.contains("no choice in sentiment for Positive (4)") == true
    }
    await #expect(throws: WorkspaceError.self) { try await workspace.label(0, "Neutral") }
  }
}
