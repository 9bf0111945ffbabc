import LabelCore

/// The one line for what just happened, what is being typed, and what went wrong.
struct MessageRow {
  let state: AppState
  let row: Int
  let width: Int

  /// What is typed first, then news, failures, trouble with the store, and the latest decision.
  func draw(on canvas: inout Canvas) {
    let spans = leftSpans
    let line = MessageLine(
      prompt: state.prompt, spans: spans, right: rightWords(beside: spans),
      isNews: state.session.notice != nil && news == nil)
    line.draw(on: &canvas, row: row, width: width)
  }

  private var leftSpans: [Span] {
    let label = state.label
    if let failed = label.saves.failures.first, let why = failed.failure {
      let count = label.saves.failures.count
      let others = count > 1 ? " and \(count - 1) more" : ""
      return [
        Span("NOT SAVED: #\(failed.request.taskID)\(others): \(why)", Style(.error, bold: true)),
        Span("   w tries again", .key),
      ]
    }
    if isSlow { return [Span("looking for the next text …"), Span("   Esc stays here", .key)] }
    if let notice = state.session.notice, news == nil { return [Span(notice)] }
    if busy == nil, let busy = state.session.busy { return [Span("\(busy) …")] }
    if let trouble = state.session.summary.trouble {
      let words =
        state.session.summary.unsent > 0
        ? "not sent: \(trouble); kept here and sent later"
        : "no news: \(trouble); asked again later"
      return [Span(words, Style(.warning))]
    }
    if let waiting = label.saves.waiting.last {
      return [Span("saving #\(waiting.request.taskID) …", .dim)]
    }
    guard let recent = label.recent.first else { return [] }
    let what = recent.words
    let undo = state.keymap.keys(for: .undo).first.map { "   \($0.name) undo" } ?? ""
    return [Span("just now: ", .dim), Span("#\(recent.taskID) \(what)"), Span(undo, .dim)]
  }

  /// The next open text has been looked for so long that somebody wonders.
  private var isSlow: Bool {
    guard state.label.openSearch != nil, let since = state.goingSince, let now = state.session.now
    else { return false }
    return now.seconds - since >= 0.5
  }

  /// The latest decision can be undone all the while, so it is not hidden by what nobody asked for.
  private var hasLatest: Bool {
    !state.label.recent.isEmpty || !state.label.saves.waiting.isEmpty
  }

  /// Work under way, beside the latest decision.
  private var busy: String? { hasLatest ? state.session.busy.map { "\($0) …" } : nil }

  /// What came in the background, beside the latest decision.
  private var news: String? {
    guard let notice = state.session.notice, notice.isUnasked, notice.level == .good, hasLatest
    else { return nil }
    return notice.text
  }

  private func rightWords(beside spans: [Span]) -> String {
    if let news {
      let taken = spans.reduce(0) { $0 + CellText.width(of: $1.text) }
      return clipped(news, to: max(0, width - taken - 5))
    }
    var words = [busy].compactMap { $0 }
    if state.screen == .list {
      if let total = state.list.total, total > 0 {
        words.append("row \(state.list.cursor + 1) of \(total)")
      }
      return words.joined(separator: "   ")
    }
    if let search = state.label.search { words.append("search: \(clipped(search, to: 24))") }
    let filter = state.label.filter
    if !filter.isEmpty {
      let total = state.label.window.total.map { " (\($0))" } ?? ""
      words.append("filter: \(clipped(filter.typed, to: 32))\(total)")
    }
    if let count = state.session.reading { words.append("reading, \(count) so far; ^C stops") }
    if words.isEmpty, width >= 60 {
      let isAnswer = state.label.answering != nil
      words.append(
        state.label.form.autoAdvances
          ? (isAnswer ? "a label decides" : "auto-advance on") : "Enter submits")
    }
    if width >= 110, let saved = state.label.recent.first?.clock, !saved.isEmpty {
      words.append("saved here \(saved)")
    }
    return words.joined(separator: "   ")
  }
}
