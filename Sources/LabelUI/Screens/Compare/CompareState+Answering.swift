package import LabelCore

/// Another label than A's and B's.
extension CompareState {
  /// A digit that stands for a choice: decides at once where one label is all there is to give, else
  /// opens the label view with it.
  mutating func label(_ place: ChoicePlace, _ shell: inout VersionsShell) -> [VersionsRequest] {
    guard let row = decidable(&shell) else { return [] }
    guard form.autoAdvances, form.isFixed else {
      return answer(row, first: .choose(place), &shell)
    }
    var draft = Draft(decision: nil, form: form)
    draft.choose(place, in: form)
    let decision = Decision(
      answers: draft.submitted(in: form), leadTime: stopwatch.seconds(at: shell.now?.seconds))
    let label = NewLabel(decision, form.schema(), at: Int(shell.now?.seconds ?? 0))
    return decide(row, .label(label), &shell)
  }

  /// Opens the label view for the row at hand. It begins with what was decided, else with what B says,
  /// else A, so that little has to be changed.
  mutating func answer(
    _ row: CompareRow, first: AnswerOrder.First, _ shell: inout VersionsShell
  ) -> [VersionsRequest] {
    guard !form.controls.isEmpty else {
      shell.refuse("no labeling config says what other label there is")
      return []
    }
    guard let detail = details[row.row.key]?.row else {
      shell.refuse("the text is still being read")
      return []
    }
    let results = results(in: detail)
    let fitted = form.fitted(to: detail, results: [results.a, results.b].compactMap { $0 })
    var order = order(row, detail, fitted.schema(like: (results.b ?? []) + (results.a ?? [])))
    order.first = first
    answering = row
    shell.push(AnswerState(order, form: fitted, size: shell.size))
    return []
  }

  private func order(
    _ row: CompareRow, _ detail: RowDetail, _ schema: ResultSchema
  ) -> AnswerOrder {
    let hasNewText = row.row.a == nil || row.row.isTextChanged
    let side = (hasNewText ? detail.b : detail.a) ?? detail.a ?? detail.b
    var order = AnswerOrder(
      path: (row.row.b ?? row.row.a)?.path ?? "", data: side?.data ?? .null,
      beginning: "unlabelled", others: others(row, detail, schema),
      sides: "A \(names.a)   B \(names.b)", schema: schema)
    order.number = row.row.number
    let results = results(in: detail)
    let decided = ledger.pending(row.row.key).map(\.step.after) ?? row.decision
    if case .label(let label) = decided {
      (order.start, order.beginning) = (label.result, "as decided")
    } else if let b = isSwapped ? results.a : results.b {
      (order.start, order.beginning) = (b, "as in B")
    } else if let a = isSwapped ? results.b : results.a {
      (order.start, order.beginning) = (a, "as in A")
    }
    return order
  }

  /// What the label view gave: for the row it was opened for, wherever the cursor went meanwhile.
  package mutating func take(
    _ label: NewLabel, _ shell: inout VersionsShell
  ) -> [VersionsRequest] {
    guard let row = answering else { return [] }
    answering = nil
    return decide(row, .label(label), &shell)
  }

  /// The stored regions of the label in A and in B, of two annotators those of each.
  private func results(in detail: RowDetail) -> (a: [JSON]?, b: [JSON]?) {
    guard case .pair(_, let a, let b) = subject else {
      return (detail.a?.result(), detail.b?.result())
    }
    return (detail.a?.result(by: a), detail.b?.result(by: b))
  }

  /// What both sides say, as they are shown.
  private func others(
    _ row: CompareRow, _ detail: RowDetail, _ schema: ResultSchema
  ) -> [OtherDecision] {
    let results = results(in: detail)
    let sides = [
      ("A", isSwapped ? row.row.b : row.row.a, isSwapped ? results.b : results.a),
      ("B", isSwapped ? row.row.a : row.row.b, isSwapped ? results.a : results.b),
    ]
    return sides.compactMap { letter, task, result in
      guard let deciding = task?.summary.deciding else { return nil }
      var decision = Decision(result ?? [], schema)
      decision.outcome = deciding.outcome
      let name = deciding.annotator.isEmpty ? "" : " \(ReportText.visible(deciding.annotator))"
      return OtherDecision(
        annotator: letter + name, decidedAt: deciding.createdAt, decision: decision)
    }
  }
}
