import DataRepository
import EmbeddedStore
import Foundation
import LabelCore
import Testing
import Workspace

struct SetupTests {
  @Test func controlsOfEveryKindAreAnsweredFromAScriptAndComeBack() async throws {
    let bench = try await Bench()
    let xml = """
      <View><Text name="text" value="$text"/>
      <Labels name="ner" toName="text"><Label value="PER"/></Labels>
      <Rating name="stars" toName="text"/><TextArea name="why" toName="text"/></View>
      """
    var plan = ProjectPlan(
      directory: bench.directory, source: Bench.raw, target: Bench.labeled)
    plan.labelConfig = Array(xml.utf8)
    try await WorkspaceSetup.create(plan)
    try await bench.put(["Anna came", "nobody"])
    let workspace = try await bench.open()
    try await workspace.sync()
    let words = AnnotateOrder(
      taskID: 0, choices: ["ner": ["0-4:PER"], "stars": ["4"], "why": ["good", "better"]])
    let saved = try await workspace.annotate(words)
    #expect(saved.row.label == "PER Anna, 4, \"good\", \"better\"")
    let line =
      #"{"task": 1, "choices": {"stars": 2}, "values": {"ner": [{"start": 0, "end": 6, "labels": ["PER"]}]}}"#
    #expect(try await workspace.annotate(jsonLines: Array(line.utf8)) == 1)
    let found = try await workspace.page(
      filter: TaskFilter(label: "PER"), offset: 0, limit: 9)
    #expect(found.rows.map(\.id) == [0, 1])
    #expect(
      try await workspace.page(filter: TaskFilter(label: "4"), offset: 0, limit: 9).rows.map(\.id)
        == [0])
    await #expect(throws: WorkspaceError.self) {
      try await workspace.annotate(AnnotateOrder(taskID: 1, choices: ["ner": ["0-99:PER"]]))
    }
    try await workspace.close()
  }

  @Test func configJSONIsWhatLabelStudioWrites() throws {
    let scenario = Scenario(name: "25-target-json-seeded")
    let recorded = try #require(try scenario.files("project")["config.json"])
    let read = try ProjectConfig(recorded, file: "config.json")
    let made = ProjectConfig(source: read.source, target: read.target)
    #expect(
      String(decoding: made.bytes, as: UTF8.self) == String(decoding: recorded, as: UTF8.self))
  }

  @Test func initOnAProjectIsRefusedInLabelStudiosWordsAndForceKeepsTheJournal() async throws {
    let bench = try await Bench(texts: ["One", "Two"])
    let workspace = try await bench.open()
    try await workspace.sync()
    try await workspace.label(1, "Negative")
    try await workspace.close(sending: false)
    var plan = ProjectPlan(
      directory: bench.directory + "/", source: Bench.raw, target: Bench.labeled)
    await #expect {
      try await WorkspaceSetup.create(plan)
    } throws: { error in
      (error as? WorkspaceError)?.message
        == "\(bench.directory)/config.xml label config already exists. "
        + "Use \"--force\" option to recreate it."
    }
    plan.force = true
    try await WorkspaceSetup.create(plan)
    let again = try await bench.open()
    #expect(try await again.labels() == ["", "Negative"])
    #expect(try bench.file("source.json").contains("01.json"))
  }

  @Test func forceKeepsTheConfigWhenTheLabelsDoNotFitTheNewOne() async throws {
    let bench = try await Bench(texts: ["One", "Two"])
    let workspace = try await bench.open()
    try await workspace.sync()
    try await workspace.label(1, "Negative")
    try await workspace.close(sending: true)
    let before = try bench.file("config.xml")
    var plan = ProjectPlan(directory: bench.directory, source: Bench.raw, target: Bench.labeled)
    plan.force = true
    plan.labelConfig = Array(LabelingConfig.xml(labels: ["Good", "Bad"]).utf8)
    await #expect {
      try await WorkspaceSetup.create(plan)
    } throws: { error in
      (error as? WorkspaceError)?.code == .unfitConfig
        && (error as? WorkspaceError)?.message.contains("Negative (1)") == true
    }
    #expect(try bench.file("config.xml") == before)
    #expect(try bench.file("source.json").contains("01.json"))
  }

  @Test func aMissingProjectIsSaidInLabelStudiosWords() async throws {
    let bench = try await Bench()
    await #expect {
      _ = try await bench.open()
    } throws: { error in
      let message = (error as? WorkspaceError)?.message ?? ""
      return message.hasPrefix("Project directory \"\(bench.directory)\" not found.")
    }
  }

  @Test func unknownSettingsSurviveAndSecretsAreWarnedAboutAndNotWritten() throws {
    let text = """
      {"mine": 1.0, "source": {"type": "s3", "path": "master.a.b", "extra": true, "params": \
      {"aws_secret_access_key": "sesame", "region": "x"}}, \
      "target": {"type": "s3-completions", "path": "c", "params": {}}}
      """
    let config = try ProjectConfig(Array(text.utf8), file: "config.json")
    #expect(config.source.branch == Branch(repo: "a.b", name: "master"))
    #expect(config.target.branch == Branch(repo: "c", name: "master"))
    #expect(config.source.usesBlobURLs)
    #expect(config.source.regex == nil)
    #expect(config.warnings.count == 1)
    #expect(!config.warnings.joined().contains("sesame"))
    let made = ProjectConfig(source: config.source, target: config.target)
    #expect(!String(decoding: made.bytes, as: UTF8.self).contains("sesame"))
  }

  @Test func theDemoIsImportedOnceAndContinues() async throws {
    let bench = try await Bench()
    let directory = bench.directory + "/demo"
    _ = try await WorkspaceSetup.demo(directory: directory, store: bench.store)
    let workspace = try await bench.open(directory: directory)
    try await workspace.sync()
    let total = try await workspace.summary().total
    #expect(total == 40)
    let choice = AnnotateOrder(taskID: 3, choices: ["label": ["account"]])
    #expect(try await workspace.annotate(choice).row.label == "account")
    try await workspace.close()
    _ = try await WorkspaceSetup.demo(directory: directory, store: bench.store)
    let again = try await bench.open(directory: directory)
    #expect(try await again.sync().isEmpty)
    #expect(try await again.summary().labelled == 1)
    let raw = try await bench.store.listCommits(of: "raw_data", from: nil, limit: nil).collect()
    #expect(raw.count == 1)
  }

  @Test func scriptsMayOnlyDecideWhatTheConfigAllows() async throws {
    let bench = try await Bench(texts: ["One", "Two"])
    let workspace = try await bench.open()
    try await workspace.sync()
    let lines = """
      {"task": 0, "choices": {"sentiment": ["Positive"]}, "note": "sure"}

      {"task": 1, "skip": true}
      """
    #expect(try await workspace.annotate(jsonLines: Array(lines.utf8)) == 2)
    let rows = try await workspace.page(filter: TaskFilter(), offset: 0, limit: 9).rows
    #expect(rows.map(\.status) == [.labelled, .skipped])
    #expect(rows[0].marks == [.unsent, .noted])
    for (line, reason) in [
      (#"{"task": 0, "choices": {"sentiment": ["Great"]}}"#, "has no choice Great"),
      (#"{"task": 0, "choices": {"mood": ["Positive"]}}"#, "no control mood"),
      (#"{"task": 0, "choices": {"sentiment": ["Positive", "Neutral"]}}"#, "takes one value"),
      (#"{"task": 9, "skip": true}"#, "no task 9"), (#"{"task": 0"#, "is no JSON"),
    ] {
      let both = #"{"task": 1, "choices": {"sentiment": "Neutral"}}"# + "\n" + line
      await #expect {
        _ = try await workspace.annotate(jsonLines: Array(both.utf8))
      } throws: { error in
        let message = (error as? WorkspaceError)?.message ?? ""
        return message.hasPrefix("line 2") && message.contains(reason)
      }
    }
    // The good line before a bad one was not saved either.
    #expect(try await workspace.task(id: 1).row.status == .skipped)
  }
}
