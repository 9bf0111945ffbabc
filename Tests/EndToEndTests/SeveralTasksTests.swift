import Foundation
import TestSupport
import Testing

/// Several tasks in one raw file, in a real terminal with the real program.
struct SeveralTasksTests {
  /// A list, JSON lines and a table, two texts each, beside the sample's own text.
  private func project(in room: Room) throws -> Project {
    let project = try Project.sample(in: room, count: 1)
    try put(#"[{"text": "List one."}, {"text": "List two."}]"#, at: "list.json", in: room)
    try put(
      "{\"text\": \"Line one.\"}\n{\"text\": \"Line two.\"}\n", at: "lines.jsonl", in: room)
    try put("id,text\n7,\"Row, one.\"\n8,Row two.\n", at: "rows.csv", in: room)
    return project
  }

  private func put(_ content: String, at path: String, in room: Room) throws {
    try room.write(content, to: "content")
    let words = ["put", "file", "raw_data@master:/\(path)", "-f", "content", "--overwrite"]
    let result = try Program.run(words, in: room)
    #expect(result.status == 0, "\(result.error)")
  }

  /// Finds a text and labels it; the title counts it once it is saved.
  private func label(
    _ text: String, _ key: String, count: String, on terminal: Terminal
  ) throws {
    terminal.type("/\(text)")
    terminal.press(.enter)
    try terminal.wait(for: "“\(text)” shown") { $0.row(4).contains(text) }
    terminal.type(key)
    try terminal.wait(for: count)
  }

  @Test func rowsOfOneFileAreTasksOfTheirOwnAndKeepTheirLabelsWhenTheFileGrows() throws {
    let room = try Room()
    let project = try project(in: room)
    let terminal = try project.open(text: "0/7")
    try label("List two.", "1", count: "1/7", on: terminal)
    try label("Line one.", "2", count: "2/7", on: terminal)
    try label("Row, one.", "3", count: "3/7", on: terminal)
    terminal.type("w")
    try terminal.wait(for: "all sent") { !$0.row(0).contains("unsent") }

    try put(
      "{\"text\": \"Line zero.\"}\n{\"text\": \"Line one.\"}\n{\"text\": \"Line two.\"}\n",
      at: "lines.jsonl", in: room)
    try put("id,text\n7,\"Row, one.\"\n8,Row two.\n9,Row three.\n", at: "rows.csv", in: room)
    terminal.type("R")
    try terminal.wait(for: "3/9")
    terminal.type("q")
    #expect(try terminal.waitForExit() == 0)

    let objects = try Program.run(
      ["export", "my-text-project", "--format", "csv", "-o", "-"], in: room
    ).output.split(separator: "\n").dropFirst().map(String.init)
    #expect(objects.count == 3)
    for (text, label) in [
      ("List two.", "positive"), ("Line one.", "negative"), ("Row, one.", "neutral"),
    ] {
      #expect(objects.contains { $0.contains(text) && $0.contains(label) }, "\(objects)")
    }
    let status = try Program.run(["status", "my-text-project", "--json"], in: room).output
    let figures = try JSONSerialization.jsonObject(with: Data(status.utf8)) as? [String: Any]
    #expect(figures?["stale"] as? Int == 0)
    #expect(figures?["orphaned"] as? Int == 0)
  }
}
