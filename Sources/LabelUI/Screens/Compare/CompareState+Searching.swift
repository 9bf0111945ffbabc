import LabelCore

extension CompareState {
  mutating func search(
    _ command: Command, argument: String, _ shell: inout VersionsShell
  ) -> [VersionsRequest] {
    if command == .export { return export(argument, &shell) }
    guard mode == .list else {
      shell.refuse("search in the list; q goes back to it")
      return []
    }
    switch command {
    case .find: shell.prompt = Prompt(.find)
    case .filter:
      guard argument.isEmpty else { return filter(by: argument, &shell) }
      let typed = filter.typed
      shell.prompt = Prompt(.filter, text: typed.isEmpty ? "" : typed + " ")
    case .unfilter: return filter(by: "", &shell)
    case .onlyFlips:
      let flips: Set<DifferenceKind> = [.flip, .textAndLabel]
      var filter = rows.query.filter
      filter.kinds = filter.kinds == flips ? [] : flips
      return apply(filter)
    case .nextHit, .previousHit: return findHit(forward: command == .nextHit, &shell)
    case .nextOpen, .previousOpen:
      return findUndecided(forward: command == .nextOpen)
    default: return goTo(argument, &shell)
    }
    return []
  }

  package mutating func accept(
    _ text: String, for kind: Prompt.Kind, _ shell: inout VersionsShell
  ) -> [VersionsRequest] {
    switch kind {
    case .find:
      search = text.isEmpty ? nil : text
      return text.isEmpty ? [] : findHit(forward: true, &shell)
    case .filter: return filter(by: text, &shell)
    case .version: return text.isEmpty ? [] : decide(.write, argument: text, &shell)
    case .file: return text.isEmpty ? [] : export(text, &shell)
    default: return []
    }
  }

  private mutating func filter(
    by text: String, _ shell: inout VersionsShell
  ) -> [VersionsRequest] {
    switch ComparisonFilter.parse(text) {
    case .failure(let mistake):
      shell.refuse("no filter is \(mistake.word); there are \(ComparisonFilter.hint)")
      return []
    case .success(let filter): return apply(isSwapped ? filter.swapped : filter)
    }
  }

  private mutating func apply(_ filter: ComparisonFilter) -> [VersionsRequest] {
    cellMode = nil
    if filter != rows.query.filter { list(filter) }
    return []
  }

  private func findHit(forward: Bool, _ shell: inout VersionsShell) -> [VersionsRequest] {
    guard let search else { return [] }
    shell.busy = "looking for \(search)"
    return [
      .compare(
        .find(
          CompareFind(
            goal: .words(search), query: rows.query, from: rows.cursor, isForward: forward)))
    ]
  }

  private func goTo(_ argument: String, _ shell: inout VersionsShell) -> [VersionsRequest] {
    let digits = argument.hasPrefix("#") ? String(argument.dropFirst()) : argument
    guard let number = Int(digits) else {
      shell.refuse("goto wants the number of a task: :143")
      return []
    }
    return [
      .compare(
        .find(CompareFind(goal: .task(number), query: rows.query, from: rows.cursor)))
    ]
  }

  private func export(_ file: String, _ shell: inout VersionsShell) -> [VersionsRequest] {
    guard case .people = mode else {
      guard !file.isEmpty else {
        let parts = [subject.names.a, subject.names.b].map { name in
          String(name.map { $0.isLetter || $0.isNumber || "-_.".contains($0) ? $0 : "-" })
        }
        shell.prompt = Prompt(.file, text: "compare-\(parts[0])-\(parts[1]).csv")
        return []
      }
      guard ["json", "csv", "md"].contains(where: { file.hasSuffix("." + $0) }) else {
        shell.refuse("the name says the form: .json, .csv or .md")
        return []
      }
      shell.busy = "exporting to \(file)"
      return [.compare(.export(rows.query, file: file))]
    }
    shell.refuse("open a pair of annotators first")
    return []
  }
}
