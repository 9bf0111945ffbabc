import LabelCore
import LabelUI
import Synchronization
import Testing
import Workspace

@testable import tagline

struct LineSessionTests {
  private final class Output: Sendable {
    private let text = Mutex("")
    func write(_ more: String) { text.withLock { $0 += more } }
    var all: String { text.withLock { $0 } }
  }

  private let form = LabelForm(
    controls: [
      FormControl(
        name: "sentiment", isSingle: true,
        choices: [FormChoice("positive"), FormChoice("negative")])
    ], texts: [.data(name: "text")])

  private func run(
    _ lines: [String], on work: TaskDouble, form: LabelForm? = nil, isUTF8: Bool = true
  ) async -> (output: String, record: SessionRecord) {
    let output = Output()
    let (input, continuation) = AsyncStream.makeStream(of: LineInput.self)
    for line in lines { continuation.yield(.line(line)) }
    continuation.yield(.end)
    var session = LineSession(
      form ?? self.form, on: work, position: 0, text: LineText(isUTF8: isUTF8),
      describe: { _ in "disk full" }, write: output.write)
    let record = await session.run(input)
    return (output.all, record)
  }

  @Test func labelsAreSavedAndTheNextOpenTextIsShown() async {
    let work = TaskDouble(["One", "Two", "Three"])
    let (output, record) = await run(["1", "negative", "q"], on: work)
    #expect(
      output.hasPrefix(
        """
        raw_data@master to labeled_data@master: 3 texts, 0 done, 0 unsent. ? for help.

        Text 1 of 3, #0, 0.json, open
        One
          1 positive
          2 negative
        > Saved #0: positive.

        Text 2 of 3, #1, 1.json, open
        Two
          1 positive
          2 negative
        > Saved #1: negative.

        Text 3 of 3, #2, 2.json, open
        """))
    #expect(output.hasSuffix("Sent 2, commit c2.\n"))
    #expect(record.labelled == 2)
    #expect(record.commitWords == "commit c2")
  }

  @Test func theEndOfInputQuitsAndSends() async {
    let work = TaskDouble(["One"])
    let (output, record) = await run(["1"], on: work)
    #expect(output.contains("No open text is left."))
    #expect(record.sentCount == 1)
    #expect(record.end == .quit)
  }

  @Test func skipUndoBackAndNotesWork() async {
    let work = TaskDouble(["One", "Two"])
    let (output, _) = await run(["s", "b", "u", "n", "odd one", "1"], on: work)
    #expect(output.contains("Saved #0: skipped."))
    #expect(output.contains("Text 1 of 2, #0, 0.json, skipped"))
    #expect(output.contains("Saved #0: open."))
    #expect(output.contains("note: The note is saved with the label."))
    let decision = await work.decision(0)
    #expect(decision?.note == "odd one")
    #expect(decision?.answers == [Answer(control: "sentiment", value: .choices(["positive"]))])
  }

  @Test func severalLabelsAreToggledAndSubmittedByAnEmptyLine() async {
    let form = LabelForm(
      controls: [
        FormControl(
          name: "topics", isSingle: false,
          choices: [FormChoice("sport"), FormChoice("art"), FormChoice("law")])
      ], texts: [])
    let work = TaskDouble(["One"])
    let (output, _) = await run(["1 3", "1", "", "q"], on: work, form: form)
    #expect(output.contains("Chosen: sport, law"))
    let answers = await work.decision(0)?.answers
    #expect(answers == [Answer(control: "topics", value: .choices(["law"]))])
  }

  @Test func aFailedSaveIsSaidAndNothingMoves() async {
    let work = TaskDouble(["One", "Two"], failsToSave: true)
    let (output, record) = await run(["1", "q"], on: work)
    #expect(output.contains("Not saved: disk full"))
    #expect(!output.contains("Text 2"))
    #expect(record.labelled == 0)
  }

  @Test func escapeSequencesInDataAreShownNotSent() async {
    let work = TaskDouble(["a\u{1B}[31mred\u{7}\u{9B}2J\r\nb\u{202E}c"])
    let (output, _) = await run(["q"], on: work)
    #expect(!output.unicodeScalars.contains { $0.value < 32 && $0 != "\n" })
    #expect(!output.unicodeScalars.contains { (0x7F..<0xA0).contains($0.value) })
    #expect(!output.contains("\u{202E}"))
    #expect(output.contains("red"))
  }

  @Test func aLocaleWithoutUTF8GetsASCII() async {
    let work = TaskDouble(["naïve 日本"])
    let (output, _) = await run(["zzz", "q"], on: work, isUTF8: false)
    #expect(output.contains("na?ve ??"))
    #expect(output.utf8.allSatisfy { $0 < 0x80 })
  }
}

/// Tasks in memory.
private actor TaskDouble: SessionWork {
  struct Full: Error {}

  private var tasks: [LabelingTask]
  private let failsToSave: Bool
  private var unsent = 0

  init(_ texts: [String], failsToSave: Bool = false) {
    self.failsToSave = failsToSave
    tasks = texts.enumerated().map { index, text in
      LabelingTask(
        row: TaskRow(id: index, position: index, key: "\(index).json"),
        data: ["text": .string(text)])
    }
  }

  func decision(_ id: Int) -> Decision? { tasks[id].decision }

  func tasks(at positions: Range<Int>, filter: TaskFilter) -> TaskBatch {
    let wanted = positions.clamped(to: tasks.indices)
    return TaskBatch(
      filter: filter, total: tasks.count, offset: wanted.lowerBound, tasks: Array(tasks[wanted]))
  }

  func page(offset: Int, limit: Int, filter: TaskFilter) -> TaskPage {
    TaskPage(filter: filter, total: tasks.count, offset: offset, rows: [])
  }

  func position(of request: FindRequest) -> Int? {
    switch request.goal {
    case .id(let id): tasks.indices.contains(id) ? id : nil
    case .status: tasks.indices.first { $0 > request.from && tasks[$0].decision == nil }
    case .text: nil
    }
  }

  func summary() -> SessionSummary {
    var summary = SessionSummary(source: "raw_data@master", target: "labeled_data@master")
    summary.total = tasks.count
    summary.labelled = tasks.count { $0.decision?.outcome == .labelled }
    summary.skipped = tasks.count { $0.decision?.outcome == .skipped }
    summary.unsent = unsent
    return summary
  }

  func save(_ request: SaveRequest) throws -> LabelingTask {
    if failsToSave { throw Full() }
    tasks[request.taskID].decision = request.decision
    unsent += 1
    return tasks[request.taskID]
  }

  func remember(taskID: Int) {}

  func send() -> FlushReport {
    guard unsent > 0 else { return FlushReport() }
    defer { unsent = 0 }
    return FlushReport(commit: "c\(unsent)", decisions: unsent)
  }

  func pull(_ progress: @escaping @Sendable (SyncProgress) -> Void) -> SyncReport { SyncReport() }
}
