package import LabelCore

/// The tasks of a version, read-only.
package struct BrowseState: VersionsScreen {
  package let ref: CommitRef
  /// What the version is called: `v1`, or the beginning of a commit's id.
  package let title: String
  package private(set) var list = TaskListState()
  package private(set) var search: String?
  /// Why there is nothing to see.
  package private(set) var trouble: String?

  package init(_ ref: CommitRef, named title: String) {
    self.ref = ref
    self.title = title
  }

  package var name: ScreenName { .browse }
  package var isSearching: Bool { search != nil }
  package var legend: String { Self.signs }

  static let signs = "* labelled   . open   s skipped   e not a task"

  package mutating func open(_ shell: inout VersionsShell) -> [VersionsRequest] { [] }

  /// The list asks as it does for tasks at work; here the answers come from a version.
  package mutating func settle(_ shell: inout VersionsShell) -> [VersionsRequest] {
    guard trouble == nil else { return [] }
    return list.settle(size: shell.size, filter: TaskFilter()).compactMap { effect in
      switch effect {
      case .loadPage(let offset, let limit, _):
        .browse(BrowseRequest(ref: ref, positions: offset..<offset + limit))
      case .loadTasks(let positions, _):
        .browse(BrowseRequest(ref: ref, positions: positions, wanted: .tasks))
      default: nil
      }
    }
  }

  package mutating func receive(
    _ answer: VersionsAnswer, _ shell: inout VersionsShell
  ) -> [VersionsRequest] {
    switch answer {
    case .rows(ref, let page): list.receive(page, filter: TaskFilter())
    case .tasks(ref, let batch): list.preview.receive(batch, around: list.cursor)
    case .found(let request, let position) where request.ref == ref:
      shell.busy = nil
      if let position {
        list.move(to: position)
      } else {
        shell.refuse("nothing more contains \(search ?? "")")
      }
    case .failed(.browse(let request), let why) where request.ref == ref && list.total == nil:
      trouble = why
    default: break
    }
    return []
  }

  package mutating func click(row: Int, _ shell: inout VersionsShell) -> [VersionsRequest] {
    let rows = TaskListGeometry(size: shell.size).rows
    if rows.contains(row) { list.move(to: list.top + row - rows.lowerBound) }
    return []
  }

  package mutating func perform(
    _ command: Command, argument: String, _ shell: inout VersionsShell
  ) -> [VersionsRequest] {
    let page = max(1, TaskListGeometry(size: shell.size).rows.count)
    switch command {
    case .first: list.move(to: 0)
    case .last: list.move(to: (list.total ?? 1) - 1)
    case .lineDown: list.move(by: 1)
    case .lineUp: list.move(by: -1)
    case .halfDown: list.move(by: (page + 1) / 2)
    case .halfUp: list.move(by: -(page + 1) / 2)
    case .pageDown: list.move(by: page)
    case .pageUp: list.move(by: -page)
    case .reload:
      trouble = nil
      list.invalidate()
    case .find: shell.prompt = Prompt(.find)
    case .nextHit: return find(isForward: true, &shell)
    case .previousHit: return find(isForward: false, &shell)
    case .export where !argument.isEmpty: return shell.export(ref, to: argument)
    case .export: shell.prompt = Prompt(.directory, text: "\(ref.repo)-\(title)")
    case .commit: return shell.resolve(argument, in: ref.repo)
    default: performOnTask(command, &shell)
    }
    return []
  }

  private func performOnTask(_ command: Command, _ shell: inout VersionsShell) {
    guard let row = list[list.cursor] else { return shell.refuse("there is no task here") }
    switch command {
    case .copyText:
      let task = list.preview[list.cursor]
      let text = task.map { LabelState(form: .plain(for: $0)).text(of: $0) } ?? row.excerpt
      shell.copy(text, named: "the text of #\(row.id)")
    case .copyID: shell.copy(String(row.id), named: "the id \(row.id)")
    case .history:
      let file = FileRef(commit: ref, path: "/" + row.key)
      shell.push(HistoryState(of: .object(file), named: "\(ref.repo)@\(title):/\(row.key)"))
    default: break
    }
  }

  package mutating func accept(
    _ text: String, for kind: Prompt.Kind, _ shell: inout VersionsShell
  ) -> [VersionsRequest] {
    switch kind {
    case .directory: return shell.export(ref, to: text)
    case .find:
      search = text.isEmpty ? nil : text
      return find(isForward: true, &shell)
    default: return []
    }
  }

  private func find(isForward: Bool, _ shell: inout VersionsShell) -> [VersionsRequest] {
    guard let search else { return [] }
    shell.busy = "looking for \(search)"
    let here = list.cursor
    let positions = isForward ? here + 1..<max(here + 1, list.total ?? Int.max) : 0..<here
    return [
      .browse(
        BrowseRequest(
          ref: ref, positions: positions, wanted: .find(search, isForward: isForward)))
    ]
  }
}
