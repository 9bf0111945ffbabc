import LabelCore
import LabelUI

extension LineSession {
  /// Chooses; with one single choice that is the decision.
  mutating func choose(_ places: [ChoicePlace]) async {
    guard var draft = currentDraft() else { return }
    if form.autoAdvances {
      guard places.count == 1 else { return say("One label a text.") }
      draft.choose(places[0], in: form)
      return await decide(decision(from: draft))
    }
    for place in places { draft.toggle(place, in: form) }
    self.draft = draft
    sayChosen(draft)
  }

  mutating func submit() async {
    guard var draft = currentDraft() else { return }
    if self.draft == nil, task?.decision == nil, let suggestion = task?.suggestion {
      draft.take(suggestion)
    }
    if let problem = draft.problem(in: form) { return say(text.oneLine(problem)) }
    await decide(decision(from: draft))
  }

  mutating func skip() async {
    guard let draft = currentDraft() else { return }
    var decision = decision(from: draft)
    decision.outcome = .skipped
    decision.answers = []
    await decide(decision)
  }

  /// Keeps the note with the decision there is, or for the one to come.
  mutating func note(_ words: String) async {
    guard var draft = currentDraft() else { return }
    if self.draft == nil, var decision = task?.decision {
      decision.note = words
      if await save(decision, keepsData: true) { await show() }
      return
    }
    draft.write(note: words)
    self.draft = draft
    say("The note is saved with the label.")
  }

  mutating func undo() async {
    guard let step = steps.popLast() else { return say("Nothing to undo.") }
    guard await find(step.taskID) else { return say("The text is not there any more.") }
    let action: ChangeAction? = step.wasChanged ? .restore : nil
    if await save(step.before, isStep: false, action: action) { await show() }
  }

  /// Keeps, drops or moves a label whose raw file changed or is gone.
  mutating func settle(_ action: ChangeAction) async {
    guard let task else { return say("There is no text here.") }
    if let refusal = task.refusal(of: action) {
      return say(text.oneLine(refusal.prefix(1).uppercased() + refusal.dropFirst()) + ".")
    }
    guard await save(task.decision(after: action), action: action) else { return }
    // Others may have come or gone with it.
    if await !find(task.id) { await load(max(0, min(position, (batch?.total ?? 1) - 1))) }
    await show()
  }

  func sayChosen(_ draft: Draft) {
    let chosen = form.linePlaces.filter { draft.isChosen($0, in: form) }.map { form[$0].title }
    say(
      chosen.isEmpty ? "Nothing chosen." : "Chosen: " + text.oneLine(chosen.joined(separator: ", "))
    )
  }

  /// Nil, and said why, when there is nothing to decide on.
  private func currentDraft() -> Draft? {
    guard let task else {
      say("There is no text here.")
      return nil
    }
    guard task.row.status != .unreadable else {
      say("This text cannot be read, so it cannot be labelled. f goes on.")
      return nil
    }
    return draft ?? Draft(decision: task.decision, form: form)
  }

  private func decision(from draft: Draft) -> Decision {
    let seconds = SessionClock.steady - shownAt
    return Decision(
      answers: draft.submitted(in: form), note: draft.note,
      leadTime: (seconds * 1000).rounded() / 1000)
  }

  private mutating func decide(_ decision: Decision) async {
    let wasOpen = task?.decision == nil
    guard await save(decision) else { return }
    if wasOpen { await goOn() } else { await go(to: position + 1) }
  }

  /// True once it is on disk; else what went wrong was said.
  private mutating func save(
    _ decision: Decision?, isStep: Bool = true, keepsData: Bool = false,
    action: ChangeAction? = nil
  ) async -> Bool {
    guard let task else { return false }
    serial += 1
    do {
      var request = SaveRequest(serial: serial, taskID: task.id, decision: decision)
      request.keepsData = keepsData
      request.action = action
      let saved = try await work.save(request)
      if isStep {
        let wasChanged = task.change != nil && !keepsData
        steps.append(Step(taskID: task.id, before: task.decision, wasChanged: wasChanged))
      }
      record.note(saved)
      batch?.tasks = [saved]
      draft = nil
      await summarize()
      let words = words(for: decision)
      let label = decision == nil ? "" : words
      say("Saved #\(task.id): \(action?.words(label: label) ?? words).")
      return true
    } catch {
      say("Not saved: \(text.cleaned(describe(error)))")
      return false
    }
  }

  func words(for decision: Decision?) -> String {
    guard let decision else { return "open" }
    guard decision.outcome == .labelled else { return "skipped" }
    return text.oneLine(decision.line(in: form))
  }
}
