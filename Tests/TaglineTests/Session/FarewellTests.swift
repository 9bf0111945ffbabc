import LabelCore
import LabelUI
import Testing
import Workspace

@testable import tagline

struct FarewellTests {
  private let farewell = Farewell(
    directory: "my-text-project",
    nextCommand: "tagline create branch labeled_data@v1 --head master")

  private func record(unsent: Int = 0) -> SessionRecord {
    var record = SessionRecord()
    for id in 0..<3 {
      let row = TaskRow(id: id, position: id, key: "\(id)")
      let decision = Decision(outcome: id == 2 ? .skipped : .labelled)
      record.note(LabelingTask(row: row, data: .null, decision: decision))
    }
    var summary = SessionSummary(source: "raw_data@master", target: "labeled_data@master")
    (summary.total, summary.labelled, summary.skipped) = (10, 4, 1)
    summary.unsent = unsent
    record.summary = summary
    return record
  }

  @Test func tellsWhatWasDoneWhereItWentAndWhatMayComeNext() {
    var record = record()
    var report = FlushReport(commit: "4f1c2e97", decisions: 3)
    // Two of the three were changed before they were sent.
    report.decisions = 5
    record.note(.success(report))
    #expect(
      farewell.lines(for: record) == [
        "2 texts labelled, 1 skipped in this session; 5 of 10 done.",
        "3 labels sent to labeled_data@master, commit 4f1c2e97.",
        "Next: tagline create branch labeled_data@v1 --head master",
      ])
  }

  @Test func throughAGatewayAloneNoCommitIsNamed() {
    var record = record()
    var report = FlushReport(commit: "master", decisions: 3)
    report.isOneCommit = false
    record.note(.success(report))
    #expect(
      farewell.lines(for: record)[1]
        == "3 labels sent to labeled_data@master, each as a commit of its own.")
    #expect(report.notice?.text.contains("--pachd ADDRESS sends all as one") == true)
  }

  @Test func tellsWhatIsUnsentWhyAndHowToSendIt() {
    var record = record(unsent: 1)
    record.note(.failure(Sentence(text: "connection refused")))
    #expect(
      farewell.lines(for: record) == [
        "2 texts labelled, 1 skipped in this session; 5 of 10 done.",
        "Nothing was sent to labeled_data@master.",
        "1 label safe in my-text-project/.tagline, not sent yet.",
        "  connection refused",
        "  tagline sync my-text-project     sends them",
      ])
  }

  @Test func aDecisionTakenBackIsNotCounted() {
    var record = record()
    record.note(LabelingTask(row: TaskRow(id: 0, position: 0, key: "0"), data: .null))
    #expect(record.labelled == 1)
  }
}
