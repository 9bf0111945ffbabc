import LabelCore
import LabelUI
import Workspace

/// Labelling line by line: the text, numbered labels, a line read. For terminals that cannot place a
/// cursor, for screen readers, and for pipes.
struct LineSession {
  /// The form of the config, and as the text makes it.
  let config: LabelForm
  var form: LabelForm
  let work: any SessionWork
  let describe: @Sendable (any Error) -> String
  let text: LineText
  /// Prints our own text as it is, without a line end.
  let write: @Sendable (String) -> Void

  var parser: LineParser
  let sender: LineSender
  var record = SessionRecord()
  var batch: TaskBatch?
  var position: Int
  var draft: Draft?
  var shownAt = SessionClock.steady
  /// Which texts are gone through.
  var filter = TaskFilter()
  /// What each step changed, for undo.
  var steps: [Step] = []
  var serial = 0
  /// The next line is the words of a note.
  var isAskingNote = false

  init(
    _ form: LabelForm, on work: any SessionWork, position: Int, text: LineText,
    describe: @escaping @Sendable (any Error) -> String, write: @escaping @Sendable (String) -> Void
  ) {
    config = form
    self.form = form
    self.work = work
    self.position = position
    self.text = text
    self.describe = describe
    self.write = write
    parser = LineParser(form: form)
    sender = LineSender(work, describe: describe)
  }

  /// A text as it was before a step.
  struct Step {
    var taskID: Int
    var before: Decision?
    /// Whether its raw file had changed or gone, so that more than the decision is to be taken back.
    var wasChanged: Bool
  }

  var task: LabelingTask? { batch?.tasks.first }

  /// Reads lines until one says quit, the input ends or a signal comes; then sends what is unsent.
  mutating func run(_ input: AsyncStream<LineInput>) async -> SessionRecord {
    let watch = Task { [sender] in await sender.watch() }
    defer { watch.cancel() }
    await greet()
    await show()
    prompt()
    loop: for await item in input {
      switch item {
      case .line(let line):
        if await !take(line) { break loop }
        await tellNews()
        prompt()
      case .end:
        say("")
        break loop
      case .interrupted:
        record.end = .terminated
        say("")
        break loop
      }
    }
    await sender.finish(patience: SessionTimers.patience)
    await tellNews()
    await summarize()
    return record
  }

  func say(_ line: String) { write(line + "\n") }

  private func prompt() { write(isAskingNote ? "note: " : "> ") }

  /// False when the line says quit.
  private mutating func take(_ line: String) async -> Bool {
    if isAskingNote {
      isAskingNote = false
      await note(line)
      return true
    }
    switch parser.parse(line) {
    case .choose(let places): await choose(places)
    case .submit: await submit()
    case .skip: await skip()
    case .undo: await undo()
    case .back: await go(to: position - 1)
    case .next: await go(to: position + 1)
    case .goto(let id): await go(toTask: id)
    case .settle(let action): await settle(action)
    case .filter(let words): await apply(words)
    case .note(let words):
      if let words { await note(words) } else { isAskingNote = true }
    case .send: await sendNow()
    case .again: await show()
    case .help: help()
    case .quit: return false
    case .unknown(let words):
      say("No label or command “\(text.oneLine(words))”. ? tells what there is.".plain(text))
    }
    return true
  }

  private func sendNow() async {
    await sender.send()
  }

  /// Takes over what is true now; failures are told.
  mutating func summarize() async {
    do {
      let summary = try await work.summary()
      record.summary = summary
      await sender.note(unsent: summary.unsent)
    } catch {
      say(text.cleaned(describe(error)))
    }
  }

  private mutating func tellNews() async {
    for result in await sender.news() {
      record.note(result)
      switch result {
      case .success(let report):
        for conflict in report.conflicts {
          say("#\(conflict.taskID): \(text.oneLine(conflict.message))")
        }
        let commit = report.commitWords.map { "Sent \(report.tasks), \($0)." }
        say(commit ?? "Everything is sent.")
      case .failure(let sentence): say("Not sent, safe here: \(text.cleaned(sentence.text))")
      }
    }
  }

  private mutating func greet() async {
    await summarize()
    guard let summary = record.summary else { return }
    let done = summary.labelled + summary.skipped
    say(
      "\(text.oneLine(summary.source)) to \(text.oneLine(summary.target)): "
        + "\(summary.total) texts, \(done) done, \(summary.unsent) unsent. ? for help.")
  }

  private func help() {
    say("A line is a label (its key or its name) or a command:")
    if !form.autoAdvances { say("  several labels with blanks between; an empty line submits") }
    say("  s skip   u undo   n note   b back   f forward   g NUMBER go to a text")
    say("  k keep, d drop, m move a label whose text changed or is gone; m copy leaves it here too")
    say("  filter is:stale, filter state:orphan: only those; filter alone: all texts again")
    say("  t the text again   w send now   q quit   ? this help")
    say("  a comma before a command tells it from a label: ,s")
  }
}

extension String {
  /// Our own words for a charset that has no curly quotes.
  fileprivate func plain(_ text: LineText) -> String {
    text.isUTF8 ? self : replacing("“", with: "\"").replacing("”", with: "\"")
  }
}
