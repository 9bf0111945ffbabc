import TestSupport
import Testing

/// The labeling config loses a choice that labels have: what the program says and offers.
struct ChangedConfigTests {
  /// One text is labelled positive, then the config calls that choice good.
  private func projectWithARenamedChoice(in room: Room) throws -> Project {
    let project = try Project.sample(in: room, count: 3)
    let terminal = try project.open()
    terminal.type("1")
    try terminal.wait(for: "just now: #0 -> positive")
    terminal.type("q")
    #expect(try terminal.waitForExit() == 0)
    let config = try room.read("my-text-project/config.xml")
    try room.write(config.replacing("positive", with: "good"), to: "my-text-project/config.xml")
    return project
  }

  @Test func aRenamedChoiceIsOfferedAsAMigrationThatWorksAsItIsTyped() throws {
    let room = try Room()
    _ = try projectWithARenamedChoice(in: room)
    let refusal = try Program.run(["sync", "my-text-project"], in: room)
    #expect(refusal.status == 4)
    #expect(refusal.error.contains("no choice in sentiment for positive (1): 1 task: #0"))
    let offer = try #require(refusal.error.firstMatch(of: /migrate \S+ --rename '([^']+)'/))
    #expect(offer.output.1 == "sentiment: positive=good")
    let migrate = ["migrate", "my-text-project", "--rename", String(offer.output.1), "--yes"]
    #expect(try Program.run(migrate, in: room).status == 0)
    let object = try Program.run(["get", "file", "labeled_data@master:/0"], in: room)
    #expect(object.output.contains("good"))
    #expect(try Program.run(["sync", "my-text-project"], in: room).status == 0)
    #expect(try Program.run(migrate, in: room).status == 1)
  }

  @Test func startAsksWhetherLabelsFollowARenamedChoiceAndThenOpensTheScreen() throws {
    let room = try Room()
    let project = try projectWithARenamedChoice(in: room)
    let terminal = try Terminal(project.command, in: room, size: (80, 24))
    try terminal.wait(for: "Rename in all labels now (sentiment: positive=good)? [y/N]")
    #expect(terminal.contains("no choice in sentiment for positive (1): 1 task: #0"))
    terminal.type("y")
    terminal.press(.enter)
    try terminal.wait(for: "1/3")
    terminal.press(.tab)
    try terminal.wait(for: "row 2 of 3")
    #expect(terminal.screen.contains { $0.contains(" 0  *   good ") })
    terminal.type("qq")
    #expect(try terminal.waitForExit() == 0)
    #expect(try project.delivered()[0] == ["good"])
  }

  @Test func startLeavesTheLabelsAloneWhereTheAnswerIsNo() throws {
    let room = try Room()
    let project = try projectWithARenamedChoice(in: room)
    let terminal = try Terminal(project.command, in: room, size: (80, 24))
    try terminal.wait(for: "[y/N]")
    terminal.press(.enter)
    #expect(try terminal.waitForExit() == 4)
    let object = try Program.run(["get", "file", "labeled_data@master:/0"], in: room)
    #expect(object.output.contains("positive"))
  }
}
