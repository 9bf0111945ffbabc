package import LabelCore

/// Two versions side by side.
package struct CompareState: VersionsScreen {
  package let a: CommitRef
  package let b: CommitRef

  package init(a: CommitRef, b: CommitRef) {
    self.a = a
    self.b = b
  }

  package var name: ScreenName { .compare }
  package var lanes: [VersionsLane] { [.compare] }

  package mutating func open(_ shell: inout VersionsShell) -> [VersionsRequest] {
    [.compare(.compare(a, b))]
  }

  package mutating func perform(
    _ command: Command, argument: String, _ shell: inout VersionsShell
  ) -> [VersionsRequest] { [] }

  package mutating func receive(
    _ answer: VersionsAnswer, _ shell: inout VersionsShell
  ) -> [VersionsRequest] { [] }

  package func draw(on canvas: inout Canvas, _ shell: VersionsShell) {}

  package func title(_ shell: VersionsShell) -> (left: String, right: String) {
    ("A \(a)   B \(b)", "")
  }

  package func hints(_ keymap: Keymap, _ shell: VersionsShell) -> [Hint] { [] }
}
