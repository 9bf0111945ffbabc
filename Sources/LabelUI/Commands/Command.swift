/// Everything a key or the command line can ask for. What exists only later has no case yet.
package enum Command: String, CaseIterable, Hashable, Sendable {
  case submit, skip, clear, undo, redo, note, pick, label, another
  case next, previous, nextOpen, previousOpen, first, last, goto
  case open, lineDown, lineUp, halfDown, halfUp, pageDown, pageUp
  case find, nextHit, previousHit, filter, unfilter
  case list, others, help, prompt
  case send, reload, copyText, copyID
  case close, quit, suspend, interrupt, redraw
}

/// The screens a command can work on.
package enum ScreenName: String, CaseIterable, Hashable, Sendable {
  case label, list

  var heading: String {
    switch self {
    case .label: "keys in the label view"
    case .list: "keys in the task list"
    }
  }
}

/// Sections of the help.
package enum CommandGroup: String, CaseIterable, Hashable, Sendable {
  case label, move, find, screens, work, leave
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
    on screens: Set<ScreenName> = [.label, .list], argument: String? = nil
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
  package static let all: [CommandInfo] = labelling + moving + finding + going

  package static func info(_ command: Command) -> CommandInfo? {
    all.first { $0.command == command }
  }

  private static let labelling: [CommandInfo] = [
    CommandInfo(
      .submit, .label, "take >, else submit", [.enter], on: [.label]),
    CommandInfo(.skip, .label, "skip, come back later", [.character(" ")], on: [.label]),
    CommandInfo(.clear, .label, "clear the label", [.character("x")], on: [.label]),
    CommandInfo(.undo, .label, "undo, on any text", [.character("u")]),
    CommandInfo(.redo, .label, "redo", [.control("r")]),
    CommandInfo(.note, .label, "note on this text", [.character("N")], on: [.label]),
    CommandInfo(.pick, .label, "type to find a label", [.character("t")], on: [.label]),
    CommandInfo(
      .another, .label, "a second label of mine", [.character("+")], on: [.label]),
    CommandInfo(.label, .label, "give a label by name", [], on: [.label], argument: "NAME"),
  ]

  private static let moving: [CommandInfo] = [
    CommandInfo(.open, .move, "open this text", [.enter, .right], on: [.list]),
    CommandInfo(.next, .move, "next text", [.character("]"), .right], on: [.label]),
    CommandInfo(.previous, .move, "previous text", [.character("["), .left], on: [.label]),
    CommandInfo(.nextOpen, .move, "next open text", [.character("}")]),
    CommandInfo(.previousOpen, .move, "previous open text", [.character("{")]),
    CommandInfo(.first, .move, "first", [.character("g"), .home]),
    CommandInfo(.last, .move, "last", [.character("G"), .end]),
    CommandInfo(.goto, .move, "go to a text", [], argument: "143"),
    CommandInfo(.lineDown, .move, "line down", [.character("j"), .down]),
    CommandInfo(.lineUp, .move, "line up", [.character("k"), .up]),
    CommandInfo(.halfDown, .move, "half a page down", [.control("d")]),
    CommandInfo(.halfUp, .move, "half a page up", [.control("u")]),
    CommandInfo(.pageDown, .move, "a page down", [.control("f"), .pageDown]),
    CommandInfo(.pageUp, .move, "a page up", [.control("b"), .pageUp]),
  ]

  private static let finding: [CommandInfo] = [
    CommandInfo(.find, .find, "find in the texts", [.character("/")]),
    CommandInfo(.nextHit, .find, "next hit of a search", [.character("n")]),
    CommandInfo(.previousHit, .find, "previous hit", [.character("N")]),
    CommandInfo(
      .filter, .find, "filter by state or label", [.character("f")], argument: "WORDS"),
    CommandInfo(.unfilter, .find, "clear the filter", [.character("F")]),
  ]

  private static let going: [CommandInfo] = [
    CommandInfo(.list, .screens, "label view or task list", [.tab, .backTab]),
    CommandInfo(
      .others, .screens, "what others chose", [.character("O")], on: [.label]),
    CommandInfo(.prompt, .screens, "command line", [.character(":")]),
    CommandInfo(.help, .screens, "this help", [.character("?"), .function(1)]),
    CommandInfo(.send, .work, "send to the bucket now", [.character("w")]),
    CommandInfo(
      .reload, .work, "reload from the bucket", [.character("R"), .function(5)]),
    CommandInfo(.copyText, .work, "copy the text", [.character("y")]),
    CommandInfo(.copyID, .work, "copy the task id", [.character("Y")]),
    CommandInfo(.close, .leave, "back, then quit", [.character("q")]),
    CommandInfo(.quit, .leave, "quit", [.character("Q")]),
    CommandInfo(.suspend, .leave, "to the shell; fg returns", [.control("z")]),
    CommandInfo(.interrupt, .leave, "leave, then quit", [.control("c")]),
    CommandInfo(.redraw, .leave, "draw the screen again", [.control("l")]),
  ]
}
