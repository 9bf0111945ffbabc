import LabelCore
import LabelUI

extension LineSession {
  /// Shows the task at a position; says so at both ends of the list.
  mutating func go(to place: Int) async {
    guard place >= 0 else { return say("This is the first text.") }
    if let total = batch?.total, place >= total { return say("This is the last text.") }
    position = place
    await load(place)
    await show()
  }

  mutating func go(toTask id: Int) async {
    if await find(id) { await show() } else { say("There is no text #\(id).") }
  }

  /// Loads a task, under another filter where it does not pass this one; false when it is not there.
  mutating func find(_ id: Int) async -> Bool {
    do {
      for filter in [filter, TaskFilter(), TaskFilter(statuses: [.orphan])] {
        let request = FindRequest(goal: .id(id), from: position, filter: filter)
        guard let place = try await work.position(of: request) else { continue }
        self.filter = filter
        await load(place)
        return true
      }
    } catch {
      say(text.cleaned(describe(error)))
    }
    return false
  }

  /// Goes through the texts that a filter lets through, in the words of the screen's.
  mutating func apply(_ words: String) async {
    switch TaskFilter.parse(words) {
    case .failure(let mistake): say(text.oneLine(mistake.message))
    case .success(let filter):
      self.filter = filter
      await load(0)
      await show()
    }
  }

  /// To the next open text, from the beginning again at the end.
  mutating func goOn() async {
    do {
      for start in [position, -1] {
        let request = FindRequest(goal: .status(.open), from: start, filter: filter)
        if let place = try await work.position(of: request) { return await go(to: place) }
      }
      say(
        filter.isEmpty
          ? "No open text is left. b goes back, q quits."
          : "No open text passes the filter. b goes back, filter alone shows all.")
    } catch {
      say(text.cleaned(describe(error)))
    }
  }

  mutating func load(_ place: Int) async {
    position = place
    draft = nil
    do {
      batch = try await work.tasks(at: place..<place + 1, filter: filter)
    } catch {
      batch = nil
      say(text.cleaned(describe(error)))
    }
    // Some configs take choices from the task.
    if let task {
      form = config.filled(from: task.data)
      parser = LineParser(form: form)
    }
  }

  /// Prints the task and its labels.
  mutating func show() async {
    if batch == nil { await load(position) }
    shownAt = SessionClock.steady
    guard let task else {
      return say(
        filter.isEmpty
          ? "There are no texts." : "No text passes the filter; filter alone shows all.")
    }
    let status = words(of: task)
    say("")
    say(
      "Text \(position + 1) of \(batch?.total ?? 0), #\(task.id), "
        + "\(text.oneLine(task.row.name)), \(status)")
    for line in lines(of: task) { say(line) }
    if let change = task.change { say(change) }
    if let note = task.decision?.note, !note.isEmpty { say("Note: \(text.oneLine(note))") }
    if task.decision == nil, let suggestion = task.suggestion {
      say("Suggested: \(words(for: suggestion)). An empty line takes it.")
    }
    showLabels()
  }

  private func words(of task: LabelingTask) -> String {
    if task.row.status == .unreadable { return "cannot be read" }
    guard let decision = task.decision else { return "open" }
    return decision.outcome == .skipped ? "skipped" : "labelled " + words(for: decision)
  }

  /// The text that was labelled, where the raw file has another one now.
  private func say(_ change: TaskChange) {
    guard let task else { return }
    if task.row.status == .orphan {
      say(
        change.isKept ? "Its raw file is gone; you kept the label." : "Its raw file is gone.")
    } else {
      var old = task
      old.data = change.labelled
      say("Changed after it was labelled; a label is for the text above. It was:")
      for line in lines(of: old) { say(line) }
    }
    if let moved = change.movedTo {
      say("Its text is #\(moved.id) \(text.oneLine(moved.key)) now.")
    }
    var keys = change.isKept ? ["d drops it"] : ["k keeps the label", "d drops it"]
    if change.movedTo != nil { keys.append("m moves it") }
    say(keys.joined(separator: ", ") + ".")
  }

  private func lines(of task: LabelingTask) -> [String] {
    if let problem = task.row.problem { return [text.cleaned(problem)] }
    let names = form.texts.contains { $0.field != nil }
    let all = names ? form.texts : form.texts + [.data(name: "")]
    return all.map { part in
      switch part {
      case .heading(let words): text.cleaned(words)
      case .headingData(let name): text.cleaned(task.data[name]?.readable ?? "")
      case .data(let name) where name.isEmpty: text.cleaned(task.data.readable)
      case .data(let name):
        text.cleaned(task.data[name]?.readable ?? "(data.\(name) is missing)")
      case .content(let name, let kind):
        text.cleaned(task.data[name]?.readable(as: kind) ?? "(data.\(name) is missing)")
      }
    }
  }

  private func showLabels() {
    let places = form.linePlaces
    for index in form.controls.indices where places.contains(where: { $0.control == index }) {
      let control = form.controls[index]
      if form.controls.count > 1 || !control.isSingle {
        say("\(text.oneLine(control.name)), \(control.isSingle ? "one" : "any number"):")
      }
      for (code, place) in parser.codes where place.control == index {
        let choice = form[place]
        let indent = String(repeating: "  ", count: choice.depth + 1)
        say("\(indent)\(code) \(text.oneLine(choice.title))")
      }
    }
    let others = form.controls.indices.filter { index in
      !places.contains { $0.control == index }
    }
    guard !others.isEmpty else { return }
    let names = others.map { form.controls[$0].name }.joined(separator: ", ")
    say("Answered on the screen or with tagline annotate, kept here: \(text.oneLine(names))")
  }
}
