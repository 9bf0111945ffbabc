/// The help overlay: what is searched for and which page is shown.
package struct HelpState: Equatable, Sendable {
  package var editor = LineEditor()
  package var page = 0

  package init() {}

  /// Takes a key; false when the key closes the help.
  mutating func handle(_ key: Key, _ topic: HelpTopic, size: Size) -> Bool {
    switch key {
    case .escape, .character("?"), .function(1), .control("c"): return false
    case .pageDown, .down, .control("f"), .control("n"):
      page = min(HelpView(topic: topic, help: self, size: size).pages.count - 1, page + 1)
    case .pageUp, .up, .control("b"), .control("p"): page = max(0, page - 1)
    default: if editor.handle(key) { page = 0 }
    }
    return true
  }
}

/// What the help is about: a screen, its keys now, and the signs on it.
struct HelpTopic {
  let screen: ScreenName
  let keymap: Keymap
  /// Whose keys label; nil where none do.
  var form: LabelForm?
  /// The signs used on the screen.
  var legend = ""
}
