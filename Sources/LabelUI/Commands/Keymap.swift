/// How a command is reached: one key, or `,` and a letter where a label has taken the letter.
package enum KeyStroke: Hashable, Sendable {
  case key(Key)
  case prefixed(Character)

  /// As footers and help write it: `u`, `^r`, `Space`, `,n`.
  package var name: String {
    switch self {
    case .key(let key): key.name
    case .prefixed(let character): ",\(character)"
    }
  }
}

extension Key {
  package var name: String {
    switch self {
    case .character(" "): "Space"
    case .character(let character): String(character)
    case .control(let letter): "^\(letter)"
    case .alt(let character): "Alt-\(character)"
    case .enter: "Enter"
    case .escape: "Esc"
    case .tab: "Tab"
    case .backTab: "S-Tab"
    case .backspace: "Bksp"
    case .delete: "Del"
    case .up: "Up"
    case .down: "Down"
    case .left: "Left"
    case .right: "Right"
    case .home: "Home"
    case .end: "End"
    case .pageUp: "PgUp"
    case .pageDown: "PgDn"
    case .function(let number): "F\(number)"
    }
  }
}

/// Which key means which command on a screen, after labels have taken theirs.
package struct Keymap: Equatable, Sendable {
  private var commands: [KeyStroke: Command] = [:]
  private var strokes: [Command: [KeyStroke]] = [:]
  private let form: FormKeys

  /// What a form does not do, and the keys that it takes for itself with those that stand in for them.
  package struct FormKeys: Equatable, Sendable {
    package var useless: Set<Command> = []
    package var moved: [Key: Key] = [:]

    package init() {}
  }

  /// `taken` are characters that label; with a search on, n and N walk its hits before anything
  /// else.
  package init(
    _ screen: ScreenName, taken: Set<Character> = [], isSearching: Bool = false,
    form: FormKeys = FormKeys()
  ) {
    let rows = CommandTable.all.filter {
      $0.screens.contains(screen) && !form.useless.contains($0.command)
    }
    self.form = form
    let hits: Set<Command> = [.nextHit, .previousHit]
    if isSearching {
      for info in rows where hits.contains(info.command) { bind(info, taken: taken) }
    }
    for info in rows where !hits.contains(info.command) { bind(info, taken: taken) }
  }

  package func command(for stroke: KeyStroke) -> Command? { commands[stroke] }

  /// The keys of a command, the first to be shown first; empty when none works now.
  package func keys(for command: Command) -> [KeyStroke] { strokes[command] ?? [] }

  /// Whether a command makes no sense for what is on screen.
  package func isUseless(_ command: Command) -> Bool { form.useless.contains(command) }

  /// What may follow `,`, in alphabetical order; empty when the prefix means nothing here.
  package var prefixed: [(Character, Command)] {
    commands.compactMap { stroke, command in
      if case .prefixed(let character) = stroke { (character, command) } else { nil }
    }.sorted { $0.0 < $1.0 }
  }

  private mutating func bind(_ info: CommandInfo, taken: Set<Character>) {
    var seen: Set<Key> = []
    for key in info.keys.map({ form.moved[$0] ?? $0 }) where seen.insert(key).inserted {
      var stroke = KeyStroke.key(key)
      if case .character(let character) = key,
        taken.contains(character) || commands[stroke] != nil
      {
        stroke = .prefixed(character)
      }
      guard commands[stroke] == nil else { continue }
      commands[stroke] = info.command
      strokes[info.command, default: []].append(stroke)
    }
  }
}
