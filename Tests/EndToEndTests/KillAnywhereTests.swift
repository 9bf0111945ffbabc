import Foundation
import TestSupport
import Testing

/// `kill -9` during undo, redo, skip, note, send and sync: what was in the journal by then stands
/// afterwards, once.
struct KillAnywhereTests {
  private static let count = 60

  @Test func whateverIsUnderWayWhenItIsKilledStandsOnceAfterwards() throws {
    var chance = SeededGenerator(seed: 7)
    let room = try Room()
    let project = try Project.sample(in: room, count: Self.count)
    var allowed: [Int: Set<String>] = [:]
    for round in 0..<15 {
      let terminal = try project.open()
      terminal.type("}")
      try terminal.wait(for: "unlabelled")
      try act(round % 5, on: terminal, of: project, &allowed)
      let delay = Int32.random(in: 0...40, using: &chance)
      if delay > 0 { terminal.pump(milliseconds: delay) }
      terminal.signal(SIGKILL)
      try terminal.waitForExit()
    }
    for _ in 0..<4 {
      let sync = try Terminal([Program.path, "sync", project.directory], in: room)
      usleep(UInt32.random(in: 20_000...250_000, using: &chance))
      sync.signal(SIGKILL)
      try sync.waitForExit()
    }
    let standing = try project.decisions()
    for (id, outcomes) in allowed {
      #expect(outcomes.contains(standing[id] ?? ""), "#\(id) is \(standing[id] ?? "open")")
    }
    #expect(Set(standing.keys).isSubset(of: allowed.keys))
    try expectSound(project, standing)
  }

  /// One kind of work on the open text that is shown, and what may stand for it after a kill.
  private func act(
    _ kind: Int, on terminal: Terminal, of project: Project, _ allowed: inout [Int: Set<String>]
  ) throws {
    let journal = JournalReader(of: project)
    let before = try journal.entries().count
    terminal.type(kind == 2 ? " " : "1")
    let made = try terminal.wait(for: before + 1, in: journal)
    #expect(made.outcome == (kind == 2 ? "skipped" : "labelled"))
    allowed[made.task] = [kind == 2 ? "(skipped)" : "positive"]
    switch kind {
    case 0:
      terminal.type("u")
      let undone = try terminal.wait(for: before + 2, in: journal)
      #expect(undone == JournalReader.Entry(task: made.task, outcome: nil))
      allowed[made.task] = [""]
    case 1:
      allowed[made.task] = ["positive", ""]
      terminal.type("u")
      terminal.press(.control("r"))
    case 2: break
    case 3: terminal.type("[Nit is late\r")
    default: terminal.type("w")
    }
  }

  /// Store and workspace pass the check, and Label Studio's id files tell of every text and object.
  private func expectSound(_ project: Project, _ standing: [Int: String]) throws {
    let checked = try Program.run(
      ["doctor", project.directory, "--check"], in: project.room)
    #expect(checked.status == 0 && !checked.output.contains("FAIL"), "\(checked.output)")
    let place = project.room.directory.appendingPathComponent(project.directory)
    func ids(_ file: String) throws -> Set<Int> {
      let json = try JSONSerialization.jsonObject(
        with: Data(contentsOf: place.appendingPathComponent(file)))
      return Set(try #require(json as? [String: Any]).keys.compactMap { Int($0) })
    }
    #expect(try ids("source.json") == Set(0..<Self.count))
    #expect(try ids("target.json").isSuperset(of: standing.keys))
  }
}
