import CTerminal

/// How to talk to the person: on a full screen, or line by line.
enum TerminalMode: Equatable, Sendable {
  case screen(ScreenOptions)
  /// Text, numbered labels, a line read. The reason is for people, nil when they asked for it.
  case lines(reason: String?, isUTF8: Bool)

  /// Looks at standard input and output, the locale and TERM. Nothing is written. COLORTERM is not looked
  /// at: terminfo knows what curses can do.
  static func find(
    plain: Bool, wantsColour: Bool, environment: [String: String]
  ) -> TerminalMode {
    let isUTF8 = ct_locale()
    if plain { return .lines(reason: nil, isUTF8: isUTF8) }
    switch ct_probe(0, 1) {
    case CT_OPENED:
      return .screen(ScreenOptions(isUTF8: isUTF8, wantsColour: wantsColour))
    case CT_NOT_A_TERMINAL:
      return .lines(reason: "no terminal here", isUTF8: isUTF8)
    case CT_UNKNOWN_TERMINAL:
      return .lines(
        reason: "TERM=\(environment["TERM"] ?? "") is not a terminal known here", isUTF8: isUTF8)
    default:
      return .lines(
        reason: "TERM=\(environment["TERM"] ?? "") cannot place a cursor", isUTF8: isUTF8)
    }
  }
}

/// How the screen is to be opened.
struct ScreenOptions: Equatable, Sendable {
  /// Whether the locale's character set is UTF-8.
  var isUTF8: Bool
  var wantsColour: Bool
  /// Clicks and the wheel are reported; selecting text then needs Shift.
  var mouse = true
}
