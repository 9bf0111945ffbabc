import LabelCore
import TestSupport
import Testing

@testable import Workspace

/// Raw files that go by way of the disk: what of them did not change is neither held nor written.
struct LargeFileTests {
  private func open(
    _ bench: Bench, _ directory: String, heldFile: Int
  ) async throws -> Workspace {
    var options = bench.options()
    options.heldFile = heldFile
    return try await Workspace.open(directory: directory, store: bench.store, options: options)
  }

  private func tasks(_ workspace: Workspace) async throws -> [String] {
    var rows: [TaskRow] = []
    for statuses: Set<TaskStatus> in [[], [.orphan]] {
      rows += try await workspace.page(
        filter: TaskFilter(statuses: statuses), offset: 0, limit: 999
      ).rows
    }
    return rows.map { "\($0.id) \($0.name) \($0.status) \($0.label) \($0.reason ?? $0.excerpt)" }
  }

  /// One to three changes of a list of rows, of which many are equal and some no tasks.
  private func edit(_ rows: inout [String], _ dice: inout SeededGenerator) {
    for _ in 0...Int.random(in: 0..<3, using: &dice) {
      let place = rows.indices.randomElement(using: &dice) ?? 0
      let new = String("abcdefghijklmn!".randomElement(using: &dice) ?? "a")
      switch Int.random(in: 0..<6, using: &dice) {
      case 0: rows.insert(new, at: place)
      case 1 where rows.count > 1: rows.remove(at: place)
      case 2 where !rows.isEmpty: rows[place] = new
      case 3 where rows.count > 2:
        let row = rows.remove(at: place)
        rows.insert(row, at: Int.random(in: 0..<rows.count, using: &dice))
      case 4: rows.append("\(new)\(Int.random(in: 0..<9, using: &dice))")
      default: rows.append(new)
      }
    }
  }

  private func file(_ rows: [String], _ dice: inout SeededGenerator) -> [UInt8] {
    let lines = rows.map { $0.contains("!") ? "{\"text\": \($0)\n" : "{\"text\": \"\($0)\"}\n" }
    // Blank lines move what is behind them.
    return Array(((Int.random(in: 0..<4, using: &dice) == 0 ? "\n" : "") + lines.joined()).utf8)
  }

  @Test(arguments: 1...6)
  func everyTaskIsTheOneThatItIsWhereTheWholeFileIsHeld(_ seed: Int) async throws {
    let bench = try await Bench(texts: [])
    let held = try await open(bench, bench.directory, heldFile: 1 << 20)
    let streamed = try await open(bench, bench.secondDirectory(), heldFile: 0)
    var dice = SeededGenerator(seed: UInt64(seed))
    var rows = (0..<12).map { "first \($0)" }
    for round in 0..<25 {
      try await bench.fill(Bench.raw, ["a.jsonl": file(rows, &dice)])
      let reports = [try await held.sync(), try await streamed.sync()]
      #expect(reports[0].added == reports[1].added, "round \(round): \(rows)")
      #expect(reports[0].changed == reports[1].changed && reports[0].gone == reports[1].gone)
      let all = try await tasks(held)
      #expect(try await tasks(streamed) == all, "round \(round): \(rows)")
      let open = try await held.page(
        filter: TaskFilter(statuses: [.open]), offset: 0, limit: 99
      ).rows
      if let row = open.first, round % 3 == 0 {
        try await held.label(row.id, "Positive")
        try await held.flush()
        try await streamed.sync()
      }
      edit(&rows, &dice)
    }
  }

  @Test func whatIsAppendedIsAddedAndWhatWasThereIsNotLookedAtAgain() async throws {
    let bench = try await Bench(texts: [])
    let texts = (0..<5000).map { "text \($0)" }
    let lines = { (texts: [String]) in Array(texts.map { "{\"text\": \"\($0)\"}\n" }.joined().utf8)
    }
    let workspace = try await open(bench, bench.directory, heldFile: 0)
    try await bench.fill(Bench.raw, ["a.jsonl": lines(texts)])
    #expect(try await workspace.sync().added == 5000)
    let file = IncomingFile(key: "a.jsonl", hash: "", bytes: lines(texts + ["new"]))
    var indexing = try await FileIndexing(
      file, workspace.context, workspace.database.snapshot())
    #expect(indexing.known.rows.isEmpty)
    var steps = 0
    while let more = try await indexing.next() { steps += more.count }
    #expect(steps == 1 && indexing.gone.isEmpty)
    // One row edited, one gone, one come: what is between them is held, not what is before or behind.
    var edited = texts
    edited[2000] = "edited"
    edited.remove(at: 2010)
    edited.insert("new", at: 2005)
    let other = IncomingFile(key: "a.jsonl", hash: "", bytes: lines(edited))
    let between = try await FileIndexing(other, workspace.context, workspace.database.snapshot())
    #expect(between.known.rows.map(\.nth) == Array(2000...2010))
  }
}
