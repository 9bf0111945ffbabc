import LabelCore

extension CompareState {
  mutating func decide(
    _ command: Command, argument: String, _ shell: inout VersionsShell
  ) -> [VersionsRequest] {
    switch command {
    case .undo: return step(ledger.undo(), word: "undone", &shell)
    case .redo: return step(ledger.redo(), word: "done again", &shell)
    case .write: return write(argument, &shell)
    default: break
    }
    guard let row = decidable(&shell) else { return [] }
    switch command {
    case .keepA, .keepB: return keep(isA: (command == .keepA) != isSwapped, row, &shell)
    case .clear: return decide(row, nil, &shell)
    case .pick: return answer(row, first: .find, &shell)
    default: return answer(row, first: .nothing, &shell)
    }
  }

  /// Of two annotators of one version neither has an object of their own to keep: what one of them
  /// said is given again by whoever keeps the journal.
  private mutating func keep(
    isA: Bool, _ row: CompareRow, _ shell: inout VersionsShell
  ) -> [VersionsRequest] {
    if case .pair = subject, (isA ? row.row.a : row.row.b)?.summary.label == nil {
      shell.refuse("\(isA ? subject.names.a : subject.names.b) gives no label to keep")
      return []
    }
    return decide(row, isA ? .keepA : .keepB, &shell)
  }

  /// The row at hand as it was asked for; nil, and said why, when it cannot be decided.
  func decidable(_ shell: inout VersionsShell) -> CompareRow? {
    if let refusal = result?.refusal {
      shell.refuse(refusal)
    } else if mode != .list {
      shell.refuse("decide in the list; q goes back to it")
    } else if let row = rows.current {
      if row.row.kind != .same { return row }
      shell.refuse("it is the same in both: there is nothing to decide")
    } else {
      shell.refuse("no row is chosen here")
    }
    return nil
  }

  mutating func decide(
    _ row: CompareRow, _ decision: RowDecision?, _ shell: inout VersionsShell
  ) -> [VersionsRequest] {
    let before = ledger.pending(row.row.key).map(\.step.after) ?? row.decision
    guard before != decision else {
      if decision == nil { shell.refuse("nobody has decided it yet") }
      return decision == nil ? [] : advance()
    }
    let step = CompareLedger.Step(
      key: row.row.key, number: row.row.number, before: before, after: decision)
    let request = ledger.decide(step)
    written = nil
    return [.compare(.decide(request))] + (decision == nil ? [] : advance())
  }

  /// Goes on to the next difference that somebody has to decide.
  private mutating func advance() -> [VersionsRequest] {
    let next = rows.next(from: rows.cursor) { row in
      row.isAsked && row.decision == nil && ledger.pending(row.row.key) == nil
    }
    if let next {
      show(next)
      return []
    }
    // Those that are known are all decided; whoever has the rest knows of none on its way.
    return findUndecided(forward: true)
  }

  mutating func findUndecided(forward: Bool) -> [VersionsRequest] {
    let find = CompareFind(
      goal: .undecided, query: rows.query, from: rows.cursor, isForward: forward)
    openSearch = find
    return [.compare(.find(find))]
  }

  private mutating func step(
    _ found: (step: CompareLedger.Step, request: DecideRequest)?, word: String,
    _ shell: inout VersionsShell
  ) -> [VersionsRequest] {
    guard let found else {
      shell.refuse(word == "undone" ? "nothing to undo" : "nothing to do again")
      return []
    }
    written = nil
    let number = found.step.number.map { "#\($0)" } ?? "the task"
    shell.notice = Notice(.good, "\(word): \(number) \(words(found.step.after))")
    var requests: [CompareRequest] = [.decide(found.request)]
    if mode == .list {
      if let place = rows.place(of: found.step.key) {
        show(place)
      } else if let number = found.step.number {
        requests.append(
          .find(CompareFind(goal: .task(number), query: rows.query, from: rows.cursor)))
      }
    }
    return requests.map(VersionsRequest.compare)
  }

  /// What a row that was asked for so becomes, in words for A and B as they are shown.
  func words(_ decision: RowDecision?) -> String {
    switch isSwapped ? decision?.swapped : decision {
    case .keepA: "keeps A"
    case .keepB: "keeps B"
    case .label(let label): "becomes \(label.line)"
    case nil: "is undecided"
    }
  }

  // MARK: Writing

  /// What writing would do: `2 decided, 9 undecided stay as in v2`.
  private func words(_ tally: CompareTally) -> String {
    var parts = ["\(tally.decided) decided"]
    if tally.taken > 0 { parts.append("\(tally.taken) taken over") }
    let open = tally.asked - tally.decided
    if open > 0 { parts.append("\(open) undecided stay as in \(subject.names.a)") }
    return parts.joined(separator: ", ")
  }

  private mutating func write(_ argument: String, _ shell: inout VersionsShell) -> [VersionsRequest]
  {
    if let refusal = result?.refusal {
      shell.refuse(refusal)
      return []
    }
    guard let tally = result?.tally, tally.decided + tally.taken > 0 else {
      shell.refuse("nothing is decided yet: a keeps A, b keeps B")
      return []
    }
    guard ledger.waiting.isEmpty else {
      shell.refuse("\(ledger.waiting.count) not saved on disk yet")
      return ledger.retry().map { .compare(.decide($0)) }
    }
    guard !argument.isEmpty else {
      shell.prompt = Prompt(.version, text: result?.nextVersion ?? "")
      let head = result?.a.commit.map { CommitRef(repo: subject.repo, commit: $0) }
      shell.prompt?.plan = VersionPlan(words: words(tally), head: head)
      return []
    }
    shell.busy = "writing \(argument)"
    return [.compare(.write(subject, version: argument))]
  }
}
