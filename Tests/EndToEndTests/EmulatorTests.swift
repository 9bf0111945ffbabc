import Testing

/// The tests' own eyes: what they report must be what a person would see.
struct EmulatorTests {
  @Test func seesTextColoursAndWideCharacters() throws {
    let room = try Room()
    let script = #"printf 'plain \033[1;31mred\033[0m 日本|\n'; read -r answer; echo "got $answer""#
    let terminal = try Terminal(["/bin/sh", "-c", script], in: room)
    try terminal.wait(for: "日本|")
    #expect(terminal.row(0) == "plain red 日本|")
    #expect(terminal.cell(row: 0, column: 6).foreground == 1)
    #expect(terminal.cell(row: 0, column: 6).isBold)
    #expect(terminal.cell(row: 0, column: 10).width == 2)
    let bar = try #require(terminal.position(of: "|"))
    #expect(bar == (0, 14))
    #expect(terminal.isCooked)
    terminal.type("yes")
    terminal.press(.enter)
    #expect(try terminal.waitForExit() == 0)
    #expect(terminal.contains("got yes"))
  }

  @Test func tellsExitCodesAndSignalsApart() throws {
    let room = try Room()
    let failing = try Terminal(["/bin/sh", "-c", "exit 3"], in: room)
    #expect(try failing.waitForExit() == 3)
    let sleeping = try Terminal(["/bin/sh", "-c", "echo up; exec sleep 60"], in: room)
    try sleeping.wait(for: "up")
    sleeping.signal(15)
    #expect(try sleeping.waitForExit() == 256 + 15)
  }

  @Test func aWaitThatFailsShowsTheScreen() throws {
    let room = try Room()
    let terminal = try Terminal(["/bin/sh", "-c", "echo here; exec sleep 60"], in: room)
    let failure = try #require(throws: TerminalFailure.self) {
      try terminal.wait(for: "elsewhere", patience: .milliseconds(300))
    }
    #expect(failure.description.contains("|here"))
  }
}
