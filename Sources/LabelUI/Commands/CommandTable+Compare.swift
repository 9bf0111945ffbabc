extension CommandTable {
  /// The keys of the compare screen.
  static let comparing: [CommandInfo] =
    decidingDifferences + movingAmongDifferences + viewingDifferences

  private static let here: Set<ScreenName> = [.compare]

  private static let decidingDifferences: [CommandInfo] = [
    CommandInfo(.keepA, .label, "keep A", [.character("a")], on: here),
    CommandInfo(.keepB, .label, "keep B", [.character("b")], on: here),
    CommandInfo(
      .answer, .label, "another label, in the label view", [.character("i")], on: here),
    CommandInfo(.pick, .label, "another label, found by name", [.character("p")], on: here),
    CommandInfo(.clear, .label, "undecided again", [.character("x")], on: here),
    CommandInfo(.undo, .label, "undo", [.character("u")], on: here),
    CommandInfo(.redo, .label, "redo", [.control("r")], on: here),
    CommandInfo(
      .write, .work, "write the new version", [.character("W")], on: here, argument: "NAME"),
  ]

  private static let movingAmongDifferences: [CommandInfo] = [
    CommandInfo(.next, .move, "next difference", [.character("]"), .right], on: here),
    CommandInfo(.previous, .move, "previous difference", [.character("["), .left], on: here),
    CommandInfo(.nextOpen, .move, "next undecided", [.character("}")], on: here),
    CommandInfo(.previousOpen, .move, "previous undecided", [.character("{")], on: here),
    CommandInfo(.goto, .move, "go to a task", [], on: here, argument: "143"),
    CommandInfo(.find, .find, "find in texts, labels, notes", [.character("/")], on: here),
    CommandInfo(.nextHit, .find, "next hit of a search", [.character("n")], on: here),
    CommandInfo(.previousHit, .find, "previous hit", [.character("N")], on: here),
    CommandInfo(
      .filter, .find, "filter by kind, label, annotator", [.character("f")], on: here,
      argument: "WORDS"),
    CommandInfo(.unfilter, .find, "clear the filter", [.character("F")], on: here),
    CommandInfo(.onlyFlips, .find, "only flips", [.character("o")], on: here),
  ]

  private static let viewingDifferences: [CommandInfo] = [
    CommandInfo(.open, .screens, "the rows of this figure", [.enter], on: here),
    CommandInfo(.panel, .screens, "list, matrix, text", [.tab, .backTab], on: here),
    CommandInfo(.matrix, .screens, "matrix", [.character("m")], on: here),
    CommandInfo(.perLabel, .screens, "figures of each label", [.character("l")], on: here),
    CommandInfo(.layout, .screens, "side by side or inline", [.character("t")], on: here),
    CommandInfo(.swapSides, .screens, "swap A and B", [.character("~")], on: here),
    CommandInfo(.jump, .screens, "open it in the label view", [.character("J")], on: here),
    CommandInfo(
      .export, .work, "export json, csv or md", [.character("e")], on: here, argument: "FILE"),
    CommandInfo(.copyText, .work, "copy the text", [.character("y")], on: here),
    CommandInfo(.copyID, .work, "copy the task id", [.character("Y")], on: here),
  ]
}
