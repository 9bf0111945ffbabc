import Testing

/// Without a terminal that can place a cursor the same work is done line by line.
struct LineModeTests {
  @Test(arguments: [["TERM": "dumb"], ["TERM": "no-such-terminal"], ["TERM": nil]])
  func aTerminalWithoutACursorGetsLines(environment: [String: String?]) throws {
    let room = try Room()
    let project = try Project.sample(in: room)
    let terminal = try project.open(environment: environment)
    #expect(!terminal.isAlternate)
    #expect(terminal.isCooked)
    terminal.type("positive\r")
    try terminal.wait(for: "Saved #0: positive.")
    try terminal.wait(for: "Text number 2.")
    terminal.type("s\r")
    try terminal.wait(for: "Saved #1: skipped.")
    terminal.type("u\r")
    try terminal.wait(for: "Saved #1: open.")
    terminal.type("q\r")
    #expect(try terminal.waitForExit() == 0)
    #expect(!terminal.received.contains(0x1B))
    #expect(try project.delivered()[0] == ["positive"])
  }

  @Test func plainGetsLinesOnAnyTerminal() throws {
    let room = try Room()
    let project = try Project.sample(in: room)
    let terminal = try project.open(arguments: ["--plain"])
    #expect(!terminal.isAlternate)
    terminal.type("2\r")
    try terminal.wait(for: "Saved #0: negative.")
    terminal.press(.control("d"))
    #expect(try terminal.waitForExit() == 0)
    #expect(!terminal.received.contains(0x1B))
    #expect(try project.delivered() == [0: ["negative"]])
  }

  @Test func labelsComeThroughAPipe() throws {
    let room = try Room()
    let project = try Project.sample(in: room)
    let result = try Program.run(
      ["start", project.directory], in: room, input: "1\nnegative\nneu\n")
    #expect(result.status == 0)
    #expect(try project.delivered() == [0: ["positive"], 1: ["negative"], 2: ["neutral"]])
  }

  @Test func aSignalEndsLineModeWithItsLabelsSent() throws {
    let room = try Room()
    let project = try Project.sample(in: room)
    let terminal = try project.open(arguments: ["--plain"])
    terminal.type("2\r")
    try terminal.wait(for: "Saved #0: negative.")
    terminal.signal(15)
    #expect(try terminal.waitForExit() == 130)
    #expect(try project.delivered() == [0: ["negative"]])
  }
}
