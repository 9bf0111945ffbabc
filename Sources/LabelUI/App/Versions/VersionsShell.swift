package import LabelCore

/// What the screens over the store share, and what they ask of the program around them.
package struct VersionsShell: Sendable {
  package var size: Size
  /// The last tick; nil before the first.
  package var now: Moment?
  package var notice: Notice?
  /// Work that was asked for and has not answered.
  package var busy: String?
  /// The versions to compare.
  package var a: CommitRef?
  package var b: CommitRef?
  /// Labels of the workspace at hand that are not sent yet.
  package var unsent = 0
  /// Where the workspace at hand sends labels to; nil without one.
  package var target: Branch?
  /// The form of the workspace that labels a repo; nil without one.
  package var form: (repo: String, form: LabelForm)?
  var prompt: Prompt?
  var question: Question?
  /// Screens to be put on top, the last one highest.
  private(set) var pushed: [any VersionsScreen] = []
  /// Effects beside requests: copying, a bell.
  private(set) var effects: [Effect] = []
  /// The screen on top is done with.
  var isClosing = false
  /// What the screen on top gives to the one below.
  private(set) var given: NewLabel?
  /// The task with which the label view is to go on, once this program has ended.
  private(set) var jumpTarget: Int?

  package init(size: Size) { self.size = size }

  mutating func push(_ screen: any VersionsScreen) { pushed.append(screen) }

  mutating func copy(_ text: String, named name: String) {
    effects.append(.copy(text))
    notice = Notice(.good, "copied \(name)")
  }

  /// Beside a prompt that names a version: the keys that answer it, or what one of them just did.
  var promptWords: String {
    guard let prompt, prompt.plan != nil else { return "" }
    let copies = prompt.pachctl == nil ? "" : "^Y copies the line   "
    return notice?.text ?? "Enter writes it   \(copies)Esc leaves"
  }

  /// Ends the program and goes on with a task in the label view.
  mutating func jump(to task: Int) { jumpTarget = task }

  /// Says why a key does nothing now.
  mutating func refuse(_ why: String) {
    notice = Notice(.warning, why)
    effects.append(.bell)
  }

  /// Gives a label to the screen below when this one closes.
  mutating func give(_ label: NewLabel) { given = label }

  mutating func takeGiven() -> NewLabel? {
    defer { given = nil }
    return given
  }

  /// Hands on what another program asks for.
  mutating func pass(_ effect: Effect) { effects.append(effect) }

  mutating func takePushed() -> [any VersionsScreen] {
    defer { pushed = [] }
    return pushed
  }

  mutating func takeEffects() -> [Effect] {
    defer { effects = [] }
    return effects
  }
}

/// Something that is done only when the person says so.
package struct Question: Equatable, Sendable {
  /// What will happen, most important first; a row each.
  var lines: [String]
  let change: VersionsChange
  /// The same thing as a command for Pachyderm.
  var pachctl: String?
  /// True where only `y` does it, and every other key leaves it undone.
  let isGrave: Bool
}
