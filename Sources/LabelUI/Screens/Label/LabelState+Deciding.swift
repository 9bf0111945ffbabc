import LabelCore

extension LabelState {
  /// A key that stands for a choice, or a click on it.
  mutating func label(_ place: ChoicePlace, session: inout Session) -> [Effect] {
    guard let task, canDecide(task, session: &session) else { return [.bell] }
    guard canChoose(place, session: &session) else { return [.bell] }
    let control = form.controls[place.control]
    if form.hasFocus { focus = place.control }
    switch control.kind {
    case .labels: return labelSpan(place, session: &session)
    case .ranker:
      rankCursor = ranking(of: control).firstIndex(of: form[place].value) ?? 0
      return []
    default: break
    }
    var draft = draft
    guard form.autoAdvances else {
      draft.toggle(place, in: form, at: marking?.selected)
      keep(draft, of: task.id)
      return []
    }
    draft.choose(place, in: form)
    return submit(draft, session: &session)
  }

  /// False, and said why, when the choice cannot be taken now.
  private func canChoose(_ place: ChoicePlace, session: inout Session) -> Bool {
    let control = form.controls[place.control]
    if form.hidden.contains(place.control) {
      session.notice = Notice(
        .warning,
        control.isPerRegion
          ? "\(control.name) is asked of a span; Tab selects one while marking"
          : "\(control.name) is not asked for now")
      return false
    }
    guard case .taxonomy(let leavesOnly, let limit) = control.kind,
      !draft.isChosen(place, in: form, at: marking?.selected)
    else { return true }
    if leavesOnly, control.hasChildren(place.choice) {
      session.notice = Notice(.warning, "\(form[place].title) has parts; take one of them")
      return false
    }
    var count = 0
    if case .paths(let paths) = draft.value(of: control, at: marking?.selected) {
      count = paths.count
    }
    if let limit, limit > 1, count >= limit {
      session.notice = Notice(.warning, "\(control.name) takes \(limit) at most")
      return false
    }
    return true
  }

  /// Enter: takes a shown suggestion, else submits what is chosen.
  mutating func submit(session: inout Session) -> [Effect] {
    guard let task, canDecide(task, session: &session) else { return [.bell] }
    var draft = draft
    if let suggestion { draft.take(suggestion) }
    if let problem = draft.problem(in: form) {
      let skip = keymap.keys(for: .skip).first.map { "; \($0.name) skips" } ?? ""
      let isEmpty = draft.submitted(in: form).isEmpty
      session.notice = Notice(.warning, problem + (isEmpty ? skip : ""))
      return [.bell]
    }
    return submit(draft, session: &session)
  }

  mutating func skip(session: inout Session) -> [Effect] {
    guard let task, canDecide(task, session: &session) else { return [.bell] }
    let decision = Decision(
      outcome: .skipped, answers: [], note: draft.note,
      leadTime: stopwatch.seconds(at: session.now?.seconds))
    return decide(decision) + advance(wasOpen: task.decision == nil)
  }

  /// Takes back what is chosen, and what was decided.
  mutating func clear(session: inout Session) -> [Effect] {
    guard let task, canDecide(task, session: &session) else { return [.bell] }
    if begun.remove(task.id) != nil {
      forgetDraft(of: task.id)
      return []
    }
    if task.decision != nil, answering == nil {
      forgetDraft(of: task.id)
      return decide(nil)
    }
    var empty = draft
    empty.clear()
    keep(empty, of: task.id)
    marking?.selected = nil
    return []
  }

  /// Label Studio's `+`: the next decision on this text stands beside mine instead of replacing it.
  mutating func beginAnother(session: inout Session) -> [Effect] {
    guard let task, canDecide(task, session: &session) else { return [.bell] }
    guard task.decision != nil else {
      session.notice = Notice(.warning, "there is no label of yours here yet; give the first one")
      return [.bell]
    }
    begun.insert(task.id)
    steps[task.id] = nil
    drafts[task.id] = Draft(decision: nil, form: form)
    marking?.selected = nil
    session.notice = Notice(.good, "what you choose now stands beside your first label")
    return []
  }

  /// Saves the note with the decision, or keeps it until there is one.
  mutating func write(note: String, session: inout Session) -> [Effect] {
    guard let task, canDecide(task, session: &session) else { return [.bell] }
    if var decision = task.decision, drafts[task.id]?.isTouched != true, !begun.contains(task.id) {
      guard decision.note != note else { return [] }
      decision.note = note
      return decide(decision, keepsData: true)
    }
    var draft = draft
    draft.write(note: note)
    keep(draft, of: task.id)
    session.notice = Notice(.good, "the note is saved with the label")
    return []
  }

