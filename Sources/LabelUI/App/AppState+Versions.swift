import LabelCore

extension AppState {
  /// Puts the versions of the target over the label view, or the comparison of the last version with
  /// what it became.
  mutating func openVersions(comparing: Bool = false) -> [Effect] {
    guard let target else { return [.bell] }
    return open(VersionListState(repo: target.repo, wantsComparison: comparing), over: target)
  }

  /// Puts the history of the label at the cursor over the list.
  mutating func openHistory() -> [Effect] {
    guard let target, let task = shownTask else { return [.bell] }
    return open(HistoryState(of: .task(task.id), named: "#\(task.id)"), over: target)
  }

  private mutating func open(_ screen: any VersionsScreen, over target: Branch) -> [Effect] {
    var shell = VersionsShell(size: session.size)
    shell.now = session.now
    shell.unsent = session.summary.unsent
    shell.target = target
    shell.form = (target.repo, label.base)
    var program = VersionsProgram(screen, shell: shell, isAlone: false)
    defer { versions = program }
    return program.start()
  }

  private var target: Branch? {
    let name = session.summary.target.prefix { $0 != ":" && $0 != "/" }
    return try? Branch(parsing: String(name))
  }

  /// While the screens over the store are shown, keys are theirs; answers about labels go where they
  /// always go.
  mutating func handleUnderVersions(_ event: Event) -> [Effect] {
    guard var program = versions else { return [] }
    var effects: [Effect] = []
    switch event {
    case .key, .paste, .mouse, .resumed, .versions: effects = program.update(event)
    case .tick, .resize, .summary, .notice: effects = program.update(event) + handle(event)
    default: effects = handle(event)
    }
    if let task = program.shell.jumpTarget {
      effects += program.leave()
      screen = .label
      effects.append(
        .find(FindRequest(goal: .id(task), from: label.position, filter: label.filter)))
    }
    versions = program.isDone ? nil : program
    if case .versions(.changed(.restore, _)) = event { effects.append(.sync) }
    guard effects.contains(.quit), event != .terminate else { return effects }
    // What is not saved is asked about on the screen where it can be saved.
    versions = nil
    return effects.filter { $0 != .quit } + leave(again: false)
  }
}
