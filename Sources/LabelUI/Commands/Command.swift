/// Everything a key or the command line can ask for. What exists only later has no case yet.
package enum Command: String, CaseIterable, Hashable, Sendable {
  case submit, skip, clear, undo, redo, note, pick, label, another, mark
  case keep, drop, move
  case next, previous, nextOpen, previousOpen, first, last, goto
  case open, lineDown, lineUp, halfDown, halfUp, pageDown, pageUp
  case find, nextHit, previousHit, filter, unfilter
  case list, others, help, prompt
  case send, reload, copyText, copyID
  case versions, compare, repos, log, history, commit, allBranches
  case keepA, keepB, answer, write, swapSides, matrix, perLabel, layout, panel, onlyFlips, jump
  case markA, markB, make, delete, restore, export, annotate
  case close, quit, suspend, interrupt, redraw
}

/// The screens a command can work on.
package enum ScreenName: String, CaseIterable, Hashable, Sendable {
  case label, list
  case repos, versions, log, browse, history, compare
  /// The label view over a comparison, for one row.
  case answer

  var heading: String {
    switch self {
    case .label: "keys in the label view"
    case .list: "keys in the task list"
    case .repos: "keys in the list of repos"
    case .versions: "keys in the list of versions"
    case .log: "keys in the commit log"
    case .browse: "keys in the tasks of a version"
    case .history: "keys in the history of a label"
    case .compare: "keys in a comparison"
    case .answer: "keys for another label"
    }
  }
}

/// Sections of the help.
package enum CommandGroup: String, CaseIterable, Hashable, Sendable {
  case label, move, find, screens, versions, work, leave
}

/// A row of the table that the key map, the footer, the help and the command line are made from.
package struct CommandInfo: Sendable {
  package let command: Command
  package let group: CommandGroup
  /// What it does, for the help.
  package let sentence: String
  package let keys: [Key]
  package let screens: Set<ScreenName>
  /// What the command line wants after the name, as shown in help.
  package let argument: String?

  init(
    _ command: Command, _ group: CommandGroup, _ sentence: String, _ keys: [Key],
    on screens: Set<ScreenName> = CommandTable.deciding, argument: String? = nil
  ) {
    self.command = command
    self.group = group
    self.sentence = sentence
    self.keys = keys
    self.screens = screens
    self.argument = argument
  }
}

