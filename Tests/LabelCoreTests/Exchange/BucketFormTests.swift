import Testing

@testable import LabelCore

@Suite struct BucketFormTests {
  @Test func everyExportHasADirectoryOfItsOwn() {
    let now = 1_795_428_478
    #expect(BucketForm.tasks.directory(at: now) == "ls1-tasks-20261123T100758Z")
    #expect(BucketForm.target.directory(at: now) == "ls1-target-20261123T100758Z")
    #expect(BucketForm.isDirectory("ls1-tasks-20261123T100758Z"))
    #expect(!BucketForm.isDirectory("3"))
    #expect(!BucketForm.isDirectory("ls1-tasks"))
  }

  @Test func keysAreInTheOrderOfTheTasks() throws {
    let setting = TargetAnnotation.Setting(
      writing: AnnotationWriting(digest: .fake), now: 1_795_428_478)
    var writer = BucketWriter(.tasks, setting)
    let names = (0..<12).flatMap { number in
      let object = TaskObject(root: ["data": ["text": "a"]], id: number)
      return writer.add(GatheredTask(.completions(object))).objects.map(\.name)
    }
    #expect(names.count == 12)
    #expect(names.sorted() == names)
    #expect(names[10] == "0000000000000010.json")
  }

  @Test(arguments: [
    (0, "0\u{a0}minutes"), (59, "0\u{a0}minutes"), (60, "1\u{a0}minute"),
    (7_260, "2\u{a0}hours, 1\u{a0}minute"), (86_400 * 8, "1\u{a0}week, 1\u{a0}day"),
    (86_400 + 60, "1\u{a0}day"), (-5, "0\u{a0}minutes"),
  ])
  func howLongAgoIsSaidAsDjangoDoes(_ seconds: Int, _ words: String) {
    #expect(Timestamp.ago(seconds) == words)
  }
}
