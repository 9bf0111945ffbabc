import LabelCore

extension LabelState {
  /// A key that stands for a choice, or a click on it.
  mutating func label(_ place: ChoicePlace, session: inout Session) -> [Effect] {
    guard let task, canDecide(task, session: &session) else { return [.bell] }
    var draft = draft
    guard form.autoAdvances else {
      draft.toggle(place, in: form)
      drafts[task.id] = draft
      return []
    }
    draft.choose(place, in: form)
    return submit(draft, session: &session)
  }

  /// Enter: takes a shown suggestion, else submits what is chosen.
  mutating func submit(session: inout Session) -> [Effect] {
    guard let task, canDecide(task, session: &session) else { return [.bell] }
    var draft = draft
    if let suggestion { draft.take(suggestion) }
    if let problem = draft.problem(in: form) {
      session.notice = Notice(.warning, problem)
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
    drafts[task.id] = nil
    if begun.remove(task.id) != nil { return [] }
    if task.decision != nil { return decide(nil) }
    var empty = draft
    empty.clear()
    drafts[task.id] = empty
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
    drafts[task.id] = Draft(decision: nil, form: form)
    session.notice = Notice(.good, "what you choose now stands beside your first label")
    return []
  }

  /// Saves the note with the decision, or keeps it until there is one.
  mutating func write(note: String, session: inout Session) -> [Effect] {
    guard let task, canDecide(task, session: &session) else { return [.bell] }
    if var decision = task.decision, drafts[task.id]?.isTouched != true, !begun.contains(task.id) {
      guard decision.note != note else { return [] }
      decision.note = note
      return decide(decision)
    }
    var draft = draft
    draft.write(note: note)
    drafts[task.id] = draft
    session.notice = Notice(.good, "the note is saved with the label")
    return []
  }

  /// Takes the latest step back: first unsubmitted choices on this text, then decisions, also on
  /// other texts.
  mutating func undo(session: inout Session) -> [Effect] {
    if let task, drafts[task.id]?.isTouched == true || begun.contains(task.id) {
      drafts[task.id] = nil
      begun.remove(task.id)
      session.notice = Notice(.good, "choices taken back")
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
      answers: draft.answers, note: draft.note,
      leadTime: stopwatch.seconds(at: session.now?.seconds))
    return decide(decision) + advance(wasOpen: task.decision == nil)
  }

  /// Records the step, shows it at once and asks the journal to keep it.
  private mutating func decide(_ decision: Decision?) -> [Effect] {
    guard let task else { return [] }
    let isNew = begun.remove(task.id) != nil
    history.record(
      History.Step(taskID: task.id, before: task.decision, after: decision, isBeside: isNew))
    window.anticipate(decision, at: position)
    return save(decision, of: task.id, isNew: isNew)
  }

  private mutating func save(_ decision: Decision?, of id: Int, isNew: Bool) -> [Effect] {
    drafts[id] = nil
    return [.save(saves.add(taskID: id, decision: decision, isNew: isNew))]
  }

  /// Goes one step back or forth. A label that stands beside another of mine comes and goes as a whole.
  private mutating func restore(_ step: History.Step, isBack: Bool) -> [Effect] {
    isDone = false
    let id = step.taskID
    let wanted = isBack ? step.before : step.after
    // The side of the step with the second label on it; a clear has it before, a new label after.
    let hasSecond = isBack == (step.after == nil)
    let place = window.position(ofTask: id)
    if let place { window.anticipate(wanted, at: place) }
    var effects: [Effect] = []
    if !(step.isBeside && !hasSecond && saves.dropFailedNew(taskID: id)) {
      let decision = step.isBeside && !hasSecond ? nil : wanted
      effects = save(decision, of: id, isNew: step.isBeside && hasSecond)
    }
    return effects
      + (place.map { show($0) }
        ?? [.find(FindRequest(goal: .id(id), from: position, filter: filter))])
  }

  private func canDecide(_ task: LabelingTask, session: inout Session) -> Bool {
    guard !isDone else { return false }
    switch task.row.status {
    case .unreadable:
      session.notice = Notice(.warning, "this text cannot be read, so it cannot be labelled")
      return false
    case .open, .labelled, .skipped, .orphan: return true
    }
  }
}
