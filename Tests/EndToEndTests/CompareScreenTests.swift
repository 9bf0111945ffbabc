import Foundation
import Testing

/// Two versions compared on the screen, their differences decided, and the third version read back.
struct CompareScreenTests {
  /// Four labelled texts as v1, three of them labelled otherwise as v2.
  private func project(in room: Room) throws -> Project {
    let project = try Project.sample(in: room, count: 4)
    try label(["positive", "positive", "negative", "neutral"], from: 0, in: project)
    try run("create branch labeled_data@v1 --head master", in: project)
    try label(["negative", "neutral", "positive"], from: 1, in: project)
    try run("create branch labeled_data@v2 --head master", in: project)
    return project
  }

  private func label(_ labels: [String], from first: Int, in project: Project) throws {
    for (offset, label) in labels.enumerated() {
      let task = first + offset
      try run("annotate \(project.directory) --task \(task) --choice \(label)", in: project)
    }
    try run("sync \(project.directory)", in: project)
  }

  @discardableResult
  private func run(_ words: String, in project: Project) throws -> String {
    let result = try Program.run(words.split(separator: " ").map(String.init), in: project.room)
    guard result.status == 0 else {
      throw TerminalFailure(message: "tagline \(words): \(result.status)", screen: [result.error])
    }
    return result.output
  }

  private func compare(in room: Room) throws -> Terminal {
    let terminal = try Terminal(
      [Program.path, "compare", "labeled_data@v1", "labeled_data@v2"], in: room, size: (80, 24))
    try terminal.wait(for: "flipped 3")
    // The last row of the list is the last thing to come.
    try terminal.wait(for: "Text number 4.")
    return terminal
  }

  private func choices(of task: Int, in project: Project) throws -> [[String]] {
    let text = try run("get file labeled_data@v3:/\(task)", in: project)
    let object = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
    let completions = object?["completions"] as? [[String: Any]] ?? []
    return completions.map { completion in
      let regions = completion["result"] as? [[String: Any]] ?? []
      return regions.flatMap { ($0["value"] as? [String: Any])?["choices"] as? [String] ?? [] }
    }
  }

