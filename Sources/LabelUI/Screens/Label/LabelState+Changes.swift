package import LabelCore

/// Labels whose raw file changed or is gone: what can be done about them.
extension LabelState {
  /// Keeps, drops or moves the label on screen, shown at once; the journal answers like after any decision.
  mutating func settle(_ action: ChangeAction, session: inout Session) -> [Effect] {
    guard let task, !isDone else { return [.bell] }
    if let refusal = task.refusal(of: action) {
      session.notice = Notice(.warning, refusal)
      return [.bell]
    }
    let isOrphan = task.row.status == .orphan
    let after = task.decision(after: action)
    var step = History.Step(taskID: task.id, before: task.decision, after: after)
    step.wasChanged = true
    step.action = action
    history.record(step)
    window.anticipate(after, at: position)
    session.notice =
      isOrphan && action == .keep
      ? Notice(.good, "kept: reconcile leaves it, and it stays out of the queue") : nil
    var request = SaveRequest(serial: 0, taskID: task.id, decision: after)
    request.action = action
    return save(request)
  }

  /// The texts before and after, for a screen of this size; nil where they do not differ or spans are marked
  /// in the new one.
  mutating func compareTexts(_ geometry: LabelGeometry) {
    guard let task, let change = task.change, task.row.status != .orphan, marking == nil else {
      compared = nil
      return
    }
    let width = geometry.textColumns.count
    guard compared?.isOf(task, width: width) != true else { return }
    var old = task
    old.data = change.labelled
    compared = StaleText(
      task, old: Self.words(parts(of: old)), new: Self.words(parts), width: width)
  }

  private static func words(_ parts: [TextPart]) -> String {
    parts.map(\.text).joined(separator: "\n\n")
  }
}

/// The text of a stale task as it was labelled and as it is.
struct StaleText: Sendable {
  /// From so many columns on both texts stand side by side.
  static let sidesWidth = 78

  private let task: LabelingTask
  private let width: Int
  var text: ComparedText
  /// Whether only data differ that are not shown.
  let isSame: Bool

  init(_ task: LabelingTask, old: String, new: String, width: Int) {
    self.task = task
    self.width = width
    isSame = old == new
    text = ComparedText(
      TextDiff(old, new), wantsSides: width >= Self.sidesWidth, width: width)
  }

  func isOf(_ other: LabelingTask, width: Int) -> Bool {
    self.width == width && task.id == other.id && task.data == other.data
      && task.change?.labelled == other.change?.labelled
  }
}

extension LabelingTask {
  /// Why an action makes no sense here; nil when it can be done.
  package func refusal(of action: ChangeAction) -> String? {
    guard let change else { return "this text is as it was when it was labelled" }
    switch action {
    case .keep where change.isKept: return "this label is kept already; its raw file is still gone"
    case .move where change.movedTo == nil:
      return "its old text is at no other open text, or at several"
    case .keep, .drop, .move, .restore: return nil
    }
  }

  /// What stands here once it is done.
  package func decision(after action: ChangeAction) -> Decision? {
    switch action {
    case .keep, .restore, .move(keepsOld: true): decision
    case .drop, .move(keepsOld: false): nil
    }
  }
}

/// Keys that move an item of a Ranker, which no command may take.
enum RankerKeys {
  static let all: Set<Character> = ["J", "K"]
}

extension RecentDecision {
  /// `-> complaint`, `kept`, `moved`.
  var words: String {
    action?.words(label: label) ?? (label.isEmpty ? "cleared" : "-> \(label)")
  }
}

extension ChangeAction {
  /// What was done, with the label that stands afterwards.
  package func words(label: String) -> String {
    switch self {
    case .keep: "kept\(label.isEmpty ? "" : ": \(label)")"
    case .drop: "dropped"
    case .move(let keepsOld): keepsOld ? "moved, and kept: \(label)" : "moved"
    case .restore: "as it was\(label.isEmpty ? "" : ": \(label)")"
    }
  }
}
