import LabelCore
import LabelUI
import Synchronization
import Testing
import Workspace

@testable import tagline

/// Labels whose text changed or is gone, line by line.
struct LineChangeTests {
  private let form = LabelForm(
    controls: [
      FormControl(
        name: "sentiment", isSingle: true,
        choices: [FormChoice("positive"), FormChoice("negative")])
    ], texts: [.data(name: "text")])

  private func run(_ lines: [String], on work: ChangedTasks) async -> String {
    let (input, continuation) = AsyncStream.makeStream(of: LineInput.self)
    for line in lines { continuation.yield(.line(line)) }
    continuation.yield(.end)
    let printed = Printed()
    var session = LineSession(
      form, on: work, position: 0, text: LineText(isUTF8: true), describe: { "\($0)" },
      write: printed.write)
    _ = await session.run(input)
    return printed.all
  }

  private final class Printed: Sendable {
    private let text = Mutex("")
    func write(_ more: String) { text.withLock { $0 += more } }
    var all: String { text.withLock { $0 } }
  }

  @Test func aStaleTextSaysWhatItWasAndWhatCanBeDone() async {
    let work = ChangedTasks()
    let output = await run(["q"], on: work)
    #expect(
      output.contains(
        """
        Text 1 of 3, #0, 0.json, labelled positive
        new text
        Changed after it was labelled; a label is for the text above. It was:
        old text
        k keeps the label, d drops it.
          1 positive
        """))
  }

  @Test func keepDropAndUndoReachTheJournal() async {
    let work = ChangedTasks()
    let output = await run(["k", "u", "d", "u", "q"], on: work)
    #expect(await work.actions == [.keep, .restore, .drop, .restore])
    #expect(output.contains("Saved #0: kept: positive."))
    #expect(output.contains("Saved #0: as it was: positive."))
    #expect(output.contains("Saved #0: dropped."))
    #expect(output.contains("Text 1 of 3, #0, 0.json, open"))
  }

  @Test func aLabelGivenAnewIsTakenBackToTheOldText() async {
    let work = ChangedTasks()
    _ = await run(["2", "u", "q"], on: work)
    #expect(await work.actions == [nil, .restore])
  }

  @Test func aMovedTextTakesItsLabelAlong() async {
    let work = ChangedTasks()
    let output = await run(["g 1", "m copy", "u", "m", "q"], on: work)
    #expect(
      output.contains("Its text is #2 2.json now.\nk keeps the label, d drops it, m moves it."))
    #expect(
      await work.actions == [.move(keepsOld: true), .restore, .move(keepsOld: false)])
    #expect(output.contains("Saved #1: moved, and kept: negative."))
  }

  @Test func whatMakesNoSenseIsRefusedWithTheReason() async {
    let work = ChangedTasks()
    let output = await run(["m", "g 2", "k", "q"], on: work)
    #expect(output.contains("> Its old text is at no other open text, or at several."))
    #expect(output.contains("> This text is as it was when it was labelled."))
    #expect(await work.actions.isEmpty)
  }

  @Test func orphansAreReachedByNumberAndByFilter() async {
    let work = ChangedTasks()
    let output = await run(["g 3", "d", "filter", "filter state:orphan", "k", "q"], on: work)
    #expect(output.contains("Text 1 of 1, #3, 3.json, labelled positive\ngone text"))
    #expect(output.contains("Its raw file is gone.\nk keeps the label, d drops it."))
    #expect(await work.actions == [.drop])
    // Nothing is left of it, so the filter shows no text.
    #expect(output.contains("No text passes the filter; filter alone shows all."))
    #expect(output.contains("There is no text here."))
  }

  @Test func aFilterShowsOnlyStaleTexts() async {
    let work = ChangedTasks()
    let output = await run(["filter is:stale", "f", "f", "filter is:nonsense", "q"], on: work)
    #expect(output.contains("Text 2 of 2, #1, 1.json, labelled negative"))
    #expect(output.contains("This is the last text."))
    #expect(output.contains("nonsense"))
  }
}

/// Two stale texts, of which the second has moved to the third, and one whose file is gone.
private actor ChangedTasks: SessionWork {
  private var tasks: [LabelingTask]
  private let first: [LabelingTask]
  /// What was asked of the journal, in order; nil for a label given anew.
  private(set) var actions: [ChangeAction?] = []

  init() {
    let texts = ["new text", "another text", "moved text", "gone text"]
    var tasks = texts.enumerated().map { index, text in
      LabelingTask(
        row: TaskRow(id: index, position: index, key: "\(index).json"),
        data: ["text": .string(text)])
    }
    for (index, label) in [(0, "positive"), (1, "negative"), (3, "positive")] {
      tasks[index].decision = Decision(
        answers: [Answer(control: "sentiment", value: .choices([label]))])
      tasks[index].row.status = .labelled
      tasks[index].row.marks = .stale
      tasks[index].change = TaskChange(labelled: ["text": "old text"])
    }
    tasks[1].change?.movedTo = MovedTask(id: 2, key: "2.json")
    tasks[3].row.status = .orphan
    tasks[3].row.marks = []
    self.tasks = tasks
    first = tasks
  }

  private func passing(_ filter: TaskFilter) -> [LabelingTask] {
    tasks.filter { task in
      let statuses = filter.statuses
      guard statuses.isEmpty ? task.row.status != .orphan : statuses.contains(task.row.status)
      else { return false }
      return task.row.marks.isSuperset(of: filter.marks)
    }
  }

  func tasks(at positions: Range<Int>, filter: TaskFilter) -> TaskBatch {
    let passing = passing(filter)
    let wanted = positions.clamped(to: passing.indices)
    return TaskBatch(
      filter: filter, total: passing.count, offset: wanted.lowerBound,
      tasks: Array(passing[wanted]))
  }

  func page(offset: Int, limit: Int, filter: TaskFilter) -> TaskPage {
    TaskPage(filter: filter, total: passing(filter).count, offset: offset, rows: [])
  }

  func position(of request: FindRequest) -> Int? {
    let passing = passing(request.filter)
    switch request.goal {
    case .id(let id): return passing.firstIndex { $0.id == id }
    case .status(let status):
      return passing.indices.first { $0 > request.from && passing[$0].row.status == status }
    case .text: return nil
    }
  }

  func summary() -> SessionSummary {
    var summary = SessionSummary(source: "raw_data@master", target: "labeled_data@master")
    summary.total = tasks.count
    return summary
  }

  func save(_ request: SaveRequest) -> LabelingTask {
    actions.append(request.action)
    let index = tasks.firstIndex { $0.id == request.taskID } ?? 0
    if request.action == .restore {
      tasks[index] = first.first { $0.id == request.taskID } ?? tasks[index]
      return tasks[index]
    }
    let isOrphan = tasks[index].row.status == .orphan
    tasks[index].decision = request.decision
    tasks[index].change = nil
    tasks[index].row.marks = []
    tasks[index].row.status = request.decision == nil ? .open : .labelled
    let saved = tasks[index]
    // Without file and label there is no task.
    if isOrphan, request.decision == nil { tasks.remove(at: index) }
    return saved
  }

  func remember(taskID: Int) {}
  func send() -> FlushReport { FlushReport() }
  func pull(_ progress: @escaping @Sendable (SyncProgress) -> Void) -> SyncReport { SyncReport() }
}
