import Foundation
import Testing

/// Versions are labelled, compared, decided and written, all from the command line.
@Suite struct CompareTests {
  /// v1 with four of five texts labelled, v2 made from it with two relabelled and the fifth labelled, and
  /// `bo`, made from v1 by somebody who changed one that v2 changed and one that v2 left alone.
  private func versions() throws -> Shell {
    let shell = try Shell()
    let project = try Project.sample(in: shell.room, count: 5)
    func annotate(_ labels: [Int: String]) throws {
      for (task, label) in labels.sorted(by: { $0.key < $1.key }) {
        try shell.tagline(
          "annotate \(project.directory) --task \(task) --choice sentiment=\(label)")
      }
      try shell.tagline("sync \(project.directory)")
    }
    try annotate([0: "positive", 1: "positive", 2: "negative", 3: "neutral"])
    try shell.tagline("create branch labeled_data@v1 --head master")
    try annotate([0: "negative", 1: "neutral", 4: "positive"])
    try shell.tagline("create branch labeled_data@v2 --head master")
    try shell.tagline("create branch labeled_data@bo --head v1")
    for (task, old, new) in [(1, "positive", "negative"), (2, "negative", "positive")] {
      let object = try shell.tagline("get file labeled_data@v1:/\(task)")
      try shell.room.write(object.replacingOccurrences(of: old, with: new), to: "object")
      try shell.tagline("put file labeled_data@bo:/\(task) -f object --overwrite")
    }
    return shell
  }

  private func json(_ text: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  /// Kind and task of each difference.
  private func differences(_ report: [String: Any]) throws -> [String] {
    let rows = try #require(report["differences"] as? [[String: Any]])
    return rows.map { "\($0["kind"] ?? "") \($0["task"] ?? "")" }
  }

  @Test func twoVersionsAreComparedDecidedAndWrittenAsAThird() throws {
    let shell = try versions()
    let first = try json(shell.tagline("compare labeled_data@v1 labeled_data@v2 --json"))
    #expect(try differences(first) == ["flip 0", "flip 1", "only-b 4"])
    try shell.tagline("compare labeled_data@v1 labeled_data@v2 --exit-code", ends: 1)
    try shell.tagline("compare labeled_data@v1 labeled_data@v1 --exit-code")
    // Only v2 changed 0 and made 4, only bo changed 2, both changed 1.
    let refused = try shell.complaint(
      "compare labeled_data@v2 labeled_data@bo --take three-way --into v3", ends: 4)
    #expect(refused.contains("both versions changed 1 of the tasks: 1;"))
    #expect(try !shell.tagline("list branch labeled_data").contains("v3"))
    let written = try shell.tagline(
      "compare labeled_data@v2 labeled_data@bo --take three-way --conflicts b --into v3")
    let commits = try shell.tagline("list commit labeled_data@v3 --raw")
    let id = try #require(written.split(separator: " ").last).trimmingCharacters(
      in: .whitespacesAndNewlines)
    #expect(written == "labeled_data@v3 \(id)\n")
    #expect(commits.contains(id))
    // Read back as Label Studio would: each object byte for byte from the side it was taken from.
    for (task, side) in [(0, "v2"), (1, "bo"), (2, "bo"), (3, "v1"), (4, "v2")] {
      let bytes = try shell.tagline("get file labeled_data@v3:/\(task)")
      #expect(try shell.tagline("get file labeled_data@\(side):/\(task)") == bytes)
      #expect(try json(bytes)["id"] as? Int == task)
    }
    let rest = try json(shell.tagline("compare labeled_data@v2 labeled_data@v3 --json"))
    #expect(try differences(rest) == ["flip 1", "flip 2"])
    let again = try shell.complaint(
      "compare labeled_data@v1 labeled_data@v2 --take b --into v3", ends: 4)
    #expect(again.contains("labeled_data@v3 is there already"))
  }

  @Test func downloadsExportsAndTheGatewayGiveTheSameComparison() throws {
    let shell = try versions()
    let refs = try json(shell.tagline("compare labeled_data@v1 labeled_data@v2 --json"))
    try shell.tagline("get file -r labeled_data@v1:/ -o v1/")
    try shell.tagline("get file -r labeled_data@v2:/ -o v2/")
    let tasks = try shell.names(in: "v2").map { try shell.contents(of: "v2/\($0)") }
    try shell.room.write("[" + tasks.joined(separator: ", ") + "]", to: "v2.json")
    let served = try ServedStore(in: shell.room)
    defer { served.stop() }
    for line in [
      "compare v1 v2", "compare ./v1 labeled_data@v2", "compare labeled_data@v1 v2.json",
      "compare labeled_data@v1 labeled_data@v2 --endpoint \(served.address)",
      "compare v1 labeled_data@v2 --endpoint \(served.address)",
    ] {
      let report = try json(shell.tagline(line + " --json"))
      for key in ["same", "counts", "controls"] {
        #expect(report[key] as? NSObject == refs[key] as? NSObject, "\(line): \(key)")
      }
      #expect(try differences(report) == differences(refs), "\(line)")
    }
    #expect(try shell.complaint("compare v1 nowhere/v9", ends: 2).contains("no such file"))
  }

  @Test func aPipeGetsNeitherColourNorProgress() throws {
    let shell = try versions()
    for form in ["--stat", "--json", "--csv", "--markdown"] {
      let result = try Program.run(
        ["compare", "labeled_data@v1", "labeled_data@v2", form], in: shell.room,
        environment: ["CLICOLOR_FORCE": "1"])
      #expect(result.status == 0)
      #expect(result.error.isEmpty)
      #expect(!result.output.contains("\u{1B}") && !result.output.contains("\r"))
    }
  }

  @Test func thatSomethingBrokenLiesInTheCacheIsNotNoticed() throws {
    let shell = try versions()
    let line = "compare labeled_data@v1 labeled_data@v2 --json"
    let before = try shell.tagline(line)
    try shell.room.shell("test -s home/cache/tagline/summaries.db")
    try shell.room.shell("rm -f home/cache/tagline/summaries.db-*")
    try shell.room.write(
      String(repeating: "no database ", count: 400), to: "home/cache/tagline/summaries.db")
    #expect(try shell.tagline(line) == before)
    try shell.room.shell("rm -r home/cache; touch home/cache")
    #expect(try shell.tagline(line) == before)
  }
}
