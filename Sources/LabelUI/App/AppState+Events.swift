import LabelCore

extension AppState {
  mutating func handle(_ event: Event) -> [Effect] {
    switch event {
    case .key(let key): return isGoing ? holdBack(key) : handle(key)
    case .paste(let text): return paste(text)
    case .mouse(let mouse): return handle(mouse)
    case .resize(let size):
      session.size = size
      return []
    case .tick(let moment):
      session.now = moment
      session.isAway = false
      return []
    case .resumed, .terminate: return handleProcess(event)
    default: return handleAnswer(event)
    }
  }

  /// After every event: layout, clock and windows follow what is on screen.
  mutating func settle() -> [Effect] {
    label.settleForm()
    label.layOut(for: session.size)
    let isShown = versions == nil && screen == .label && !label.isDone && !session.isAway
    if isShown {
      label.stopwatch.show(label.task?.id, at: session.now?.seconds)
    } else {
      label.stopwatch.pause(at: session.now?.seconds)
    }
    guard screen == .list else { return [] }
    return list.settle(size: session.size, filter: label.filter)
  }

  private mutating func handleProcess(_ event: Event) -> [Effect] {
    if event == .resumed {
      // The clock still stands where it was when the program was stopped.
      session.isAway = true
      return [.redraw]
    }
    // Whatever is on its way to the journal is written before the program ends.
    return [.quit]
  }

  private mutating func handleAnswer(_ event: Event) -> [Effect] {
    switch event {
    case .tasks(let batch):
      if batch.filter == label.filter { list.preview.receive(batch, around: list.cursor) }
      let effects = label.receive(batch)
      if let awaited = session.awaitedNotice, !label.window.isAwaited { show(awaited) }
      return effects
    case .page(let page):
      list.receive(page, filter: label.filter)
      return []
    case .found(let request, let position): return receive(request, at: position)
    case .summary(let summary):
      session.summary = summary
      if summary.unsent == 0, label.saves.waiting.isEmpty {
        label.window.markAllSent()
        list.markAllSent()
      }
      return grow()
    case .reading(let count):
      session.reading = count
      return []
    case .saved(let serial, let task):
      list.update(task.row)
      // Under a filter the task may have left or come back, which moves the rows behind it.
      if !label.filter.isEmpty || label.saves.changesRawTasks(serial) { list.invalidate() }
      return label.confirm(serial, task: task, session: &session)
    case .saveFailed(let serial, let message):
      label.reportFailure(of: serial, message: message)
      return [.bell]
    case .notice(let notice):
      guard label.window.isAwaited, notice.level != .error else {
        show(notice)
        return []
      }
      session.awaitedNotice = notice
      return []
    case .readFailed(let notice):
      show(notice)
      stopGoing()
      label.window.giveUp()
      return [.bell]
    case .tasksChanged:
      list.invalidate()
      return label.reloadTasks()
    default: return []
    }
  }

  private mutating func show(_ notice: Notice) {
    session.notice = notice
    session.awaitedNotice = nil
    session.busy = nil
  }

  /// More texts are there behind those known, which stay where they are.
  private mutating func grow() -> [Effect] {
    guard label.filter.isEmpty else { return [] }
    list.grow(to: session.summary.total)
    return label.grow(to: session.summary.total)
  }

  private mutating func receive(_ request: FindRequest, at position: Int?) -> [Effect] {
    let before = label.position
    let effects = label.receive(request, at: position, session: &session)
    if screen == .list, label.position != before || position != nil {
      list.move(to: label.position)
    }
    return effects
  }

  private mutating func paste(_ text: String) -> [Effect] {
    if help != nil {
      help?.editor.insert(text)
    } else if prompt != nil {
      prompt?.editor.insert(text)
    } else if label.picker != nil {
      label.picker?.editor.insert(text)
    } else {
      session.notice = Notice(.warning, "nothing here takes pasted text; N begins a note")
      return [.bell]
    }
    return []
  }

  private mutating func handle(_ mouse: Mouse) -> [Effect] {
    guard help == nil, prompt == nil else { return [] }
    // A click is about what is on screen, which is about to go.
    guard !isGoing else { return [.bell] }
    if screen == .label, label.picker != nil { return handlePicker(mouse) }
    let isDown = mouse.action == .wheelDown
    switch (screen, mouse.action) {
    case (.label, .wheelUp), (.label, .wheelDown):
      label.scrollText(by: isDown ? 3 : -3, size: session.size)
    case (.label, .press):
      let geometry = label.geometry(session.size)
      let place = Position(row: mouse.row, column: mouse.column)
      session.notice = nil
      if let choice = geometry.choice(at: place) { return label.label(choice, session: &session) }
      if let control = geometry.field(at: place) { return click(control) }
      guard geometry.textRows.contains(mouse.row) else { return [] }
      return label.clickText(
        row: mouse.row - geometry.textRows.lowerBound,
        column: mouse.column - geometry.textColumns.lowerBound)
    case (_, .wheelUp), (_, .wheelDown): list.move(by: isDown ? 3 : -3)
    case (_, .press):
      let row = mouse.row - TaskListGeometry(size: session.size).rows.lowerBound
      guard row >= 0 else { return [] }
      // The second click on a row opens it.
      if list.top + row == list.cursor { return perform(.open, wasLeaving: false) }
      list.move(to: list.top + row)
    }
    return []
  }
}
