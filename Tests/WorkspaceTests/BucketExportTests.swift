import DataRepository
import EmbeddedStore
import LabelCore
import Testing
import Workspace

/// Versions exported for Label Studio 1.x: each task once, with everything that was decided about it.
struct BucketExportTests {
  private static let texts = ["one", "two", "same", "same", "five"]

  private func labelled() async throws -> Bench {
    let bench = try await Bench(texts: Self.texts)
    let prediction =
      #"{"result":[{"value":{"choices":["Neutral"]},"from_name":"s","to_name":"t","type":"choices"}]}"#
    try await bench.fill(
      Bench.raw,
      ["05.json": Array(#"{"data":{"text":"six"},"predictions":[\#(prediction)]}"#.utf8)])
    let workspace = try await bench.open()
    try await workspace.sync()
    for (id, choice) in [(1, "Negative"), (3, "Neutral"), (5, "Positive")] {
      try await workspace.label(id, choice)
    }
    try await workspace.flush()
    try await workspace.close()
    return bench
  }

  private func annotation(_ id: Int, _ text: String, _ choice: String, task: Int) -> [UInt8] {
    let region =
      #"{"value":{"choices":["\#(choice)"]},"id":"r\#(id)","from_name":"sentiment","#
      + #""to_name":"text","type":"choices"}"#
    return Array(
      (#"{"id":\#(id),"result":[\#(region)],"was_cancelled":false,"#
        + #""task":{"id":\#(task),"data":{"text":"\#(text)"},"project":1},"#
        + #""created_at":"2026-11-23T10:22:44.098592Z"}"#).utf8)
  }

  private struct Exported {
    var tasks: [String]
    var report: ExportReport
  }

  /// `text: choice choice` for each task in the order of the keys.
  private func export(
    _ bench: Bench, hasRaw: Bool = false, takesOpen: Bool = false
  ) async throws -> Exported {
    let version = try await StoreVersion(CommitRef(Bench.labeled), in: bench.store)
    let setting = TargetAnnotation.Setting(writing: AnnotationWriting(digest: .sha256), now: 0)
    var export = try await BucketExport(
      BucketWriter(.tasks, setting), of: StoredTasks(of: version),
      raw: hasRaw ? RawTasks(CommitRef(Bench.raw), in: bench.store) : nil, takesOpen: takesOpen)
    var objects: [BucketWriter.Object] = []
    while let more = try await export.next() { objects += more }
    let tasks = try objects.sorted { $0.name < $1.name }.map { object in
      let task = try TargetObject(parsing: object.bytes).object
      let choices = task.completions.flatMap(\.result).compactMap {
        $0["value"]?["choices"]?.arrayValue?.first?.stringValue
      }
      let predictions = task.tree["predictions"]?.arrayValue?.count ?? 0
      return ([task.data?["text"]?.stringValue ?? ""] + choices).joined(separator: " ")
        + String(repeating: " (predicted)", count: predictions)
    }
    return Exported(tasks: tasks, report: export.report)
  }

  @Test func everyLabelledTaskIsExportedOnce() async throws {
    let exported = try await export(try await labelled())
    #expect(exported.tasks == ["two Negative", "same Neutral", "six Positive"])
    #expect(exported.report.problemCount == 0)
  }

  @Test func rawDataAddPredictionsAndTheTasksThatAreOpenInTheirOrder() async throws {
    let bench = try await labelled()
    #expect(
      try await export(bench, hasRaw: true).tasks
        == ["two Negative", "same Neutral", "six Positive (predicted)"])
    #expect(
      try await export(bench, hasRaw: true, takesOpen: true).tasks
        == ["one", "two Negative", "same", "same Neutral", "five", "six Positive (predicted)"])
  }

  @Test func whatLabelStudioAnnotatedGoesWithItsTask() async throws {
    let bench = try await labelled()
    try await bench.fill(
      Bench.labeled,
      [
        "web/7": annotation(7, "two", "Positive", task: 12),
        "web/8": annotation(8, "two", "Neutral", task: 12),
        "web/9": annotation(9, "five", "Neutral", task: 15),
        "web/10": annotation(10, "five", "Positive", task: 15),
        "web/notes": Array("nothing".utf8),
      ])
    let exported = try await export(bench)
    #expect(
      exported.tasks == [
        "two Negative Positive Neutral", "same Neutral", "six Positive", "five Neutral Positive",
      ])
    #expect(exported.report.problems.map(\.path) == ["/web/notes"])
    let all = try await export(bench, hasRaw: true, takesOpen: true)
    #expect(all.tasks.count == 6)
    #expect(all.tasks[4] == "five Neutral Positive")
  }

  @Test func manyTasksThatOnlyLabelStudioAnnotatedAreEachExportedOnce() async throws {
    let bench = try await Bench(texts: (0..<40).map { "text \($0)" })
    let workspace = try await bench.open()
    try await workspace.sync()
    for id in stride(from: 0, to: 40, by: 3) { try await workspace.label(id, "Negative") }
    try await workspace.flush()
    try await workspace.close()
    let annotations = (0..<40).flatMap { number in
      [number, number + 100].map {
        ("web/\($0)", annotation($0, "text \(number)", "Neutral", task: number + 500))
      }
    }
    try await bench.fill(Bench.labeled, Dictionary(uniqueKeysWithValues: annotations))
    for hasRaw in [false, true] {
      let tasks = try await export(bench, hasRaw: hasRaw).tasks
      #expect(tasks.count == 40)
      #expect(tasks.filter { $0.hasSuffix("Negative Neutral Neutral") }.count == 14)
      #expect(Set(tasks).count == 40)
    }
  }

  @Test func aLabelWhoseRawFileHasAnotherNameNowIsFoundByItsText() async throws {
    let bench = try await labelled()
    let text = Array(#"{"text": "two"}"#.utf8)
    _ = try await bench.store.commit(
      [.delete(path: "/01.json"), .put(path: "/11.json", content: .bytes(text))], to: Bench.raw,
      description: "", ifHead: nil)
    let exported = try await export(bench, hasRaw: true, takesOpen: true)
    #expect(exported.tasks.last == "two Negative")
    #expect(exported.tasks.count == 6)
  }

  @Test func labelsWhoseRawFileIsGoneComeLast() async throws {
    let bench = try await labelled()
    _ = try await bench.store.commit(
      [.delete(path: "/01.json")], to: Bench.raw, description: "", ifHead: nil)
    let exported = try await export(bench, hasRaw: true)
    #expect(exported.tasks == ["same Neutral", "six Positive (predicted)", "two Negative"])
  }
}
