/// The commits that changed the label of one task, newest first.
package struct HistoryState: VersionsScreen {
  package let subject: HistorySubject
  /// The task as people know it: `#5`, `/5`.
  package let title: String

  package init(of subject: HistorySubject, named title: String) {
    self.subject = subject
    self.title = title
  }

  package var name: ScreenName { .history }

  package mutating func open(_ shell: inout VersionsShell) -> [VersionsRequest] {
    [.history(subject)]
  }

  package mutating func perform(
    _ command: Command, argument: String, _ shell: inout VersionsShell
  ) -> [VersionsRequest] { [] }

  package mutating func receive(
    _ answer: VersionsAnswer, _ shell: inout VersionsShell
  ) -> [VersionsRequest] { [] }

  package func draw(on canvas: inout Canvas, _ shell: VersionsShell) {}

  package func title(_ shell: VersionsShell) -> (left: String, right: String) {
    ("history of the label of \(title)", "")
  }

  package func hints(_ keymap: Keymap, _ shell: VersionsShell) -> [Hint] { [] }
}
