import DataRepository
import LabelCore
import Testing

@testable import Workspace

@Suite struct ExportRunTests {
  /// Objects `0` to `count - 1` that are made when they are read; every tenth is no task when
  /// `isDamaged`.
  private struct MadeVersion: LabelVersion {
    var count: Int
    var isDamaged = false
    var name: String { "made" }
    var commit: String? { nil }
    var hashKind: HashKind { .sha256 }
    var fingerprint: String? { nil }

    func list() -> AsyncThrowingStream<FileInfo, any Error> {
      let paths = (0..<count).map { "/\($0)" }.sorted()
      return AsyncThrowingStream { continuation in
        for path in paths {
          continuation.yield(FileInfo(path: path, kind: .file, size: 1, hash: path))
        }
        continuation.finish()
      }
    }

    func read(_ paths: [String]) -> AsyncThrowingStream<FileContents, any Error> {
      AsyncThrowingStream { continuation in
        for path in paths {
          continuation.yield(FileContents(path: path, hash: path, bytes: Array(text(path).utf8)))
        }
        continuation.finish()
      }
    }

    private func text(_ path: String) -> String {
      let id = path.dropFirst()
      if isDamaged, id.hasSuffix("0") { return "nothing" }
      return """
        {"data": {"text": "text \(id)"}, "id": \(id), "completions": [{"result": [{"from_name": "mood", \
        "type": "choices", "value": {"choices": ["good"]}}], "created_at": 1}]}
        """
    }
  }

  private func export(_ version: MadeVersion, _ format: ExportFormat) async throws -> (
    text: String, report: ExportReport, largest: Int
  ) {
    var run = try await ExportRun(ExportOptions(format), of: StoredTasks(of: version))
    var bytes: [UInt8] = []
    var largest = 0
    while let piece = try await run.next() {
      bytes += piece
      largest = max(largest, piece.count)
    }
    return (String(decoding: bytes, as: UTF8.self), run.report, largest)
  }

  @Test func twentyThousandTasksPassInTheOrderOfTheirIDs() async throws {
    let (text, report, largest) = try await export(MadeVersion(count: 20_000), .csv)
    let rows = text.split(separator: "\n")
    #expect(rows.count == 20_001 && report.done == 20_000 && report.problemCount == 0)
    #expect(rows[0] == "text,id,mood" && rows[3] == "text 2,2,good")
    #expect(rows[20_000] == "text 19999,19999,good")
    // A piece holds some hundred tasks, however many there are.
    #expect(largest < 10_000)
  }

  @Test func whatIsNoTaskIsReportedAndTheRestGoesOn() async throws {
    let (text, report, _) = try await export(MadeVersion(count: 500, isDamaged: true), .jsonLines)
    #expect(text.split(separator: "\n").count == 450)
    #expect(report.problemCount == 50 && report.problems.count == 20)
    #expect(report.problems.first?.path == "/0")
    #expect(report.problems.first?.reason.hasPrefix("no JSON") == true)
  }

  // MARK: - Annotations of 1.x

  /// One task of ours that 1.x annotated twice more, one that only 1.x annotated, and one of ours alone.
  private func annotated() async throws -> Bench {
    let bench = try await Bench(texts: ["one 👋 Bob", "two", "three"])
    let workspace = try await bench.open()
    try await workspace.sync()
    try await workspace.label(0, "Negative")
    try await workspace.label(2, "Negative")
    try await workspace.flush()
    try await workspace.close()
    let texts = [7: "one 👋 Bob", 8: "one 👋 Bob", 9: "two", 10: "two"]
    try await bench.fill(
      Bench.labeled,
      Dictionary(
        uniqueKeysWithValues: texts.map { id, text in
          let choice = id % 2 == 0 ? "Positive" : "Neutral"
          return ("web/\(id)", Self.annotation(id, of: text, task: id / 9 + 50, choice))
        }))
    return bench
  }

