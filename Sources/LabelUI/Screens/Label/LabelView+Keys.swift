import LabelCore

/// The rows of keys of the label view: what works now.
extension LabelView {
  var footer: Footer {
    let keymap = state.keymap
    if state.isPrefixed {
      return Footer(
        hints: [Hint(",", "then")] + keymap.prefixed.map { Hint(String($0.0), $0.1.rawValue) },
        last: [Hint("Esc", "leaves")])
    }
    if let prompt = state.prompt { return Footer(hints: [Hint("", prompt.hint(on: state.column))]) }
    if state.label.picker != nil {
      return Footer(hints: [
        Hint("Enter", "chooses"), Hint("Up Down", "move"), Hint("Esc", "leaves"),
      ])
    }
    if state.label.marking != nil { return markingFooter }
    let candidates =
      working + [
        Hint([.list], "list", in: keymap), Hint([.send], "send now", in: keymap),
        Hint([.versions], "versions", in: keymap), Hint([.compare], "compare", in: keymap),
        Hint([.prompt], "command", in: keymap),
        state.label.task.flatMap { _ in Hint([.copyText], "copy", in: keymap) },
      ]
    let last = [
      Hint([.help], "help", in: keymap),
      Hint([.close], state.label.answering == nil ? "quit" : "back", in: keymap),
    ]
    return Footer(hints: candidates.compactMap { $0 }, last: last.compactMap { $0 })
  }

  private var working: [Hint?] {
    let keymap = state.keymap
    let label = state.label
    // What cannot be read takes no label: keys for that would be dead.
    let hasTask = label.task.map { $0.row.status != .unreadable } ?? false && !label.isDone
    var hints: [Hint?] = []
    if hasTask {
      // Where there is one row of keys the choices show theirs, but nothing else shows this one.
      let isSmall = geometry.footerRows.count < 2 && !label.form.autoAdvances && !enterOpens
      if isSmall, label.suggestion == nil { hints.append(Hint([.submit], "submit", in: keymap)) }
      hints += changeHints
      hints.append(labelHint)
      hints += focusHints
      hints.append(Hint([.mark], "mark", in: keymap))
      if label.suggestion != nil {
        hints.append(Hint([.submit], "take >", in: keymap))
      } else if !isSmall, !enterOpens, !label.form.autoAdvances || label.isUnsubmitted {
        hints.append(Hint([.submit], "submit", in: keymap))
      }
      hints.append(Hint([.skip], "skip", in: keymap))
      hints.append(Hint([.note], "note", in: keymap))
      if !focusPicks,
        label.form.places.contains(where: { label.form[$0].key == nil && isPicked($0) })
      {
        hints.append(Hint([.pick], "find label", in: keymap))
      }
    }
    if label.window.total ?? 0 > 0 {
      hints.append(
        label.isDone
          ? Hint([.previous], "look back", in: keymap)
          : Hint([.previous, .next], "prev/next", in: keymap))
      if label.search != nil { hints.append(Hint([.nextHit, .previousHit], "hits", in: keymap)) }
      if geometry.isWide, !label.isDone { hints.append(Hint([.nextOpen], "next open", in: keymap)) }
      hints.append(Hint([.find], "find", in: keymap))
    }
    if !label.filter.isEmpty { hints.append(Hint([.unfilter], "clear filter", in: keymap)) }
    if label.window.total ?? 0 > 0 {
      hints.append(Hint([.filter], "filter", in: keymap))
    } else {
      hints.append(Hint([.reload], "reload", in: keymap))
    }
    return hints
  }

  /// What can be done about a raw file that changed or is gone.
  private var changeHints: [Hint?] {
    let keymap = state.keymap
    guard let task = state.label.task, let change = task.change else { return [] }
    let canKeep = !change.isKept
    return [
      canKeep ? Hint([.keep], "keep", in: keymap) : nil, Hint([.drop], "drop", in: keymap),
      change.movedTo.flatMap { Hint([.move], "move to #\($0.id)", in: keymap) },
    ]
  }

  /// Whether a choice is found by typing.
  private func isPicked(_ place: ChoicePlace) -> Bool {
    switch state.label.form.controls[place.control].kind {
    case .choices, .nested, .taxonomy, .labels: true
    case .rating, .pairwise, .text, .number, .dateTime, .ranker, .webPage: false
    }
  }

