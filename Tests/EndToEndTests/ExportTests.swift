import Foundation
import Testing

/// Versions are exported and files imported from the command line, over an embedded store.
@Suite struct ExportTests {
  /// Two of three texts labelled, as `labeled_data@v1`.
  private func labelled() throws -> (shell: Shell, project: Project) {
    let shell = try Shell()
    let project = try Project.sample(in: shell.room, count: 3)
    for (task, label) in [(0, "positive"), (2, "negative")] {
      try shell.tagline("annotate \(project.directory) --task \(task) --choice sentiment=\(label)")
    }
    try shell.tagline("sync \(project.directory)")
    try shell.tagline("create branch labeled_data@v1 --head master")
    return (shell, project)
  }

  @Test func aVersionAndAWorkspaceAreExportedAlike() throws {
    let (shell, project) = try labelled()
    let table = try shell.tagline("export labeled_data@v1 --format csv")
    let rows = table.split(separator: "\n")
    #expect(rows.count == 3 && rows[0] == "text,id,sentiment")
    #expect(rows[1].hasSuffix(",0,positive") && rows[2].hasSuffix(",2,negative"))
    #expect(try shell.tagline("export \(project.directory) --format csv") == table)
    try shell.tagline("get file -r labeled_data@v1:/ -o copy")
    #expect(try shell.tagline("export ./copy --format csv") == table)
    try shell.tagline("export labeled_data@v1 --format json -o tasks.json")
    #expect(try shell.tagline("export ./tasks.json --format csv") == table)
    // What is decided here and not sent yet is in the workspace, not in the version.
    try shell.tagline("annotate \(project.directory) --task 1 --choice sentiment=neutral")
    #expect(
      try shell.tagline("export \(project.directory) --format csv").split(separator: "\n").count
        == 4)
    #expect(try shell.tagline("export labeled_data@v1 --format csv") == table)
  }

  @Test func allTasksOfAWorkspaceAreExportedWhenAskedFor() throws {
    let (shell, project) = try labelled()
    let rows = try shell.tagline("export \(project.directory) --format csv --only all")
      .split(separator: "\n")
    #expect(rows.count == 4 && rows[2].hasSuffix(",1,"))
  }

  @Test func oneBadObjectIsNamedAndTheRestExported() throws {
    let (shell, _) = try labelled()
    try shell.room.write("no task", to: "bad")
    try shell.tagline("put file labeled_data@master:/1 -f bad")
    let complaint = try shell.complaint(
      "export labeled_data@master --format csv -o out.csv", ends: 5)
    #expect(complaint.contains("/1 left out: no JSON"))
    let written = try shell.contents(of: "out.csv")
    #expect(written.split(separator: "\n").count == 3)
  }

  @Test func aFormatThatWouldLoseTheLabelsIsRefused() throws {
    let (shell, project) = try labelled()
    let complaint = try shell.complaint("export \(project.directory) --format conll2003", ends: 2)
    #expect(complaint.contains("Labels control"))
  }

  @Test func whatWasExportedIsImportedWithItsLabels() throws {
    let (shell, _) = try labelled()
    try shell.tagline("export labeled_data@v1 --format json -o tasks.json")
    let plan = try shell.complaint(
      "import tasks.json --into raw_data@again --labels-into labeled_data@again --dry-run",
      ends: 0)
    #expect(plan.contains("2 tasks of tasks.json would go to raw_data@again:/tasks.json/"))
    #expect(plan.contains("labels of 2 tasks would go to labeled_data@again:/0 and on"))
    #expect(try !shell.tagline("list branch raw_data").contains("again"))
    try shell.tagline("import tasks.json --into raw_data@again --labels-into labeled_data@again")
    let strip = { (table: String) in
      table.split(separator: "\n").map { $0.split(separator: ",") }.map { [$0.first, $0.last] }
    }
    let again = try shell.tagline("export labeled_data@again --format csv")
    #expect(try strip(again) == strip(shell.tagline("export labeled_data@v1 --format csv")))
    // A second time nothing is doubled in silence.
    let refused = try shell.complaint(
      "import tasks.json --into raw_data@again --labels-into labeled_data@again", ends: 4)
    #expect(refused.contains("raw_data@again:/tasks.json is there already"))
    try shell.tagline(
      "import tasks.json --into raw_data@again --labels-into labeled_data@again --append")
    #expect(
      try shell.tagline("export labeled_data@again --format csv").split(separator: "\n").count == 5)
  }

  @Test func rowsAndLinesAreImportedInTheirOrder() throws {
    let shell = try Shell()
    try shell.room.write("﻿text;lang\n\"two\nlines; \"\"x\"\"\";de\nplain;en\n", to: "m.csv")
    try shell.room.write("one\n\ntwo\n", to: "l.txt")
    try shell.tagline("import m.csv l.txt --into raw_data@master:/in")
    let files = try shell.tagline("list file raw_data@master:/in/m.csv --json")
    #expect(files.contains("0000000000000000") && files.contains("0000000000000001"))
    #expect(
      try shell.tagline("get file raw_data@master:/in/m.csv/0000000000000000")
        == #"{"text": "two\nlines; \"x\"", "lang": "de"}"#)
    #expect(
      try shell.tagline("get file raw_data@master:/in/l.txt/0000000000000001")
        == #"{"text": "two"}"#)
    try shell.tagline("import l.txt --into raw_data@master --one-file")
    #expect(
      try shell.tagline("get file raw_data@master:/l.jsonl")
        == "{\"text\": \"one\"}\n{\"text\": \"two\"}\n")
    try shell.room.write("[{\"text\": \"a\"}, ", to: "cut.json")
    let complaint = try shell.complaint("import cut.json --into raw_data@master", ends: 5)
    #expect(complaint.contains("cut off"))
  }
}
