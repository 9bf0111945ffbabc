import LabelCore

extension CompareState {
  package mutating func receive(
    _ answer: VersionsAnswer, _ shell: inout VersionsShell
  ) -> [VersionsRequest] {
    switch answer {
    case .compare(let answer): receive(answer, &shell)
    case .failed(.compare(.begin(let failed)), let why) where failed == subject:
      phase = .failed(why)
    case .failed(.compare(.find(let find)), _) where find == openSearch: openSearch = nil
    case .failed(.compare(.page(let query, _)), _) where query == rows.query: rows.invalidate()
    default: break
    }
    return []
  }

  private mutating func receive(_ answer: CompareAnswer, _ shell: inout VersionsShell) {
    switch answer {
    case .progress(let subject, let progress) where subject == self.subject:
      phase = .counting(progress)
      shell.busy = progress.fraction.map { "counting \(Int($0 * 100)) %" } ?? "counting"
    case .compared(let subject, let result) where subject == self.subject:
      finish(result, &shell)
    case .annotators(let subject, let agreement) where subject == self.subject:
      shell.busy = nil
      phase = .ready
      people = PeopleTable(agreement)
    case .page(let page): rows.receive(page)
    case .detail(let detail) where detail.subject == subject: details.keep(detail)
    case .found(let find, let place): found(find, at: place, &shell)
    case .decided(let decided) where decided.subject == self.subject: confirm(decided)
    case .decideFailed(let subject, let serial, let message) where subject == self.subject:
      ledger.fail(serial, message: message)
    case .written(let subject, let version) where subject == self.subject:
      finish(version, &shell)
    case .exported(let words):
      shell.busy = nil
      shell.notice = Notice(.good, words)
    default: break
    }
  }

  private mutating func finish(_ result: CompareResult, _ shell: inout VersionsShell) {
    shell.busy = nil
    phase = .ready
    self.result = result
    let tables = CompareTables(result.controls)
    self.tables = isSwapped ? tables.swapped() : tables
    let own = shell.form.flatMap { $0.repo == subject.repo ? $0.form : nil }
    form = own ?? LabelForm(comparing: result.controls)
    rows.invalidate()
  }

  private mutating func finish(_ version: CompareWritten, _ shell: inout VersionsShell) {
    shell.busy = nil
    written = version
    result?.nextVersion = version.nextVersion
    let taken = version.taken > 0 ? " and \(version.taken) taken over" : ""
    shell.notice = Notice(
      .good,
      "wrote \(version.name) with \(version.decided) decided\(taken), commit "
        + "\(version.commit.prefix(8))")
  }

  private mutating func confirm(_ decided: CompareDecided) {
    guard let step = ledger.confirm(decided.serial) else { return }
    result?.tally = decided.tally
    // A later decision about the row is on its way: this one is no longer what it will be.
    rows.update(step.key, decision: decided.decision)
  }

  private mutating func found(_ find: CompareFind, at place: Int?, _ shell: inout VersionsShell) {
    if case .words = find.goal { shell.busy = nil }
    if find.goal == .undecided {
      // Whoever stayed is not taken there.
      guard find == openSearch else { return }
      openSearch = nil
    }
    guard find.query == rows.query else { return }
    if let place {
      show(place)
      return
    }
    switch find.goal {
    case .words(let words): shell.refuse("nothing shown here contains \(words)")
    case .task(let number): shell.refuse("#\(number) is not among the rows shown here")
    case .undecided:
      let isFiltered = rows.query.filter != ComparisonFilter()
      let key = result?.nextVersion ?? ""
      shell.notice = Notice(
        .good,
        isFiltered
          ? "all shown here are decided; F shows the rest" : "all are decided: W writes \(key)")
    }
  }
}