  /// Whether the control with the focus names the key that finds among its choices.
  private var focusPicks: Bool {
    state.label.focused?.isFound ?? false
  }

  /// What keys do to the control with the focus, and how another gets it.
  private var focusHints: [Hint?] {
    let label = state.label
    guard label.focused != nil else { return [] }
    let hasMore = label.form.controls.indices.count { label.canFocus($0) } > 1
    return fieldHints + [hasMore ? Hint("Tab", "next field") : nil]
  }

  private var fieldHints: [Hint?] {
    let label = state.label
    guard let control = label.focused else { return [] }
    let isEmpty = label.draft.value(of: control, at: label.marking?.selected) == nil
    switch control.kind {
    case .rating: return [Hint("1-\(min(9, control.choices.count))", control.name)]
    case .number: return [Hint("0-9", "types"), Hint("Left Right", "step")]
    case .text, .dateTime: return [Hint(isEmpty ? "Enter i" : "i", "types")]
    case .ranker: return [Hint("Up Down", "item"), Hint("K J", "moves it")]
    case .choices, .nested, .taxonomy, .pairwise, .labels, .webPage:
      return [control.isFound ? findHint(isEmpty: isEmpty) : nil]
    }
  }

  /// Whether Enter begins to answer the empty field that has the focus, in place of submitting.
  private var enterOpens: Bool { fieldHints.contains { $0?.keys.hasPrefix("Enter") ?? false } }

  /// What opens the list of a tree or drop-down: Enter while nothing is chosen, else submits.
  private func findHint(isEmpty: Bool) -> Hint? {
    let key = Hint([.pick], "finds", in: state.keymap)
    guard isEmpty else { return key }
    return Hint((["Enter"] + [key?.keys].compactMap { $0 }).joined(separator: " "), "finds")
  }

  /// The keys of marking, and what goes on beside it.
  private var markingFooter: Footer {
    let label = state.label
    let keymap = state.keymap
    let spans = label.markedSpans().count { $0.text == label.marking?.text }
    var hints: [Hint?] = [labelHint]
    if label.marking?.selected != nil {
      let next = label.fieldOfSpan(after: label.focused == nil ? -1 : label.focus)
      hints += fieldHints + [Hint("x", "removes it")]
      if next != nil || spans > 1 {
        hints.append(Hint("Tab", next == nil ? "next span" : "next field"))
      }
    } else {
      hints += [
        Hint("Left Right", "word"), Hint("h l", "letter"),
        Hint("Space", label.marking?.anchor == nil ? "from here on" : "only here"),
        Hint("j k", "line"), spans > 0 ? Hint("Tab", "spans") : nil,
      ]
    }
    hints += [
      Hint([.submit], "submit", in: keymap), Hint([.undo], "undo", in: keymap),
      Hint("Esc", "leaves"), Hint([.previous, .next], "prev/next", in: keymap),
    ]
    return Footer(
      hints: hints.compactMap { $0 }, last: [Hint([.help], "help", in: keymap)].compactMap { $0 })
  }

  /// `1-5 label+next`, `a b 1 label+next`: the keys that label.
  private var labelHint: Hint? {
    let form = state.label.form
    let places = form.places.filter { !form.hidden.contains($0.control) }
    // Labels work on what is marked.
    let isMarking = state.label.marking != nil
    let keys = places.filter { isMarking || form.controls[$0.control].kind != .labels }
      .compactMap { form[$0].key }
    let isAnswer = state.label.answering != nil
    let word =
      form.autoAdvances
      ? (isAnswer ? "decide" : "label+next") : (isMarking ? "label" : "choose")
    // Drop-downs have theirs last, wherever they stand.
    let digits = Array("1234567890").filter(keys.contains)
    let letters = keys.filter { !$0.isNumber }.prefix(8).map(String.init)
    var names: [String] = letters
    if digits.count > 2, digits.map(String.init) == digits.indices.map({ String(($0 + 1) % 10) }) {
      names.append("1-\(digits.last ?? "1")")
    } else {
      names += digits.map(String.init)
    }
    return names.isEmpty ? nil : Hint(names.joined(separator: " "), word)
  }
}