  /// Takes the latest step back: first unsubmitted choices on this text, then decisions, also on
  /// other texts.
  mutating func undo(session: inout Session) -> [Effect] {
    if let task, drafts[task.id]?.isTouched == true || begun.contains(task.id) {
      marking?.selected = nil
      let now = draft
      if let before = steps[task.id]?.undo(from: now) {
        drafts[task.id] = before.isTouched || begun.contains(task.id) ? before : nil
      } else {
        forgetDraft(of: task.id)
        begun.remove(task.id)
      }
      session.notice = Notice(
        .good, drafts[task.id]?.isTouched == true ? "one step taken back" : "choices taken back")
      return []
    }
    guard let step = history.undo() else {
      session.notice = Notice(.warning, "nothing to undo")
      return [.bell]
    }
    session.notice = Notice(.good, "undone: #\(step.taskID) is \(words(for: step.before)) again")
    return restore(step, isBack: true)
  }

  mutating func redo(session: inout Session) -> [Effect] {
    let now = draft
    if let task, let after = steps[task.id]?.redo(from: now) {
      drafts[task.id] = after
      marking?.selected = nil
      session.notice = Notice(.good, "chosen again")
      return []
    }
    guard let step = history.redo() else {
      session.notice = Notice(.warning, "nothing to redo")
      return [.bell]
    }
    session.notice = Notice(.good, "done again: #\(step.taskID) is \(words(for: step.after))")
    return restore(step, isBack: false)
  }

  /// The decision in words, `open` for none.
  func words(for decision: Decision?) -> String { decision.map { $0.line(in: form) } ?? "open" }

  private mutating func submit(_ draft: Draft, session: inout Session) -> [Effect] {
    guard let task else { return [] }
    let decision = Decision(
      answers: draft.submitted(in: form), note: draft.note,
      leadTime: stopwatch.seconds(at: session.now?.seconds))
    return decide(decision) + advance(wasOpen: task.decision == nil)
  }

  /// Records the step, shows it at once and asks the journal to keep it.
  private mutating func decide(_ decision: Decision?, keepsData: Bool = false) -> [Effect] {
    guard let task else { return [] }
    let isNew = begun.remove(task.id) != nil
    var step = History.Step(taskID: task.id, before: task.decision, after: decision)
    step.isBeside = isNew
    step.keepsData = keepsData
    step.wasChanged = task.change != nil && !keepsData
    history.record(step)
    window.anticipate(decision, at: position, keepsData: keepsData)
    var request = SaveRequest(serial: 0, taskID: task.id, decision: decision, isNew: isNew)
    request.keepsData = keepsData
    return save(request)
  }

  mutating func save(_ request: SaveRequest) -> [Effect] {
    forgetDraft(of: request.taskID)
    return [.save(saves.add(request))]
  }

  /// Goes one step back or forth. A label that stands beside another of mine comes and goes as a whole.
  private mutating func restore(_ step: History.Step, isBack: Bool) -> [Effect] {
    isDone = false
    let id = step.taskID
    let wanted = isBack ? step.before : step.after
    // The side of the step with the second label on it; a clear has it before, a new label after.
    let hasSecond = isBack == (step.after == nil)
    let place = window.position(ofTask: id)
    if let place { window.anticipate(wanted, at: place, keepsData: step.keepsData) }
    var effects: [Effect] = []
    if !(step.isBeside && !hasSecond && saves.dropFailedNew(taskID: id)) {
      let decision = step.isBeside && !hasSecond ? nil : wanted
      var request = SaveRequest(
        serial: 0, taskID: id, decision: decision, isNew: step.isBeside && hasSecond)
      request.action = isBack && step.wasChanged ? .restore : step.action
      request.keepsData = step.keepsData
      effects = save(request)
    }
    return effects
      + (place.map { show($0) }
        ?? [.find(FindRequest(goal: .id(id), from: position, filter: filter))])
  }

  private mutating func forgetDraft(of id: Int) {
    drafts[id] = nil
    steps[id] = nil
    if task?.id == id { marking?.selected = nil }
  }

  func canDecide(_ task: LabelingTask, session: inout Session) -> Bool {
    guard !isDone else { return false }
    switch task.row.status {
    case .unreadable:
      session.notice = Notice(.warning, "this text cannot be read, so it cannot be labelled")
      return false
    case .open, .labelled, .skipped, .orphan: return true
    }
  }
}
