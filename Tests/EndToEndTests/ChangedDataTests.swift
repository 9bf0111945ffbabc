import Foundation
import TestSupport
import Testing

/// Raw files change while the labeling screen is open: in a real terminal, with the real program.
struct ChangedDataTests {
  /// One raw file a text, `N.json`.
  private func project(in room: Room) throws -> Project {
    let project = try Project.sample(in: room, count: 1)
    for number in 2...4 { try put("Text number \(number).", at: "u\(number).json", in: room) }
    try run("sync my-text-project", in: room)
    return project
  }

  private func put(_ text: String, at path: String, in room: Room) throws {
    try room.write("{\"text\": \"\(text)\"}", to: "one.json")
    try run("put file raw_data@master:/\(path) -f one.json --overwrite", in: room)
  }

  @discardableResult
  private func run(_ words: String, in room: Room, status: Int32 = 0) throws -> (
    output: String, error: String
  ) {
    let result = try Program.run(words.split(separator: " ").map(String.init), in: room)
    #expect(result.status == status, "tagline \(words): \(result.error)")
    return (result.output, result.error)
  }

  private func status(_ name: String, in room: Room) throws -> Int? {
    let output = try run("status my-text-project --json", in: room).output
    let json = try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any]
    return json?[name] as? Int
  }

  /// Labels the texts 2 and 3, then changes their files and adds one, with the screen open all the while.
  private func openWithAChange(in room: Room) throws -> Terminal {
    let terminal = try project(in: room).open()
    terminal.type("g]")
    try terminal.wait(for: "Text number 2.")
    terminal.type("1")
    try terminal.wait(for: "just now: #1 -> positive")
    try terminal.wait(for: "Text number 3.")
    terminal.type("2")
    try terminal.wait(for: "just now: #2 -> negative")
    terminal.type("w")
    try terminal.wait(for: "all sent") { !$0.row(0).contains("unsent") }
    terminal.type("g]")
    try terminal.wait(for: "Text number 2.")
    try put("Text number two.", at: "u2.json", in: room)
    try put("Text number 5.", at: "u5.json", in: room)
    try run("delete file raw_data@master:/u3.json", in: room)
    terminal.type("R")
    try terminal.wait(for: "1 new text, 1 changed, 1 gone, 2 of them labelled")
    return terminal
  }

  @Test func aTextThatChangesUnderTheScreenIsShownKeptUndoneAndRelabelled() throws {
    let room = try Room()
    let terminal = try openWithAChange(in: room)
    // The text on screen is still the same task.
    try terminal.wait(for: "* positive ~")
    #expect(terminal.contains("Text number [-2-]{+two+}."))
    #expect(terminal.contains("K keep   D drop"))
    terminal.type("K")
    try terminal.wait(for: "just now: #1 kept: positive")
    #expect(terminal.contains("Text number two."))
    terminal.type("u")
    try terminal.wait(for: "[-2-]{+two+}")
    terminal.type("D")
    try terminal.wait(for: "just now: #1 dropped")
    try terminal.wait(for: "unlabelled")
    terminal.type("u")
    try terminal.wait(for: "[-2-]{+two+}")
    terminal.type("3")
    try terminal.wait(for: "just now: #1 -> neutral")
    terminal.type("q")
    #expect(try terminal.waitForExit() == 0)
    #expect(try status("stale", in: room) == 0)
    let object = try run("get file labeled_data@master:/1", in: room).output
    #expect(object.contains("Text number two."))
    #expect(object.contains("neutral"))
  }

  @Test func anOrphanIsFoundByTheFilterAndDroppedWithItsObject() throws {
    let room = try Room()
    let terminal = try openWithAChange(in: room)
    terminal.type("fstate:orphan\r")
    try terminal.wait(for: "x its raw file is gone")
    #expect(terminal.contains("Text number 3."))
    terminal.type("D")
    try terminal.wait(for: "just now: #2 dropped")
    try terminal.wait(for: "No text passes the filter")
    terminal.type("u")
    try terminal.wait(for: "x its raw file is gone")
    terminal.type("D")
    try terminal.wait(for: "No text passes the filter")
    terminal.type("q")
    #expect(try terminal.waitForExit() == 0)
    #expect(try status("orphaned", in: room) == 0)
    let files = try run("list file labeled_data@master", in: room).output
    #expect(files.contains("/1 "))
    #expect(!files.contains("/2 "))
    #expect(!(try room.read("my-text-project/target.json")).contains("labeled_data\\/2"))
  }

  @Test func whatWasDecidedAboutAChangeSurvivesAKill() throws {
    for (key, shown, isUndone) in [
      ("K", "kept: positive", false), ("D", "dropped", false), ("K", "kept: positive", true),
    ] {
      let room = try Room()
      let terminal = try openWithAChange(in: room)
      terminal.type(key)
      try terminal.wait(for: "just now: #1 \(shown)")
      try terminal.wait(for: "1 unsent ^")
      if isUndone {
        terminal.type("u")
        try terminal.wait(for: "nothing unsent") { !$0.row(0).contains("unsent") }
      }
      terminal.signal(SIGKILL)
      try terminal.waitForExit()
      try run("sync my-text-project", in: room)
      #expect(try status("stale", in: room) == (isUndone ? 1 : 0), "\(key)")
      #expect(try status("orphaned", in: room) == 1)
      #expect(try status("unsent", in: room) == 0)
    }
  }

  @Test func reconcileShowsAsksDropsAndNamesTheWayBack() throws {
    let room = try Room()
    let terminal = try openWithAChange(in: room)
    terminal.type("q")
    #expect(try terminal.waitForExit() == 0)
    let dry = try run("reconcile my-text-project --dry-run", in: room).output
    #expect(dry.contains("#1   u2.json positive"))
    #expect(dry.contains("text changed"))
    #expect(dry.contains("raw file gone"))
    #expect(try run("reconcile my-text-project", in: room, status: 2).error.contains("--yes"))
    #expect(try status("stale", in: room) == 1)
    let said = try run("reconcile my-text-project --yes", in: room).error
    #expect(said.contains("2 dropped, commit "))
    try run("reconcile my-text-project --yes", in: room, status: 1)
    let line = try #require(said.split(separator: "\n").first { $0.contains("to get one back") })
    let back = line.split(separator: ":", maxSplits: 1)[1].replacing("/ID", with: "/1")
    try run(String(back.trimmingPrefix(" tagline ")), in: room)
    try run("sync my-text-project", in: room)
    #expect(try status("stale", in: room) == 1)
  }
}
