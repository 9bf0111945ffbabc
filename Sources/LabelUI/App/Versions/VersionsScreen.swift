package import LabelCore

/// One screen over the store; `VersionsProgram` keeps them in a stack and shows the last.
///
/// A screen draws between the title and the message row, which the program draws for all of them.
package protocol VersionsScreen: Sendable {
  /// Its column in the table of commands: keys, footer, help and command line follow from it.
  var name: ScreenName { get }
  /// A search is on, and n and N walk its hits.
  var isSearching: Bool { get }
  /// The row that the next key is about is still looked for or read; keys wait for it.
  var isGoing: Bool { get }
  /// Stays where it is; an answer that still comes moves nothing.
  mutating func stopGoing()
  /// When it comes on top for the first time.
  mutating func open(_ shell: inout VersionsShell) -> [VersionsRequest]
  /// Does a command of its own; the general ones (help, prompt, quit) never come here.
  mutating func perform(_ command: Command, argument: String, _ shell: inout VersionsShell)
    -> [VersionsRequest]
  /// What was typed into a prompt that the screen opened; never a command line.
  mutating func accept(_ text: String, for kind: Prompt.Kind, _ shell: inout VersionsShell)
    -> [VersionsRequest]
  /// Answers reach every screen of the stack, whoever asked.
  mutating func receive(_ answer: VersionsAnswer, _ shell: inout VersionsShell)
    -> [VersionsRequest]
  /// An event that is the screen's own before the program's; false when it is the program's too.
  mutating func take(_ event: Event, _ shell: inout VersionsShell) -> Bool
  /// A key that is the screen's own before it is a command's; nil when it is not.
  mutating func take(_ key: Key, _ shell: inout VersionsShell) -> [VersionsRequest]?
  mutating func click(row: Int, _ shell: inout VersionsShell) -> [VersionsRequest]
  /// A label that a screen over it gave.
  mutating func take(_ label: NewLabel, _ shell: inout VersionsShell) -> [VersionsRequest]
  /// After every event while it is on top: keeps the cursor on screen and asks for what is missing.
  mutating func settle(_ shell: inout VersionsShell) -> [VersionsRequest]
  /// Lanes whose work is of no use once it was left.
  var lanes: [VersionsLane] { get }

  /// Whether it draws title, message and keys as well.
  var drawsAll: Bool { get }
  func draw(on canvas: inout Canvas, _ shell: VersionsShell)
  /// Words at the left and the right of the first row.
  func title(_ shell: VersionsShell) -> (left: String, right: String)
  /// What the message row says without news: words at the left and at the right.
  func message(_ shell: VersionsShell) -> (left: [Span], right: String)
  /// Keys that work now, the most wanted first; help and the way back are added.
  func hints(_ keymap: Keymap, _ shell: VersionsShell) -> [Hint]
  /// What the help says about the signs on it.
  var legend: String { get }
  /// Rows of keys that it has need of on a screen of normal size.
  var keyRows: Int { get }
}

extension VersionsScreen {
  package var isSearching: Bool { false }
  package var isGoing: Bool { false }
  package mutating func stopGoing() {}
  package var lanes: [VersionsLane] { [.listing] }
  package var legend: String { "" }
  package var keyRows: Int { 2 }
  package var drawsAll: Bool { false }

  package mutating func take(_ event: Event, _ shell: inout VersionsShell) -> Bool { false }

  package mutating func take(_ label: NewLabel, _ shell: inout VersionsShell) -> [VersionsRequest] {
    []
  }

  package mutating func take(_ key: Key, _ shell: inout VersionsShell) -> [VersionsRequest]? { nil }

  package mutating func accept(
    _ text: String, for kind: Prompt.Kind, _ shell: inout VersionsShell
  ) -> [VersionsRequest] { [] }

  package mutating func click(row: Int, _ shell: inout VersionsShell) -> [VersionsRequest] { [] }

  package mutating func settle(_ shell: inout VersionsShell) -> [VersionsRequest] { [] }

  package func message(_ shell: VersionsShell) -> (left: [Span], right: String) { ([], "") }
}
