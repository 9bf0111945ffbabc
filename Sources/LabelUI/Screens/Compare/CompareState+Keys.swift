import LabelCore

extension CompareState {
  /// Keys that are not in the table of commands: those of labels, of the picker, of columns.
  package mutating func take(
    _ key: Key, _ shell: inout VersionsShell
  ) -> [VersionsRequest]? {
    if case .counting = phase, key == .control("c") {
      phase = .failed("stopped before all labels were read")
      shell.busy = nil
      return [.cancel(.compare)]
    }
    guard phase == .ready else { return nil }
    switch key {
    case .escape: return closeInner() ? [] : stopSearching()
    case .character("q"): return closeInner() ? [] : refuseToLeave(&shell)
    case .left where isInTable: moveColumns(-1)
    case .right where isInTable: moveColumns(1)
    case .character(let character):
      guard mode == .list, let place = form.place(forDigit: character) else { return nil }
      return label(place, &shell)
    default: return nil
    }
    return []
  }

  private mutating func stopSearching() -> [VersionsRequest]? {
    guard search != nil else { return nil }
    search = nil
    return []
  }

  /// Leaving is refused once while something is not on disk.
  private mutating func refuseToLeave(_ shell: inout VersionsShell) -> [VersionsRequest]? {
    guard let failed = ledger.failure, !isLeaving else { return nil }
    isLeaving = true
    shell.refuse(
      "not saved on disk: \(failed.failure ?? ""); W tries again, q again leaves without")
    return []
  }

  package func hints(_ keymap: Keymap, _ shell: VersionsShell) -> [Hint] {
    let candidates: [Hint?]
    switch (phase, mode) {
    case (.counting, _): candidates = []
    case (.failed, _): candidates = [Hint([.reload], "again", in: keymap)]
    case (.ready, .people):
      candidates = [
        Hint([.open], "opens the pair", in: keymap),
        Hint([.lineDown, .lineUp], "move", in: keymap),
        (people?.controls.count ?? 0) > 1 ? Hint([.panel], "next control", in: keymap) : nil,
      ]
    case (.ready, .list):
      candidates = listHints(keymap, shell)
    case (.ready, .matrix), (.ready, .labels): candidates = tableHints(keymap)
    }
    return candidates.compactMap { $0 }
  }

  private func tableHints(_ keymap: Keymap) -> [Hint?] {
    [
      Hint([.open], "rows of this figure", in: keymap), Hint("arrows", "move"),
      mode == .matrix ? Hint([.previous, .next], "prev/next flip", in: keymap) : nil,
      tables.controls.count > 1 ? Hint([.panel], "next control", in: keymap) : nil,
      mode == .matrix
        ? Hint([.perLabel], "per label", in: keymap) : Hint([.matrix], "matrix", in: keymap),
      Hint([.swapSides], "swap A and B", in: keymap), Hint([.export], "export", in: keymap),
    ]
  }

  private func listHints(_ keymap: Keymap, _ shell: VersionsShell) -> [Hint?] {
    let isSmall = CompareGeometry(size: shell.size).layout.isSmall
    let hasRows = rows.total ?? 0 > 0
    var hints: [Hint?] = []
    if hasRows, result?.refusal == nil {
      hints +=
        isSmall
        ? [
          Hint([.keepA, .keepB], "keep", in: keymap),
          Hint([.panel], focus == .text ? "list" : "text", in: keymap),
        ]
        : [Hint([.keepA], "keep A", in: keymap), Hint([.keepB], "keep B", in: keymap)]
      hints += [
        digitHint,
        digitHint == nil && !form.controls.isEmpty
          ? Hint([.answer], "other label", in: keymap) : nil,
        form.linePlaces.count > 10 ? Hint([.pick], "find label", in: keymap) : nil,
        ledger.done.isEmpty ? nil : Hint([.undo], "undo", in: keymap),
      ]
    }
    if hasRows {
      hints += [
        Hint([.previous, .next], "prev/next", in: keymap),
        result?.refusal == nil ? Hint([.nextOpen], "undecided", in: keymap) : nil,
      ]
    }
    if let tally = result?.tally, tally.decided + tally.taken > 0 {
      hints.append(Hint([.write], "write \(result?.nextVersion ?? "")", in: keymap))
    }
    if search != nil { hints.append(Hint([.nextHit, .previousHit], "hits", in: keymap)) }
    if !rows.query.filter.typed.isEmpty || cellMode != nil {
      hints.append(Hint([.unfilter], "all rows", in: keymap))
    }
    if !tables.categories.isEmpty {
      hints += [Hint([.matrix], "matrix", in: keymap), Hint([.perLabel], "per label", in: keymap)]
    }
    if hasRows {
      hints += [
        Hint([.filter], "filter", in: keymap), Hint([.panel], panelWord, in: keymap),
        Hint([.swapSides], "swap A and B", in: keymap), Hint([.export], "export", in: keymap),
        Hint([.find], "find", in: keymap),
        shell.target == nil || current?.row.number == nil
          ? nil : Hint([.jump], "label view", in: keymap),
        Hint([.onlyFlips], "only flips", in: keymap),
        text.look == .single ? nil : Hint([.layout], "side by side/inline", in: keymap),
      ]
    }
    return hints
  }

  private var panelWord: String { focus == .text ? "to the list" : "to the text" }

  private var digitHint: Hint? {
    let count = min(10, form.linePlaces.count)
    guard count > 0, form.autoAdvances else { return nil }
    let keys = count == 1 ? "1" : (count == 10 ? "1-9 0" : "1-\(count)")
    return Hint(keys, "other label")
  }

  package var legend: String {
    "a b l decided: A, B, other label  A B taken over  … being saved"
  }
}
