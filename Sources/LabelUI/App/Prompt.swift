import LabelCore

/// A line being typed in the message row.
package struct Prompt: Equatable, Sendable {
  package enum Kind: Equatable, Sendable {
    case command, find, filter, note, version, directory, file
    /// The answer to a control.
    case field(FieldEntry)
  }

  package var kind: Kind
  package var editor: LineEditor
  /// What the version to be named will hold.
  var plan: VersionPlan?

  package init(_ kind: Kind, text: String = "") {
    self.kind = kind
    editor = LineEditor(text)
  }

  /// What stands before the text.
  var lead: String {
    switch kind {
    case .command: ":"
    case .find: "/"
    case .filter: "filter: "
    case .note: "note: "
    case .version: "new version: "
    case .directory: "export to (directory, or csv FILE): "
    case .file: "export to the file: "
    case .field(let entry):
      entry.index.map { $0 > 0 ? "\(entry.name) \($0 + 1): " : "\(entry.name): " }
        ?? "\(entry.name): "
    }
  }

  /// What may be typed, for the row of keys.
  func hint(on screen: ScreenName) -> String {
    switch kind {
    case .command:
      let names = CommandLine.completions(of: editor.text, on: screen).map { command in
        let argument = CommandTable.info(command, on: screen)?.argument
        return command.rawValue + (argument.map { " " + $0 } ?? "")
      }
      return names.isEmpty ? "Enter runs it   Esc leaves" : names.joined(separator: "   ")
    case .find: return "Enter finds it   n N next, previous hit   Esc leaves"
    case .filter where screen == .compare: return ComparisonFilter.hint
    case .filter:
      return
        "state:open|labelled|skipped|unreadable|orphan   is:unsent|stale|noted|others   label:NAME"
    case .note: return "Enter keeps the note   Esc leaves it as it was"
    case .version, .directory: return "Enter goes on   Esc leaves"
    case .field(let entry): return entry.hint
    case .file: return "Enter writes it: .json, .csv or .md   Esc leaves"
    }
  }

  /// The first half of the same for Pachyderm; one commit with the labels follows it.
  var pachctl: String? {
    plan?.head.map {
      "pachctl create branch \($0.repo)@\(editor.text) --head \($0.commit.prefix(8))"
    }
  }

  /// What a key did to a prompt.
  enum Step: Equatable { case typing, accepted, left }

  mutating func handle(_ key: Key, on screen: ScreenName) -> Step {
    switch key {
    case .escape, .control("c"): return .left
    case .tab: complete(on: screen)
    case .enter: return .accepted
    case .backspace where editor.characters.isEmpty && kind != .note: return .left
    default: _ = editor.handle(key)
    }
    return .typing
  }

  /// Tab: the rest of the only command that begins so.
  mutating func complete(on screen: ScreenName) {
    guard kind == .command else { return }
    let matches = CommandLine.completions(of: editor.text, on: screen)
    guard let first = matches.first else { return }
    let wantsMore = CommandTable.info(first, on: screen)?.argument != nil
    editor = LineEditor(first.rawValue + (wantsMore ? " " : ""))
  }
}

/// What is written when a version is made of decisions.
package struct VersionPlan: Equatable, Sendable {
  /// `2 decided, 9 undecided stay as in v2`.
  var words: String
  /// The commit that the version grows from; nil where the side is no commit.
  var head: CommitRef?
}
