/// What was typed after `:`.
package enum CommandLine: Equatable, Sendable {
  case nothing
  case command(Command, argument: String)
  /// Not understood; the message says what is.
  case mistake(String)

  /// Reads `goto 143`, `143`, `label complaint`, or the unambiguous beginning of a command's name.
  package init(_ text: String, on screen: ScreenName) {
    let words = text.trimmed.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: true)
    guard let first = words.first else {
      self = .nothing
      return
    }
    let argument = words.count > 1 ? String(words[1]).trimmed : ""
    let number = first.hasPrefix("#") ? first.dropFirst() : first
    if Int(number) != nil, argument.isEmpty {
      self = .command(.goto, argument: String(number))
      return
    }
    let matches = Self.completions(of: String(first), on: screen)
    let exact = matches.first { $0.rawValue == first }
    guard let command = exact ?? (matches.count == 1 ? matches.first : nil) else {
      let names = matches.map(\.rawValue).joined(separator: ", ")
      self = .mistake(
        matches.isEmpty ? "no command is called \(first); ? lists the keys" : "which one: \(names)?"
      )
      return
    }
    if CommandTable.info(command, on: screen)?.argument == nil, !argument.isEmpty {
      self = .mistake("\(command.rawValue) takes nothing after its name")
      return
    }
    self = .command(command, argument: argument)
  }

  /// Commands whose name begins so, in the order of the table.
  package static func completions(of prefix: String, on screen: ScreenName) -> [Command] {
    CommandTable.all.filter { info in
      info.screens.contains(screen) && info.command.rawValue.hasPrefix(prefix)
        && info.command != .prompt
    }.map(\.command)
  }
}

extension String {
  /// Without white space at both ends.
  var trimmed: String {
    var rest = self[...]
    while let first = rest.first, first.isWhitespace { rest.removeFirst() }
    while let last = rest.last, last.isWhitespace { rest.removeLast() }
    return String(rest)
  }
}
