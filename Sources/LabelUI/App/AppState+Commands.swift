import LabelCore

extension AppState {
  /// Does what a key or the command line asks for on the screen that is shown.
  mutating func perform(
    _ command: Command, argument: String = "", wasLeaving: Bool
  ) -> [Effect] {
    switch command {
    case .help: help = HelpState()
    case .prompt: prompt = Prompt(.command)
    case .find: prompt = Prompt(.find)
    case .filter:
      guard argument.isEmpty else { return filter(by: argument) }
      prompt = Prompt(.filter, text: label.filter.typed)
    case .unfilter: return filter(by: "")
    case .note: prompt = Prompt(.note, text: label.draft.note)
    case .pick: pick()
    case .others: label.areOthersShown.toggle()
    case .list: switchScreen()
    case .send, .reload: return exchange(command)
    case .copyText, .copyID: return copy(command)
    case .versions: return openVersions()
    case .compare: return openVersions(comparing: true)
    case .history: return openHistory()
    case .redraw: return [.redraw]
    case .suspend:
      session.isAway = true
      return [.suspend]
    case .close where screen == .list: screen = .label
    case .interrupt where session.reading != nil || session.busy == "reloading":
      session.busy = nil
      return [.stopSync]
    case .close, .quit, .interrupt: return leave(again: wasLeaving)
    case .undo: return label.undo(session: &session)
    case .redo: return label.redo(session: &session)
    case .goto: return goTo(argument)
    default:
      return screen == .label
        ? performOnLabel(command, argument: argument) : performOnList(command)
    }
    return []
  }

  private mutating func performOnLabel(_ command: Command, argument: String) -> [Effect] {
    let page = max(1, label.geometry(session.size).textRows.count)
    switch command {
    case .submit: return label.submit(session: &session)
    case .skip: return label.skip(session: &session)
    case .clear: return label.clear(session: &session)
    case .label: return labelByName(argument)
    case .another: return label.beginAnother(session: &session)
    case .keep: return label.settle(.keep, session: &session)
    case .drop: return label.settle(.drop, session: &session)
    case .move: return moveLabel(argument)
    case .mark: return label.beginMarking(session: &session)
    case .next: return label.step(1, session: &session)
    case .previous: return label.step(-1, session: &session)
    case .nextOpen: return label.findOpen(forward: true)
    case .previousOpen: return label.findOpen(forward: false)
    case .first: return label.show(0)
    case .last: return label.show((label.window.total ?? 1) - 1)
    case .nextHit: return label.findHit(forward: true, session: &session)
    case .previousHit: return label.findHit(forward: false, session: &session)
    case .lineDown: label.scrollText(by: 1, size: session.size)
    case .lineUp: label.scrollText(by: -1, size: session.size)
    case .halfDown: label.scrollText(by: (page + 1) / 2, size: session.size)
    case .halfUp: label.scrollText(by: -(page + 1) / 2, size: session.size)
    case .pageDown: label.scrollText(by: page, size: session.size)
    case .pageUp: label.scrollText(by: -page, size: session.size)
    default: break
    }
    return []
  }

  private mutating func moveLabel(_ argument: String) -> [Effect] {
    guard ["", "copy"].contains(argument) else {
      session.notice = Notice(.warning, "move takes the label along; move copy leaves it here too")
      return [.bell]
    }
    return label.settle(.move(keepsOld: !argument.isEmpty), session: &session)
  }

  private mutating func performOnList(_ command: Command) -> [Effect] {
    let page = max(1, TaskListGeometry(size: session.size).rows.count)
    switch command {
    case .open:
      guard list.total != 0 else { return [.bell] }
      screen = .label
      return label.show(list.cursor)
    case .first: list.move(to: 0)
    case .last: list.move(to: (list.total ?? list.cursor + 1) - 1)
    case .lineDown: list.move(by: 1)
    case .lineUp: list.move(by: -1)
    case .halfDown: list.move(by: (page + 1) / 2)
    case .halfUp: list.move(by: -(page + 1) / 2)
    case .pageDown: list.move(by: page)
    case .pageUp: list.move(by: -page)
    case .nextHit, .previousHit, .nextOpen, .previousOpen:
      label.position = list.cursor
      return performOnLabel(command, argument: "")
    default: break
    }
    return []
  }

  private mutating func switchScreen() {
    if screen == .label {
      screen = .list
      list.move(to: label.position)
    } else {
      screen = .label
    }
  }

  private mutating func exchange(_ command: Command) -> [Effect] {
    session.busy = command == .send ? "sending" : "reloading"
    let effect = command == .send ? Effect.flush : .sync
    return label.retrySaves() + [effect]
  }

  private mutating func copy(_ command: Command) -> [Effect] {
    guard let task = shownTask else { return [.bell] }
    session.notice = Notice(
      .good, command == .copyID ? "copied the id \(task.id)" : "copied the text of #\(task.id)")
    return [.copy(command == .copyID ? String(task.id) : label.text(of: task))]
  }

  var shownTask: LabelingTask? {
    screen == .label ? label.task : list.preview[list.cursor] ?? label.window[list.cursor]
  }

  private mutating func goTo(_ argument: String) -> [Effect] {
    let digits = argument.hasPrefix("#") ? String(argument.dropFirst()) : argument
    guard let id = Int(digits) else {
      session.notice = Notice(.warning, "goto wants the number of a text: :143")
      return [.bell]
    }
    return [.find(FindRequest(goal: .id(id), from: label.position, filter: label.filter))]
  }

  private mutating func labelByName(_ name: String) -> [Effect] {
    let places = label.form.places.filter { label.form[$0].title == name }
    let loose = label.form.places.filter {
      label.form[$0].title.lowercased().hasPrefix(name.lowercased())
    }
    guard !name.isEmpty, let place = places.first ?? (loose.count == 1 ? loose[0] : nil) else {
      session.notice = Notice(.warning, "no label is called \(name.isEmpty ? "that" : name)")
      return [.bell]
    }
    return label.label(place, session: &session)
  }

  /// Quits, but says once what would be lost.
  mutating func leave(again: Bool) -> [Effect] {
    let unsaved = label.saves.failures.count
    let drafts = label.drafts.values.filter(\.isTouched).count
    guard !again, unsaved + drafts > 0 else { return [.quit] }
    isLeaving = true
    session.notice = Notice(
      .error,
      unsaved > 0
        ? "\(unsaved) not saved on disk; w tries again, q again leaves without"
        : "chosen but not submitted on \(drafts) text(s); Enter submits, q again leaves without")
    return [.bell]
  }
}
