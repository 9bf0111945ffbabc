import Foundation
import Testing

/// What people do at a terminal arrives as what they meant.
struct ScreenInputTests {
  @Test func aClickOnALabelLabels() throws {
    let room = try Room()
    let project = try Project.sample(in: room)
    let terminal = try project.open()
    #expect(terminal.reportsMouse)
    let place = try terminal.waitForPosition(of: "negative")
    terminal.click(row: place.row, column: place.column)
    try terminal.wait(for: "just now: #0 -> negative")
  }

  @Test func theWheelScrollsALongText() throws {
    let room = try Room()
    let text = (1...80).map { "Line \($0) of the text" }.joined(separator: "\n")
    let project = try Project(in: room, texts: [text])
    let terminal = try project.open(text: "Line 1 of the text")
    terminal.click(row: 5, column: 5, button: 5)
    try terminal.waitUntilGone("Line 1 of the text")
    terminal.click(row: 5, column: 5, button: 4)
    try terminal.wait(for: "Line 1 of the text")
  }

  @Test func aPasteIntoANoteIsTextAndNothingElse() throws {
    let room = try Room()
    let project = try Project.sample(in: room)
    let terminal = try project.open()
    terminal.type("N")
    terminal.paste("see 1\u{1B}[31m and q")
    try terminal.wait(for: "and q")
    terminal.press(.enter)
    terminal.type("1")
    try terminal.wait(for: "just now: #0 -> positive")
    #expect(terminal.isAlternate, "a letter of the paste was taken for a key")
  }

  @Test func aPasteWhereNothingIsTypedLabelsNothing() throws {
    let room = try Room()
    let project = try Project.sample(in: room)
    let terminal = try project.open()
    terminal.paste("1 2 3 q")
    try terminal.wait(for: "nothing here takes pasted text")
    #expect(terminal.contains("Text number 1."))
  }

  @Test func functionKeysWorkInBothKeypadModes() throws {
    let room = try Room()
    let project = try Project.sample(in: room)
    let terminal = try project.open()
    terminal.press(.right)
    try terminal.wait(for: "Text number 2.")
    // Arrow left as a terminal in normal mode sends it.
    terminal.send(bytes: Array("\u{1B}[D".utf8))
    try terminal.wait(for: "Text number 1.")
    terminal.press(.function(1))
    try terminal.wait(for: "keys in the label view")
    terminal.press(.escape)
    try terminal.waitUntilGone("keys in the label view")
  }

  @Test func aBurstOfLabelsLabelsEveryText() throws {
    let room = try Room()
    let project = try Project.sample(in: room, count: 30)
    let terminal = try project.open()
    terminal.type(String(repeating: "2", count: 30))
    try terminal.wait(for: "30 texts are done.")
    terminal.type("q")
    #expect(try terminal.waitForExit() == 0)
    let delivered = try project.delivered()
    #expect(delivered.count == 30)
    #expect(delivered.values.allSatisfy { $0 == ["negative"] })
  }

  @Test func copyingReachesTheTerminalsClipboardWhole() throws {
    let room = try Room()
    let text = "Text number 1\u{7}\u{1B}[31m 日本"
    let project = try Project(in: room, texts: [text])
    let terminal = try project.open()
    terminal.type("y")
    try terminal.wait(for: "copied the text of #0")
    let sequence = "\u{1B}]52;c;\(Data(text.utf8).base64EncodedString())\u{7}"
    #expect(String(decoding: terminal.received, as: UTF8.self).contains(sequence))
  }

  @Test(arguments: [
    "xterm", "screen", "screen-256color", "tmux-256color", "linux", "vt100", "rxvt",
  ])
  func commonTerminalsShowTheText(name: String) throws {
    let room = try Room()
    let project = try Project.sample(in: room)
    let terminal = try project.open(environment: ["TERM": name])
    terminal.type("1")
    try terminal.wait(for: "just now: #0 -> positive")
    terminal.type("q")
    #expect(try terminal.waitForExit() == 0)
    #expect(terminal.isCooked)
  }
}
