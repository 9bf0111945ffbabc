import Foundation
import Testing

/// What reaches a real terminal: sizes, columns, colours, character sets, and nothing from the data raw.
struct ScreenDrawingTests {
  @Test func aResizeRepaintsAtTheNewSize() throws {
    let room = try Room()
    let project = try Project.sample(in: room)
    let terminal = try project.open()
    for (columns, rows) in [(120, 40), (40, 10), (100, 30), (20, 6), (80, 24)] {
      terminal.resize(columns: columns, rows: rows)
      try terminal.wait(for: "the text at \(columns)x\(rows)") { terminal in
        terminal.settle(quiet: 40)
        return terminal.contains("Text number 1.")
      }
      let texts = terminal.screen.filter { $0.contains("Text number 1.") }
      #expect(texts.count == 1, "garbage at \(columns)x\(rows): \(terminal.screen)")
    }
    let painted = terminal.screen
    terminal.press(.control("l"))
    terminal.settle()
    #expect(terminal.screen == painted, "curses' idea of the screen was wrong")
  }

  @Test func wideAndCombiningTextKeepsItsColumns() throws {
    let room = try Room()
    let texts = [
      "日本語テキスト|", "e\u{301}a\u{308}\u{323}|", "👨‍👩‍👧🇨🇭👍🏽|", "한국어 ไทย|", "a\u{200B}b\u{FEFF}c|",
    ]
    let project = try Project(in: room, texts: [texts.joined(separator: " ")])
    let terminal = try project.open(text: "日本語テキスト")
    let row = try #require(terminal.screen.firstIndex { $0.contains("日本語テキスト") })
    let bars = (0..<80).filter { terminal.cell(row: row, column: $0).text == "|" }
    #expect(bars.count == texts.count)
    let start = try terminal.waitForPosition(of: "日本語").column
    #expect(bars.first == start + 14)
    for column in 0..<79 where terminal.cell(row: row, column: column).width == 2 {
      #expect(terminal.cell(row: row, column: column + 1).text.isEmpty)
    }
  }

  @Test func escapeSequencesInDataNeverReachTheTerminal() throws {
    let room = try Room()
    let hostile =
      "start \u{1B}]0;owned\u{7}\u{1B}[31mred\u{1B}[2J\u{9B}5n\u{9D}52;c;cHduZWQ=\u{9C}\u{8}\u{7F}\u{202E}end"
    let project = try Project(in: room, texts: [hostile, hostile], labels: ["a\u{7F}b", "plain"])
    let terminal = try project.open(text: "start")
    terminal.press(.tab)
    terminal.settle()
    terminal.press(.tab)
    terminal.type("2")
    try terminal.wait(for: "just now")
    let bytes = String(decoding: terminal.received, as: UTF8.self)
    let forbidden: Set<Unicode.Scalar> = ["\u{9B}", "\u{9D}", "\u{9C}", "\u{7F}", "\u{202E}"]
    #expect(!bytes.unicodeScalars.contains { forbidden.contains($0) })
    #expect(!bytes.contains("\u{1B}]0;owned") && !bytes.contains("\u{1B}[31mred"))
    #expect(terminal.contains("end"))
  }

  @Test func withoutColoursNotOneIsWritten() throws {
    let room = try Room()
    let project = try Project.sample(in: room)
    for (environment, arguments) in [
      (["NO_COLOR": "1"], []), ([:], ["--color", "never"]), (["TERM": "vt220"], []),
    ] as [([String: String?], [String])] {
      let terminal = try project.open(environment: environment, arguments: arguments)
      terminal.press(.tab)
      terminal.settle()
      terminal.type("?")
      terminal.settle()
      #expect(colours(in: terminal.received).isEmpty, "\(environment) \(arguments)")
      terminal.signal(SIGTERM)
      try terminal.waitForExit()
    }
  }

  @Test func theRowUnderTheCursorIsMarkedWithoutColourAndToItsEnd() throws {
    let room = try Room()
    let project = try Project.sample(in: room)
    let terminal = try project.open(environment: ["NO_COLOR": "1"])
    terminal.press(.tab)
    try terminal.wait(for: "row 1 of 10")
    let place = try terminal.waitForPosition(of: "Text number 1.")
    for column in [place.column, 70, 79] {
      #expect(terminal.cell(row: place.row, column: column).isReverse, "column \(column)")
    }
    #expect(!terminal.cell(row: place.row + 1, column: 70).isReverse)
  }

  @Test func coloursAreThoseOfTheTerminal() throws {
    let room = try Room()
    let project = try Project.sample(in: room)
    // Debian's base has no terminal of 16 colours.
    try room.shell(
      "infocmp -x xterm-256color | sed 's/^xterm-256color|/sixteen|/; s/colors#0x100/colors#16/'"
        + " | tic -x -o home/.terminfo -")
    for (name, most) in [("xterm-256color", 255), ("sixteen", 15), ("xterm", 7)] {
      let terminal = try project.open(environment: ["TERM": name])
      terminal.settle()
      var highest = -1
      for row in 0..<24 {
        for column in 0..<80 {
          highest = max(highest, terminal.cell(row: row, column: column).foreground)
        }
      }
      #expect(highest > -1, "\(name) shows no colour")
      #expect(highest <= most, "\(name) shows colour \(highest)")
      terminal.signal(SIGTERM)
      try terminal.waitForExit()
    }
  }

  @Test func aLocaleWithoutUTF8GetsASCIIOnly() throws {
    let room = try Room()
    let project = try Project(in: room, texts: ["Text number één 日本"])
    let terminal = try project.open(environment: ["LANG": nil, "LC_ALL": "C"])
    terminal.settle()
    #expect(terminal.contains("Text number ??n ????") || terminal.contains("Text number ??n ??"))
    #expect(terminal.contains("-----"))
    #expect(terminal.received.allSatisfy { $0 < 0x80 })
  }

  @Test func heldKeysDoNotRunOnAfterRelease() throws {
    let room = try Room()
    let project = try Project.sample(in: room, count: 40)
    let terminal = try project.open()
    for _ in 0..<60 { terminal.type("][") }
    terminal.type("]")
    let start = ContinuousClock.now
    try terminal.wait(for: "Text number 2.")
    terminal.settle(quiet: 200)
    #expect(ContinuousClock.now - start < .seconds(20))
    let frames = terminal.receivedCount
    terminal.settle(quiet: 200)
    #expect(terminal.receivedCount - frames < 200, "still drawing keys typed long ago")
    #expect(terminal.contains("Text number 2."))
  }

  /// Every SGR parameter that sets a colour.
  private func colours(in bytes: [UInt8]) -> [String] {
    let text = String(decoding: bytes, as: UTF8.self)
    return text.matches(of: /\u{1B}\[([0-9;:]*)m/).flatMap { match in
      match.output.1.split(separator: ";").map(String.init).filter { part in
        guard let number = Int(part) else { return true }
        return (30...38).contains(number) || (40...48).contains(number)
          || (90...97).contains(number) || (100...107).contains(number)
      }
    }
  }
}
