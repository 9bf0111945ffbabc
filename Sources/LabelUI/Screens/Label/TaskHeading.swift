import LabelCore

/// The words at the right above a text: its state, length and how long it has been looked at.
struct TaskHeading {
  let label: LabelState
  let task: LabelingTask
  let now: Moment?

  func words(width: Int) -> Span {
    let state = stateWords
    guard width >= 60 else { return Span(clipped(state, to: width / 2), style) }
    let room = max(12, width / 2 - 24)
    let parts = [clipped(state, to: room), length, "seen \(seen)"]
    return Span(parts.joined(separator: "   "), style)
  }

  private var style: Style {
    if label.isUnsubmitted { return Style(.suggestion) }
    return task.decision == nil ? .dim : Style(.chosen)
  }

  /// `unlabelled`, `* complaint ^`: signs as in the task list.
  private var stateWords: String {
    if label.isUnsubmitted { return "not submitted" }
    if let beginning = label.answering { return beginning }
    if label.begun.contains(task.id) { return "a second label" }
    var words: String
    switch task.row.status {
    case .open: words = "unlabelled"
    case .labelled: words = "* " + labelWords
    case .skipped: words = "s skipped"
    case .unreadable: words = "e cannot be read"
    case .orphan: words = "x " + labelWords
    }
    if task.row.marks.contains(.stale) { words += " ~" }
    if task.row.marks.contains(.unsent) { words += " ^" }
    return words
  }

  /// The label; where the config does not know any of it, as it is stored.
  private var labelWords: String {
    let words = task.decision?.line(in: label.form) ?? ""
    return words.isEmpty ? task.row.label : words
  }

  /// Words, or bytes where counting would cost more than the screen.
  private var length: String {
    let sizes = label.layout.parts.filter { $0.role == .plain }.map(\.text)
    let bytes = sizes.reduce(0) { $0 + $1.utf8.count }
    guard bytes <= 20_000 else {
      return bytes < 1_000_000 ? "\(bytes / 1000) kB" : "\(bytes / 1_000_000) MB"
    }
    var words = 0
    var letters = 0
    for text in sizes {
      var isInWord = false
      for byte in text.utf8 {
        if byte & 0xC0 != 0x80 { letters += 1 }
        let isBlank = byte == 0x20 || (0x09...0x0D).contains(byte)
        if !isBlank, !isInWord { words += 1 }
        isInWord = !isBlank
      }
    }
    // Text without blanks between words is counted in characters.
    return letters > 24 * max(1, words)
      ? "\(letters) characters" : "\(words) \(words == 1 ? "word" : "words")"
  }

  private var seen: String {
    let seconds = Int(label.stopwatch.seconds(at: now?.seconds))
    let rest = seconds % 60
    return "\(seconds / 60):\(rest < 10 ? "0" : "")\(rest)"
  }

  /// What is worth knowing about the task besides its text.
  static func remark(on label: LabelState) -> String? {
    guard let task = label.task else { return nil }
    if let spans = label.spansUnderCursor { return spans }
    if let change = task.change { return words(for: change, label) }
    if !label.draft.note.isEmpty { return "note: \(label.draft.note)" }
    if label.answering != nil {
      return task.others.map { "\($0.author): \($0.decision.line(in: label.form))" }
        .joined(separator: "   ")
    }
    if label.areOthersShown, let other = task.others.first {
      return "\(other.author): \(other.decision.line(in: label.form))"
        + (task.others.count > 1 ? "   and \(task.others.count - 1) more" : "")
    }
    if label.areOthersShown { return "nobody else labelled this text" }
    if let suggestion = label.suggestion {
      return "> suggested: \(suggestion.line(in: label.form))"
    }
    return task.others.isEmpty
      ? nil : "\(task.others.count) other \(task.others.count == 1 ? "label" : "labels"): O shows"
  }
}

extension TaskHeading {
  /// What became of the raw file.
  private static func words(for change: TaskChange, _ label: LabelState) -> String {
    let isOrphan = label.task?.row.status == .orphan
    if let moved = change.movedTo {
      let place = "#\(moved.id) \(moved.key)"
      return isOrphan ? "x moved: it is \(place) now" : "~ moved? its old text is \(place) now"
    }
    if isOrphan {
      return change.isKept
        ? "x its raw file is gone; you kept the label" : "x its raw file is gone"
    }
    return label.compared?.isSame == true
      ? "~ its text is the same, other data changed" : "~ labelled as [-this-], now {+this+}"
  }
}

extension OtherDecision {
  /// The name, or that nobody knows it.
  var author: String { annotator.isEmpty ? "(unknown)" : annotator }
}

extension LabelState {
  /// Whether something is chosen on the task on screen that is not submitted.
  var isUnsubmitted: Bool { task.map { drafts[$0.id]?.isTouched == true } ?? false }
}
