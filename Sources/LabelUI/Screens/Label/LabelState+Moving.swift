import LabelCore

/// A search for an open text, and the text that was on screen when it began.
struct OpenSearch: Equatable, Sendable {
  var request: FindRequest
  var taskID: Int?
}

extension LabelState {
  /// Shows the task at a position, fetching it and its neighbours if they are not in memory.
  mutating func show(_ wanted: Int) -> [Effect] {
    let last = max(0, (window.total ?? wanted + 1) - 1)
    let target = max(0, min(wanted, last))
    if target != position || isDone { scroll = 0 }
    position = target
    isDone = false
    let remember = task.map { [Effect.remember(taskID: $0.id)] } ?? []
    return remember + window.fetch(around: position, filter: filter)
  }

  /// The text after or before; the bell at the ends.
  mutating func step(_ distance: Int, session: inout Session) -> [Effect] {
    if isDone, distance < 0 { return show(position) }
    let target = position + distance
    guard target >= 0, target < window.total ?? Int.max else {
      session.notice = Notice(
        .good, distance < 0 ? "this is the first text" : "this is the last text")
      return [.bell]
    }
    return show(target)
  }

  /// After a decision: the next open text when an open one was decided, else simply the next text.
  mutating func advance(wasOpen: Bool) -> [Effect] {
    guard wasOpen else {
      return position + 1 < window.total ?? Int.max ? show(position + 1) : findOpen(forward: true)
    }
    return findOpen(forward: true)
  }

  /// Goes to the nearest open text in memory, or asks for its position.
  mutating func findOpen(forward: Bool) -> [Effect] {
    var place = position
    let step = forward ? 1 : -1
    while let task = window[place + step] {
      place += step
      if task.row.status == .open { return show(place) }
    }
    let isAtEnd = forward && place + 1 == window.total
    let from = isAtEnd ? -1 : place
    return search(
      FindRequest(goal: .status(.open), from: from, isForward: forward, filter: filter))
  }

  /// Asks for the place of an open text.
  private mutating func search(_ request: FindRequest) -> [Effect] {
    openSearch = OpenSearch(request: request, taskID: task?.id)
    return [.find(request)]
  }

  /// Looks for the search words, in the direction wanted.
  mutating func findHit(forward: Bool, session: inout Session) -> [Effect] {
    guard let search else {
      session.notice = Notice(.warning, "search with / first")
      return [.bell]
    }
    return [
      .find(
        FindRequest(goal: .text(search), from: position, isForward: forward, filter: filter))
    ]
  }

  mutating func receive(_ found: FindRequest, at place: Int?, session: inout Session) -> [Effect] {
    guard found.filter == filter else { return [] }
    if case .status = found.goal {
      guard let search = openSearch, search.request == found else { return [] }
      openSearch = nil
      // Whoever has gone on meanwhile is not taken back.
      guard search.taskID == task?.id else { return [] }
    }
    if let place {
      if case .status = found.goal, place == position, found.from == -1 {
        session.notice = Notice(.good, "this is the only open text")
      }
      // A task that has come back under the filter moved all behind it.
      if case .id(let id) = found.goal, let held = window[place], held.id != id {
        window = TaskWindow()
      }
      if case .text = found.goal { seeksHit = true }
      return show(place)
    }
    switch found.goal {
    case .id(let id):
      // A filter that leaves out the text on screen needs no excuse.
      if found.from >= 0 { session.notice = Notice(.warning, missing("text #\(id)")) }
    case .text(let words):
      return wrap(found, session: &session, missing: "no text contains \"\(words)\"")
    case .status:
      if found.isForward, found.from >= 0 {
        var again = found
        again.from = -1
        return search(again)
      }
      guard found.isForward else {
        session.notice = Notice(.good, "no open text before this one")
        return []
      }
      isDone = true
    }
    return []
  }

  /// Scrolls the text; the view stops at its ends.
  mutating func scrollText(by lines: Int, size: Size) {
    scroll = max(0, scroll + lines)
    layOut(for: size)
  }

  /// Shows other tasks from now on.
  mutating func apply(_ filter: TaskFilter) -> [Effect] {
    let id = task?.id
    self.filter = filter
    openSearch = nil
    window = TaskWindow()
    position = 0
    scroll = 0
    isDone = false
    guard let id else { return show(0) }
    // Stay on the text on screen if it passes.
    return show(0) + [.find(FindRequest(goal: .id(id), from: -1, filter: filter))]
  }

  private func missing(_ what: String) -> String {
    filter.isEmpty ? "there is no \(what)" : "\(what) does not pass the filter; F clears it"
  }

  /// Goes on at the other end of the list once, then gives up.
  private func wrap(
    _ found: FindRequest, session: inout Session, missing: String
  ) -> [Effect] {
    let end = window.total ?? 0
    let other = found.isForward ? -1 : end
    guard found.from != other, end > 0 else {
      session.notice = Notice(.warning, missing)
      return [.bell]
    }
    var again = found
    again.from = other
    return [.find(again)]
  }
}
