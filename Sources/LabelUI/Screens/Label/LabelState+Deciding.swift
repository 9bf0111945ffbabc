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
    if task.decision != nil { return decide(nil) }
    var empty = draft
    empty.clear()
    drafts[task.id] = empty
    return []
  }

  /// Saves the note with the decision, or keeps it until there is one.
  mutating func write(note: String, session: inout Session) -> [Effect] {
    guard let task, canDecide(task, session: &session) else { return [.bell] }
    if var decision = task.decision, drafts[task.id]?.isTouched != true {
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
    if let task, drafts[task.id]?.isTouched == true {
      drafts[task.id] = nil
      session.notice = Notice(.good, "choices taken back")
      return []
    }
    guard let step = history.undo() else {
      session.notice = Notice(.warning, "nothing to undo")
      return [.bell]
    }
    session.notice = Notice(.good, "undone: #\(step.taskID) is \(words(for: step.before)) again")
    return restore(step.before, of: step.taskID)
  }

  mutating func redo(session: inout Session) -> [Effect] {
    guard let step = history.redo() else {
      session.notice = Notice(.warning, "nothing to redo")
      return [.bell]
    }
    session.notice = Notice(.good, "done again: #\(step.taskID) is \(words(for: step.after))")
    return restore(step.after, of: step.taskID)
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
    history.record(History.Step(taskID: task.id, before: task.decision, after: decision))
    return save(decision, of: task.id, at: position)
  }

  private mutating func save(_ decision: Decision?, of id: Int, at position: Int?) -> [Effect] {
    drafts[id] = nil
    if let position { window.anticipate(decision, at: position) }
    return [.save(saves.add(taskID: id, decision: decision))]
  }

  private mutating func restore(_ decision: Decision?, of id: Int) -> [Effect] {
    isDone = false
    guard let place = window.position(ofTask: id) else {
      return save(decision, of: id, at: nil)
        + [.find(FindRequest(goal: .id(id), from: position, filter: filter))]
    }
    return save(decision, of: id, at: place) + show(place)
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