/// The one table of commands.
package enum CommandTable {
  package static let all: [CommandInfo] =
    labels + moving + finding + overStore
    + comparing + going

  /// Where tasks are decided.
  static let deciding: Set<ScreenName> = [.label, .list]
  /// The screens over the store.
  static let browsing: Set<ScreenName> = [.repos, .versions, .log, .browse, .history, .compare]
  static let withRows = deciding.union(browsing)
  static let everywhere = withRows.union([.answer])
  /// Where a task is labelled.
  static let labelling: Set<ScreenName> = [.label, .answer]

  /// The row of a command on a screen: it may mean something else on another.
  package static func info(_ command: Command, on screen: ScreenName) -> CommandInfo? {
    all.first { $0.command == command && $0.screens.contains(screen) }
  }

  private static let labels: [CommandInfo] = [
    CommandInfo(
      .submit, .label, "take >, else submit", [.enter], on: [.label]),
    CommandInfo(.submit, .label, "decide and go back", [.enter], on: [.answer]),
    CommandInfo(.skip, .label, "skip, come back later", [.character(" ")], on: [.label]),
    CommandInfo(.clear, .label, "clear the label", [.character("x")], on: labelling),
    CommandInfo(.undo, .label, "undo, on any text", [.character("u")]),
    CommandInfo(.undo, .label, "undo", [.character("u")], on: [.answer]),
    CommandInfo(.redo, .label, "redo", [.control("r")], on: deciding.union([.answer])),
    CommandInfo(.note, .label, "note on this text", [.character("N")], on: labelling),
    CommandInfo(.pick, .label, "type to find a label", [.character("t")], on: labelling),
    CommandInfo(.mark, .label, "mark parts of the text", [.character("m")], on: labelling),
    CommandInfo(
      .another, .label, "a second label of mine", [.character("+")], on: [.label]),
    CommandInfo(.label, .label, "give a label by name", [], on: labelling, argument: "NAME"),
    CommandInfo(
      .keep, .label, "keep a stale label", [.character("K")], on: [.label]),
    CommandInfo(
      .drop, .label, "drop a stale label", [.character("D")], on: [.label]),
    CommandInfo(
      .move, .label, "move it with its text", [.character("M")], on: [.label],
      argument: "[copy]"),
  ]

  private static let moving: [CommandInfo] = [
    CommandInfo(.open, .move, "open this text", [.enter, .right], on: [.list]),
    CommandInfo(.open, .move, "its versions", [.enter, .right], on: [.repos]),
    CommandInfo(.open, .move, "browse its tasks", [.enter, .right], on: [.versions, .log]),
    CommandInfo(.open, .move, "the tasks of this commit", [.enter, .right], on: [.history]),
    CommandInfo(.next, .move, "next text", [.character("]"), .right], on: [.label]),
    CommandInfo(.previous, .move, "previous text", [.character("["), .left], on: [.label]),
    CommandInfo(.nextOpen, .move, "next open text", [.character("}")]),
    CommandInfo(.previousOpen, .move, "previous open text", [.character("{")]),
    CommandInfo(.first, .move, "first", [.character("g"), .home], on: withRows),
    CommandInfo(.last, .move, "last", [.character("G"), .end], on: withRows),
    CommandInfo(.goto, .move, "go to a text", [], argument: "143"),
    CommandInfo(.lineDown, .move, "line down", [.character("j"), .down], on: everywhere),
    CommandInfo(.lineUp, .move, "line up", [.character("k"), .up], on: everywhere),
    CommandInfo(.halfDown, .move, "half a page down", [.control("d")], on: everywhere),
    CommandInfo(.halfUp, .move, "half a page up", [.control("u")], on: everywhere),
    CommandInfo(
      .pageDown, .move, "a page down", [.control("f"), .pageDown], on: everywhere),
    CommandInfo(.pageUp, .move, "a page up", [.control("b"), .pageUp], on: everywhere),
  ]

  private static let finding: [CommandInfo] = [
    CommandInfo(
      .find, .find, "find in the texts", [.character("/")], on: deciding.union([.browse])),
    CommandInfo(
      .nextHit, .find, "next hit of a search", [.character("n")], on: deciding.union([.browse])),
    CommandInfo(
      .previousHit, .find, "previous hit", [.character("N")], on: deciding.union([.browse])),
    CommandInfo(
      .filter, .find, "filter by state or label", [.character("f")], argument: "WORDS"),
    CommandInfo(.unfilter, .find, "clear the filter", [.character("F")]),
  ]

  private static let overStore: [CommandInfo] = [
    CommandInfo(.versions, .screens, "versions", [.character("v")]),
    CommandInfo(.compare, .screens, "compare two versions", [.character("c")]),
    CommandInfo(
      .history, .screens, "how its label changed", [.character("L")], on: [.list, .browse]),
    CommandInfo(
      .markA, .versions, "take it as A", [.character("a")], on: [.versions, .log]),
    CommandInfo(
      .markB, .versions, "take it as B", [.character("b")], on: [.versions, .log]),
    CommandInfo(.compare, .versions, "compare A and B", [.character("c")], on: [.versions, .log]),
    CommandInfo(
      .make, .versions, "make a new version", [.character("N")], on: [.versions, .log],
      argument: "NAME"),
    CommandInfo(
      .export, .versions, "export it", [.character("x")],
      on: [.versions, .log, .browse], argument: "DIRECTORY or FORMAT FILE"),
    CommandInfo(.delete, .versions, "delete the version", [.character("D")], on: [.versions]),
    CommandInfo(
      .restore, .versions, "make it master again", [.character("M")], on: [.versions, .log]),
    CommandInfo(
      .annotate, .versions, "note on the version", [.character("e")], on: [.versions]),
    CommandInfo(.log, .screens, "its commits", [.character("l")], on: [.versions]),
    CommandInfo(.repos, .screens, "all repos", [.character("o")], on: [.versions]),
    CommandInfo(
      .allBranches, .screens, "one branch or all", [.tab, .backTab], on: [.log]),
    CommandInfo(
      .commit, .move, "open a commit", [], on: [.versions, .log, .browse, .repos], argument: "ID"),
  ]

  private static let going: [CommandInfo] = [
    CommandInfo(.list, .screens, "label view or task list", [.tab, .backTab]),
    CommandInfo(
      .others, .screens, "what others chose", [.character("O")], on: [.label]),
    CommandInfo(.prompt, .screens, "command line", [.character(":")], on: everywhere),
    CommandInfo(
      .help, .screens, "this help", [.character("?"), .function(1)], on: everywhere),
    CommandInfo(.send, .work, "send to the bucket now", [.character("w")]),
    CommandInfo(
      .reload, .work, "reload from the bucket", [.character("R"), .function(5)]),
    CommandInfo(
      .reload, .work, "ask the store again", [.character("R"), .function(5)], on: browsing),
    CommandInfo(
      .copyText, .work, "copy the text", [.character("y")],
      on: deciding.union([.browse, .answer])),
    CommandInfo(
      .copyText, .work, "copy its name", [.character("y")], on: [.versions, .log, .repos]),
    CommandInfo(
      .copyID, .work, "copy the task id", [.character("Y")], on: deciding.union([.browse])),
    CommandInfo(
      .copyID, .work, "copy the commit id", [.character("Y")], on: [.versions, .log, .history]),
    CommandInfo(.close, .leave, "back, then quit", [.character("q")], on: everywhere),
    CommandInfo(.quit, .leave, "quit", [.character("Q")], on: withRows),
    CommandInfo(
      .suspend, .leave, "to the shell; fg returns", [.control("z")], on: everywhere),
    CommandInfo(.interrupt, .leave, "leave, then quit", [.control("c")], on: everywhere),
    CommandInfo(.redraw, .leave, "draw the screen again", [.control("l")], on: everywhere),
  ]
}
