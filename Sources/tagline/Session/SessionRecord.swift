import LabelCore
import LabelUI
import Workspace

/// What a session did, for the words that are said after it.
struct SessionRecord: Equatable, Sendable {
  enum End: Equatable, Sendable {
    case quit
    /// A signal, or the terminal went away.
    case terminated
  }

  var end = End.quit
  /// Tasks decided in this session and what stands for each; nil where the decision was taken back.
  private(set) var decided: [Int: Decision.Outcome?] = [:]
  /// How many tasks' labels this session's sends put into the target branch, and as which commit the last.
  private(set) var sentCount = 0
  private(set) var commitWords: String?
  /// Why the last send failed, nil if it did not.
  private(set) var trouble: String?
  var summary: SessionSummary?

  var labelled: Int { decided.values.count { $0 == .labelled } }
  var skipped: Int { decided.values.count { $0 == .skipped } }

  mutating func note(_ task: LabelingTask) {
    decided.updateValue(task.decision?.outcome, forKey: task.id)
  }

  mutating func note(_ result: Result<FlushReport, Sentence>) {
    switch result {
    case .success(let report):
      trouble = nil
      sentCount += report.tasks
      commitWords = report.commitWords ?? commitWords
    case .failure(let sentence): trouble = sentence.text
    }
  }
}
