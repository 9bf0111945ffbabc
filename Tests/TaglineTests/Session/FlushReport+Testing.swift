import Workspace

extension FlushReport {
  /// What a send of so many decisions reports.
  init(commit: String, decisions: Int) {
    self.init()
    self.commit = commit
    self.tasks = decisions
    self.decisions = decisions
  }
}
