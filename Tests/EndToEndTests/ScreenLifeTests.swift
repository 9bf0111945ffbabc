import Foundation
import Testing

/// The terminal is borrowed: it is given back as it was found on every way out.
struct ScreenLifeTests {
  /// Nothing of the screen is left: line modes, main screen, cursor, mouse.
  private func expectRestored(_ terminal: Terminal) {
    #expect(terminal.isCooked)
    #expect(!terminal.isAlternate)
    #expect(terminal.cursor != nil)
    #expect(!terminal.reportsMouse)
    let text = String(decoding: terminal.received, as: UTF8.self)
    #expect(ends(text, on: "\u{1B}[?2004h", off: "\u{1B}[?2004l"), "bracketed paste is left on")
  }

  private func ends(_ text: String, on: String, off: String) -> Bool {
    guard let last = text.range(of: on, options: .backwards) else { return true }
    return text.range(of: off, range: last.upperBound..<text.endIndex) != nil
  }

  @Test func quittingGivesTheTerminalBackAndSaysWhatWasDone() throws {
    let room = try Room()
    let project = try Project.sample(in: room)
    let terminal = try project.open()
    #expect(terminal.isAlternate)
    #expect(!terminal.isCooked)
    terminal.type("1")
    try terminal.wait(for: "just now: #0 -> positive")
    terminal.type("q")
    #expect(try terminal.waitForExit() == 0)
    expectRestored(terminal)
    #expect(terminal.contains("1 text labelled in this session; 1 of 10 done."))
    #expect(terminal.contains("1 label sent to labeled_data@master, commit"))
    #expect(terminal.contains("tagline create branch labeled_data@v1 --head master"))
    #expect(try project.delivered() == [0: ["positive"]])
  }

  @Test(arguments: [SIGTERM, SIGINT, SIGHUP])
  func aSignalFlushesAndGivesTheTerminalBack(number: Int32) throws {
    let room = try Room()
    let project = try Project.sample(in: room)
    let terminal = try project.open()
    terminal.type("2")
    try terminal.wait(for: "just now: #0 -> negative")
    terminal.signal(number)
    #expect(try terminal.waitForExit() == 130)
    expectRestored(terminal)
    #expect(try project.delivered() == [0: ["negative"]])
  }

  @Test func aClosedTerminalEndsTheProgramWithItsLabelsSent() throws {
    let room = try Room()
    let project = try Project.sample(in: room)
    let terminal = try project.open()
    terminal.type("3")
    try terminal.wait(for: "just now: #0 -> neutral")
    terminal.hangUp()
    #expect(try terminal.waitForExit() == 130)
    #expect(try project.delivered() == [0: ["neutral"]])
  }

  @Test(arguments: [SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT, SIGTRAP])
  func aCrashGivesTheTerminalBackAndIsStillACrash(number: Int32) throws {
    let room = try Room()
    let project = try Project.sample(in: room)
    let terminal = try project.open()
    terminal.type("1")
    try terminal.wait(for: "just now: #0 -> positive")
    terminal.signal(number)
    #expect(try terminal.waitForExit() == 256 + Int(number))
    expectRestored(terminal)
    #expect(try project.delivered() == [0: ["positive"]])
  }

  @Test func suspendingGivesTheShellItsTerminalAndForegroundBringsTheScreenBack() throws {
    let room = try Room()
    let project = try Project.sample(in: room)
    let shell = try Terminal(
      ["/bin/sh", "-i"], in: room, environment: ["PS1": "prompt> ", "ENV": nil])
    try shell.wait(for: "prompt>")
    shell.type("set -m; \(project.command.joined(separator: " "))\r")
    try shell.wait(for: "Text number 1.")
    let before = shell.screen
    shell.press(.control("z"))
    try shell.wait(for: "the shell") { !$0.isAlternate && $0.isCooked }
    #expect(!shell.reportsMouse)
    shell.type("echo between; fg\r")
    try shell.wait(for: "Text number 1.")
    #expect(shell.isAlternate)
    #expect(!shell.isCooked)
    #expect(Array(shell.screen[4..<12]) == Array(before[4..<12]))
    shell.type("1")
    try shell.wait(for: "just now: #0 -> positive")
    shell.type("q")
    try shell.wait(for: "1 text labelled")
    #expect(shell.contains("between"))
    shell.type("exit\r")
    try shell.waitForExit()
  }

  @Test func aTerminalStoppedAndContinuedFromOutsideIsPaintedAgain() throws {
    let room = try Room()
    let project = try Project.sample(in: room)
    let terminal = try project.open()
    terminal.signal(SIGSTOP)
    terminal.settle()
    let before = terminal.receivedCount
    terminal.signal(SIGCONT)
    try terminal.wait(for: "a repaint") { $0.receivedCount > before + 200 }
    #expect(terminal.contains("Text number 1."))
    terminal.type("q")
    #expect(try terminal.waitForExit() == 0)
  }
}