  @Test func differencesAreDecidedOverTwoRunsAndWrittenAsAThirdVersion() throws {
    let room = try Room()
    let project = try project(in: room)
    var terminal = try compare(in: room)
    #expect(terminal.contains("A v1"))
    #expect(terminal.contains("both 4   same 1 (25.0%)"))
    terminal.type("b")
    try terminal.wait(for: "decided 1 of 3")
    terminal.type("a")
    try terminal.wait(for: "decided 2 of 3   into: v3 (not written yet)")
    terminal.type("q")
    #expect(try terminal.waitForExit() == 0)
    // Decisions are on disk: the next run goes on with them.
    terminal = try compare(in: room)
    try terminal.wait(for: "decided 2 of 3")
    terminal.type("W")
    try terminal.wait(for: "2 decided, 1 undecided stay as in v1")
    terminal.type("\r")
    try terminal.wait(for: "wrote labeled_data@v3 with 2 decided")
    terminal.type("q")
    #expect(try terminal.waitForExit() == 0)
    #expect(
      try (0...3).map { try choices(of: $0, in: project).last } == [
        ["positive"], ["negative"], ["negative"], ["neutral"],
      ])
    let commits = try run("list commit labeled_data@v3", in: project)
    let before = try run("list commit labeled_data@v1", in: project)
    #expect(commits.split(separator: "\n").count == before.split(separator: "\n").count + 1)
  }

  @Test func theMatrixOpensItsRowsAndTheComparisonIsExported() throws {
    let room = try Room()
    _ = try project(in: room)
    let terminal = try compare(in: room)
    terminal.type("m")
    try terminal.wait(for: "B v2 (columns) against A v1 (rows), 4 tasks in both")
    terminal.type("\r")
    try terminal.wait(for: "1 of 1")
    terminal.type("q")
    try terminal.wait(for: "B v2 (columns)")
    terminal.type("q")
    try terminal.wait(for: "1 of 3")
    terminal.type("e")
    try terminal.wait(for: "export to the file: compare-v1-v2.csv")
    terminal.type("\r")
    try terminal.wait(for: "3 rows written to")
    terminal.type("q")
    #expect(try terminal.waitForExit() == 0)
    let file = room.directory.appendingPathComponent("compare-v1-v2.csv")
    let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
    #expect(lines.count == 4)
    #expect(lines[1].hasPrefix("flip,1,"))
  }

  @Test func whatWasDecidedSurvivesKill() throws {
    let room = try Room()
    _ = try project(in: room)
    let terminal = try compare(in: room)
    terminal.type("b")
    try terminal.wait(for: "decided 1 of 3")
    terminal.type("3")
    try terminal.wait(for: "decided 2 of 3")
    terminal.signal(SIGKILL)
    _ = try terminal.waitForExit()
    let again = try compare(in: room)
    try again.wait(for: "decided 2 of 3")
    again.type("q")
    #expect(try again.waitForExit() == 0)
  }

  // MARK: Another label

  private static let config = """
    <View>
      <Text name="mail" value="$text"/>
      <Choices name="topic" toName="mail" choice="multiple">
        <Choice value="price"/><Choice value="tone"/>
      </Choices>
      <Taxonomy name="place" toName="mail">
        <Choice value="Hotel"><Choice value="Room"/><Choice value="Bar"/></Choice>
      </Taxonomy>
      <TextArea name="comment" toName="mail"/>
      <Labels name="parts" toName="mail"><Label value="WHO"/><Label value="WHAT"/></Labels>
    </View>
    """

  private func result(_ ref: String, in project: Project) throws -> String {
    let text = try run("get file \(ref):/0", in: project)
    let object = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
    let last = (object?["completions"] as? [[String: Any]])?.last
    let regions = (last?["result"] as? [[String: Any]] ?? []).map { region in
      region.filter { $0.key != "id" }
    }
    let data = try JSONSerialization.data(withJSONObject: regions, options: [.sortedKeys])
    return String(decoding: data, as: UTF8.self)
  }

  @Test func anotherLabelIsWrittenAsTheLabelViewWritesIt() throws {
    let room = try Room()
    let project = try Project(in: room, texts: ["Anna was here"], config: Self.config)
    let annotate = "annotate \(project.directory) --task 0 --choice topic="
    for (label, version) in [("price", "v1"), ("tone", "v2")] {
      try run(annotate + label, in: project)
      try run("create branch labeled_data@\(version) --head master", in: project)
    }
    let terminal = try Terminal(
      [Program.path, "compare", "labeled_data@v1", "labeled_data@v2"], in: room, size: (80, 30))
    try terminal.wait(for: "Anna was here")
    terminal.type("i")
    try terminal.wait(for: "another label for #0")
    terminal.type("1")
    terminal.press(.tab, .enter)
    try terminal.wait(for: " place:")
    terminal.type("roo\r")
    terminal.press(.escape)
    try terminal.wait(for: "Hotel > Room")
    terminal.press(.tab, .enter)
    try terminal.wait(for: " comment:")
    terminal.type("so")
    terminal.press(.escape)
    try terminal.wait(for: "\"so\"")
    terminal.press(.tab)
    terminal.type("m3")
    try terminal.wait(for: "WHO Anna")
    terminal.type("\r")
    try terminal.wait(for: "decided 1 of 1")
    terminal.type("W")
    try terminal.wait(for: "new version: v3")
    terminal.type("\r")
    try terminal.wait(for: "wrote labeled_data@v3 with 1 decided")
    terminal.type("q")
    #expect(try terminal.waitForExit() == 0)
    let same = [
      "topic=price", "topic=tone", "place=Hotel / Room", "comment=so", "parts=0-4:WHO",
    ]
    let words = ["annotate", project.directory, "--task", "0"] + same.flatMap { ["--choice", $0] }
    #expect(try Program.run(words, in: room).status == 0)
    #expect(
      try result("labeled_data@v3", in: project) == result("labeled_data@master", in: project))
  }
}
