import Foundation
import Testing

/// `tagline export` for Label Studio 1.x, on a file and on a served store.
@Suite struct BucketExportCommandTests {
  private struct Scene {
    let shell: Shell

    /// Three texts, the first of them with a label.
    init(isServed: Bool) throws {
      shell = try Shell(isServed: isServed)
      for repo in ["raw_data", "labeled_data"] {
        try shell.tagline("create repo \(repo)")
        try shell.tagline("create branch \(repo)@master")
      }
      let texts = #"{"text":"a"}"# + "\n" + #"{"text":"b"}"# + "\n" + #"{"text":"c"}"# + "\n"
      try shell.tagline(
        "put file raw_data@master:/t -f - --split json --target-file-datums 1", input: texts)
      try shell.tagline(
        "init project --source-path master.raw_data --target-path master.labeled_data")
      try shell.tagline("annotate project --task 0 --choice sentiment=Positive --annotator ana")
    }

    func export(_ rest: String) throws -> String {
      try shell.tagline("export labeled_data@master \(rest)")
        .trimmingCharacters(in: .whitespacesAndNewlines)
    }

    func rows(_ place: String) throws -> Int {
      try shell.tagline("list file \(place)").split(separator: "\n").count - 1
    }
  }

  @Test(arguments: [false, true])
  func everyExportIsOneCommitUnderKeysOfItsOwn(isServed: Bool) throws {
    let scene = try Scene(isServed: isServed)
    let first = try scene.export("--format ls1-tasks --into labeled_data@web")
    #expect(first.hasPrefix("labeled_data@web:/ls1-tasks-"))
    #expect(try scene.rows(first) == 1)
    let second = try scene.export(
      "--format ls1-tasks --into labeled_data@web --only all --raw raw_data@master --keep-key")
    #expect(second != first)
    #expect(try scene.rows(second) == 3)
    #expect(try scene.rows(first) == 1)
    #expect(
      try scene.shell.tagline("list commit labeled_data@web").split(separator: "\n").count == 3)
    let task = try scene.shell.tagline("get file \(second)/0000000000000000.json")
    #expect(task.contains(#""tagline_key": "raw_data:/t/0000000000000000""#))
    #expect(task.contains(#""import_id": 1"#))
  }

  @Test func whatIsThereIsNeverWrittenOver() throws {
    let scene = try Scene(isServed: false)
    let words = try scene.shell.complaint(
      "export labeled_data@master --format ls1-tasks --into labeled_data@master", ends: 4)
    #expect(words.contains("/0, which is no export"))
    let place = try scene.export("--target s3 --into labeled_data@master")
    #expect(try scene.rows(place) == 1)
    #expect(try scene.shell.tagline("sync project --json").contains(#""unmatched": 0"#))
    let status = try scene.shell.tagline("status project --annotator ana --json")
    #expect(status.contains(#""labelled": 1"#))
    _ = try scene.shell.complaint(
      "export labeled_data@master --format ls1-tasks --into nothing@web", ends: 1)
  }

  @Test func filesAreWrittenAsWell() throws {
    let scene = try Scene(isServed: false)
    let directory = try scene.export("--target s3 -o out --completed-by ana=7")
    let object = try String(contentsOfFile: directory + "/1", encoding: .utf8)
    #expect(object.contains(#""completed_by": {"id": 7, "first_name": "ana""#))
  }
}