  private static func annotation(
    _ id: Int, of text: String, task: Int, _ choice: String
  ) -> [UInt8] {
    let annotation: JSON = [
      "id": .int(id),
      "result": [
        [
          "value": ["choices": [.string(choice)]], "id": "r", "from_name": "sentiment",
          "to_name": "text", "type": "choices",
        ],
        [
          "value": ["start": 6, "end": 9, "text": "Bob", "labels": ["PER"]], "id": "s",
          "from_name": "name", "to_name": "text", "type": "labels",
        ],
      ],
      "created_at": .string("2026-11-23T10:\(id + 10):44.098592Z"), "was_cancelled": false,
      "task": ["id": .int(task), "data": ["text": .string(text)], "project": 1],
    ]
    return annotation.bytes(.python)
  }

  private func export(
    _ bench: Bench, _ format: ExportFormat, _ edition: ExportEdition, isProject: Bool
  ) async throws -> (text: String, report: ExportReport) {
    var options = ExportOptions(format)
    options.edition = edition
    let version: any LabelVersion
    if isProject {
      let workspace = try await bench.open()
      try await workspace.sync()
      version = try await WorkspaceVersion(workspace, name: "project")
    } else {
      version = try await StoreVersion(CommitRef(Bench.labeled), in: bench.store)
    }
    var run = try await ExportRun(options, of: StoredTasks(of: version))
    var bytes: [UInt8] = []
    while let piece = try await run.next() { bytes += piece }
    return (String(decoding: bytes, as: UTF8.self), run.report)
  }

  @Test(arguments: [false, true])
  func everyFormatHasATaskOnceWithAllThatLabelStudio1Annotated(isProject: Bool) async throws {
    let bench = try await annotated()
    for (edition, list) in [
      (ExportEdition.completions, "completions"), (.annotations, "annotations"),
    ] {
      let (text, report) = try await export(bench, .json, edition, isProject: isProject)
      let tasks = try JSON(parsing: text).arrayValue ?? []
      #expect(
        tasks.compactMap { $0["data"]?["text"]?.stringValue?.prefix(3) }.sorted() == [
          "one", "thr", "two",
        ])
      let counts = tasks.compactMap { $0[list]?.arrayValue?.count }
      #expect(counts.sorted() == [1, 2, 3])
      #expect(report.done == 3 && report.total == 3 && report.problemCount == 0)
    }
    let lines = try await export(bench, .jsonLines, .completions, isProject: isProject).text
    #expect(lines.split(separator: "\n").count == 3)
    let (old, _) = try await export(bench, .csv, .completions, isProject: isProject)
    let rows = old.split(separator: "\n")
    // The newest label of each.
    #expect(rows.count == 4)
    #expect(rows.count { $0.contains("Positive") } == 2)
    #expect(rows.count { $0.contains("Negative") } == 1)
    let (new, _) = try await export(bench, .csv, .annotations, isProject: isProject)
    #expect(new.split(separator: "\r\n").count == 7)
    let least = try await export(bench, .jsonMin, .annotations, isProject: isProject).text
    #expect(try JSON(parsing: least).arrayValue?.count == 6)
    let conll = try await export(bench, .conll2003, .annotations, isProject: isProject).text
    #expect(conll.matches(of: /Bob -X- _ B-PER/).count == 2)
  }

  @Test func aColumnIsThereForAnAnswerOfTheWholeTaskOnly() async throws {
    let bench = try await annotated()
    try await bench.fill(
      Bench.labeled, ["web/11": Self.annotation(11, of: "three", task: 60, "Neutral")])
    // 1.x's label of 2026 is newer than ours of 2023 and has spans: our row's columns are not of the table.
    let (text, _) = try await export(bench, .tsv, .completions, isProject: false)
    let rows = text.split(separator: "\n").map {
      $0.split(separator: "\t", omittingEmptySubsequences: false)
    }
    #expect(rows[0] == ["text", "id", "sentiment", "name"])
    #expect(rows.count == 4 && rows.allSatisfy { $0.count == 4 })
    #expect(rows.dropFirst().map { $0[2] }.sorted() == ["Neutral", "Positive", "Positive"])
  }
}
