import DataRepository
import LabelCore
import Testing
import Workspace

/// What a running Label Studio 0.8.2 does with objects that it did not write: scenario
/// 23-foreign-while-running, carried on.
struct MisfiledTests {
  private static let texts = (0..<8).map { "text \($0)" }

  /// Tasks 2 and 6 labelled and sent; Label Studio then shows text 2 as task 6 and text 6 as task 7.
  private func labelled() async throws -> (Bench, Workspace) {
    let bench = try await Bench(texts: Self.texts)
    let workspace = try await bench.open()
    try await workspace.sync()
    try await workspace.label(2, "Negative")
    try await workspace.label(6, "Positive")
    try await workspace.flush()
    return (bench, workspace)
  }

  /// Saves an object under another number with another choice, as an update in Label Studio's page.
  private func misfile(_ bench: Bench, _ name: String, as number: Int, _ choice: String)
    async throws
  {
    var object = try TaskObject(parsing: Array(try await bench.object(name).utf8))
    object.tree["id"] = .int(number)
    object.completions = object.completions.map { completion in
      var completion = completion
      completion.value["result"] = .array(
        completion.result.map { region in
          var region = region
          region["value"] = ["choices": [.string(choice)]]
          return region
        })
      return completion
    }
    try await bench.fill(Bench.labeled, ["\(number)": object.bytes])
  }

  /// "text: choice, choice": one choice for each completion.
  private func object(_ bench: Bench, _ name: String) async throws -> String {
    let object = try TaskObject(parsing: Array(try await bench.object(name).utf8))
    #expect(object.id == Int(name))
    let choices = object.completions.flatMap(\.result).compactMap {
      $0["value"]?["choices"]?.arrayValue?.first?.stringValue
    }
    return "\(object.data?["text"]?.stringValue ?? ""): \(choices.joined(separator: ", "))"
  }

  @Test func aLabelSavedUnderAnotherTasksNumberGoesHomeAndWhatItOverwroteIsPutBack() async throws {
    let (bench, workspace) = try await labelled()
    try await misfile(bench, "2", as: 6, "Neutral")
    let report = try await workspace.sync()
    #expect(report.misfiled == 1)
    #expect(report.unmatched == 0)
    #expect(try await workspace.task(id: 2).row.label == "Neutral")
    #expect(try await workspace.task(id: 6).row.label == "Positive")
    #expect(try await workspace.status().unmatched.isEmpty)
    #expect(try await workspace.flush().tasks == 2)
    #expect(try await object(bench, "2") == "text 2: Neutral")
    #expect(try await object(bench, "6") == "text 6: Positive")
    // All is said: nothing is found or sent again.
    let again = try await workspace.sync()
    #expect(again.misfiled == 0)
    #expect(try await workspace.flush().commit == nil)
    try await workspace.close()
    let target = try JSON(parsing: try bench.file("target.json"))
    #expect(target.members?.map(\.name) == ["2", "6"])
  }

  @Test func aCopyUnderAFreeNumberGivesWayToThatTasksEmptyObject() async throws {
    let (bench, workspace) = try await labelled()
    try await misfile(bench, "6", as: 7, "Neutral")
    #expect(try await workspace.sync().misfiled == 1)
    #expect(try await workspace.task(id: 7).row.status == .open)
    try await workspace.flush()
    #expect(try await object(bench, "6") == "text 6: Neutral")
    #expect(
      try await bench.object("7")
        == #"{"data": {"text": "text 7"}, "id": 7, "completions": [], "predictions": []}"#)
    try await workspace.label(7, "Positive")
    try await workspace.flush()
    #expect(try await object(bench, "7") == "text 7: Positive")
  }

  @Test func anOldCopyNeverComesBackOverWhatWasDecidedSince() async throws {
    let (bench, workspace) = try await labelled()
    try await misfile(bench, "6", as: 7, "Neutral")
    try await workspace.sync()
    try await workspace.label(6, "Negative")
    // Read once more under another head, before the copy gave way.
    try await bench.put(["more"], from: 20)
    try await bench.fill(Bench.labeled, ["README": Array("x".utf8)])
    #expect(try await workspace.sync().misfiled == 0)
    try await workspace.flush()
    #expect(try await object(bench, "6") == "text 6: Negative")
  }

  @Test func aCopyThatClashesWithAnUnsentDecisionIsToldOfAndLeftAlone() async throws {
    let (bench, workspace) = try await labelled()
    try await workspace.label(6, "Negative")
    try await misfile(bench, "6", as: 7, "Neutral")
    #expect(try await workspace.sync().misfiled == 0)
    #expect(try await workspace.status().unmatched.map(\.path) == ["7"])
    let report = try await workspace.flush()
    #expect(report.conflicts.map(\.taskID) == [6])
    #expect(try await object(bench, "6") == "text 6: Negative")
    #expect(try await bench.object("7").contains("text 6"))
    // Nor is it overwritten when its number's own task is labelled.
    try await workspace.label(7, "Positive")
    try await workspace.flush()
    #expect(try await bench.object("7").contains("text 6"))
    #expect(try await object(bench, "8") == "text 7: Positive")
  }

  @Test func aTaskChangedInBothPlacesAtOnceIsAClash() async throws {
    let (bench, workspace) = try await labelled()
    try await misfile(bench, "6", as: 7, "Neutral")
    try await misfile(bench, "6", as: 6, "Negative")
    #expect(try await workspace.sync().misfiled == 0)
    #expect(try await workspace.task(id: 6).row.label == "Negative")
    #expect(try await workspace.status().unmatched.map(\.path) == ["7"])
    try await workspace.flush()
    #expect(try await bench.object("7").contains("Neutral"))
  }

  @Test func aTaskThatMovesBackToItsOwnNumberTakesItsLabelsAlong() async throws {
    let bench = try await Bench(texts: Self.texts)
    let other = try await Bench(texts: Self.texts)
    let first = try await other.open()
    try await first.sync()
    try await first.label(2, "Negative")
    try await first.flush()
    // The only object of task 2 lies under number 6: it is used where it is.
    let bytes = Array(try await other.object("2").utf8)
    try await bench.fill(Bench.labeled, ["6": bytes])
    let workspace = try await bench.open()
    try await workspace.sync()
    #expect(try await workspace.task(id: 2).row.label == "Negative")
    // Label Studio, told by target.json, saves it under its own number.
    try await bench.fill(Bench.labeled, ["2": bytes])
    try await misfile(bench, "2", as: 2, "Positive")
    #expect(try await workspace.sync().misfiled == 1)
    #expect(try await workspace.task(id: 2).row.label == "Positive")
    try await workspace.flush()
    #expect(try await object(bench, "2") == "text 2: Positive")
    #expect(try await object(bench, "6") == "text 6: ")
  }
}
