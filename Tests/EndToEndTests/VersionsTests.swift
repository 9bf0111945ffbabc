import Foundation
import Testing

/// The versions screen in a real terminal: made, browsed, followed, restored; and back to the text.
@Suite struct VersionsTests {
  private let room: Room
  private let project: Project

  init() throws {
    room = try Room()
    project = try Project.sample(in: room, count: 6)
  }

  private func tagline(_ words: String) throws -> String {
    let result = try Program.run(words.split(separator: " ").map(String.init), in: room)
    guard result.status == 0 else {
      throw TerminalFailure(message: "tagline \(words): \(result.status)", screen: [result.error])
    }
    return result.output
  }

  private func head(_ branch: String) throws -> String {
    let text = try tagline("inspect branch labeled_data@\(branch) --json")
    let object = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
    return try #require(object?["head"] as? String)
  }

  /// Labels text `number` and waits until it is on disk.
  private func label(_ key: String, number: Int, on terminal: Terminal) throws {
    try terminal.wait(for: "Text number \(number).")
    terminal.type(key)
    try terminal.wait(for: "Text number \(number + 1).")
  }

  /// Sends until so many labels are in the target, the first of them as `first`: a label typed just
  /// now may be on its way to the disk while the others are sent.
  private func send(_ count: Int, first: String, _ terminal: Terminal) throws {
    let deadline = ContinuousClock.now + Terminal.patience
    while true {
      terminal.type("w")
      terminal.settle(quiet: 200)
      let list = try Program.run(["list", "file", "labeled_data@master:/"], in: room)
      let object = try Program.run(["get", "file", "labeled_data@master:/0"], in: room)
      let isThere = list.output.split(separator: "\n").count == count + 1
      if list.status == 0, isThere, object.output.contains(first) { return }
      guard ContinuousClock.now < deadline else {
        throw TerminalFailure(message: "\(count) labels are not sent", screen: terminal.screen)
      }
    }
  }

  @Test func aVersionIsMadeBrowsedFollowedAndRestoredAndQGoesBackToTheText() throws {
    let terminal = try project.open()
    try label("1", number: 1, on: terminal)
    try label("2", number: 2, on: terminal)

    try label("1", number: 3, on: terminal)
    try send(3, first: "positive", terminal)
    terminal.type("v")
    try terminal.wait(for: "0 versions + master")
    try terminal.wait(for: "first version")
    terminal.type("N")
    try terminal.wait(for: "new version: v1")
    terminal.type("\r")
    try terminal.wait(for: "make labeled_data@v1 of master")
    try terminal.wait(for: "pachctl create branch labeled_data@v1 --head ")
    terminal.type("\r")
    try terminal.wait(for: "1 version + master")
    terminal.type("q")
    try terminal.wait(for: "Text number 4.")
    let v1 = try head("v1")
    #expect(try tagline("list file labeled_data@v1:/").split(separator: "\n").count == 4)

    // Another label, and another choice for the first: master moves on.
    try label("3", number: 4, on: terminal)
    terminal.type("g")
    try terminal.wait(for: "Text number 1.")
    terminal.type("2")
    try terminal.wait(for: "Text number 2.")
    try send(4, first: "negative", terminal)
    let moved = try head("master")
    #expect(moved != v1)

    try browseAndFollow(terminal)

    // Back to v1; what master was stays.
    terminal.type("GM")
    try terminal.wait(for: "restore v1?")
    terminal.type("y")
    try terminal.wait(for: "2 versions + master")
    // The rest of the name is cut off there.
    try terminal.wait(for: "master-befo")
    terminal.type("q")
    try terminal.wait(for: "Text number 2.")
    #expect(try head("master") == v1)
    let branches = try tagline("list branch labeled_data --json")
    #expect(branches.contains("master-before-") && branches.contains(moved))
    terminal.type("q")
    #expect(try terminal.waitForExit() == 0)
    // What was restored is what is there: nothing unsent came on top of it.
    #expect(try head("master") == v1)
    #expect(
      try project.decisions() == [0: "positive", 1: "negative", 2: "positive"])
    #expect(try head("master") == v1)
  }

  private func browseAndFollow(_ terminal: Terminal) throws {
    terminal.type("v")
    try terminal.wait(for: "+1  new  1 flipped  0 gone")
    terminal.type("\r")
    try terminal.wait(for: "4 tasks   read-only")
    terminal.type("L")
    try terminal.wait(for: "positive -> negative")
    try terminal.wait(for: "- -> positive")
    terminal.type("q")
    try terminal.wait(for: "4 tasks   read-only")
    terminal.type("q")
    try terminal.wait(for: "1 version + master")
    terminal.type("l")
    try terminal.wait(for: "commits of labeled_data")
    try terminal.wait(for: "[v1]")
    terminal.type("q")
    try terminal.wait(for: "1 version + master")
  }

  @Test func theScreensOpenWithoutAWorkspaceAndPrintToAPipe() throws {
    _ = try tagline("annotate my-text-project --task 0 --choice sentiment=positive")
    _ = try tagline("sync my-text-project")
    _ = try tagline("create branch labeled_data@v1 --head master")
    _ = try tagline("annotate my-text-project --task 0 --choice sentiment=negative")
    _ = try tagline("sync my-text-project")
    let table = try tagline("versions labeled_data")
    let lines = table.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
    #expect(lines.map(\.first) == ["VERSION", "master", "v1"])
    let log = try tagline("log labeled_data@master:/0 --json")
    let changes = try #require(
      try JSONSerialization.jsonObject(with: Data(log.utf8)) as? [[String: Any]])
    #expect(changes.map { $0["new"] as? String } == ["negative", "positive"])
    #expect(changes.map { $0["old"] as? String } == ["positive", nil])

    let terminal = try Terminal([Program.path, "versions", "labeled_data"], in: room)
    try terminal.wait(for: "1 version + master")
    try terminal.wait(for: "+0  new  1 flipped  0 gone")
    try terminal.wait(for: "first version")
    terminal.type("q")
    #expect(try terminal.waitForExit() == 0)
    let history = try Terminal([Program.path, "log", "labeled_data@master:/0"], in: room)
    try history.wait(for: "positive -> negative")
    try history.wait(for: "2 changes")
    history.type("q")
    #expect(try history.waitForExit() == 0)
  }

  @Test func aRepoThatIsNotThereIsToldOnTheScreenAndAnotherCanBeOpened() throws {
    let result = try Program.run(["versions", "typo"], in: room)
    #expect(result.status == 1)
    #expect(result.error.contains("typo not found"))
    let terminal = try Terminal([Program.path, "versions", "typo"], in: room)
    try terminal.wait(for: "typo not found")
    try terminal.wait(for: "R asks again")
    terminal.type("o")
    try terminal.wait(for: "labeled_data")
    terminal.type("qq")
    #expect(try terminal.waitForExit() == 0)
  }
}
