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
        Hint([.prompt], "command", in: keymap), Hint([.copyText], "copy", in: keymap),
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
      let isSmall = geometry.footerRows.count < 2 && !label.form.autoAdvances
      if isSmall, label.suggestion == nil { hints.append(Hint([.submit], "submit", in: keymap)) }
      hints += changeHints
      hints.append(labelHint)
      hints += focusHints
      hints.append(Hint([.mark], "mark", in: keymap))
      if label.suggestion != nil {
        hints.append(Hint([.submit], "take >", in: keymap))
      } else if !isSmall, !label.form.autoAdvances || label.isUnsubmitted {
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
    if case .taxonomy = state.label.focused?.kind { true } else { false }
  }

  /// What keys do to the control with the focus.
  private var focusHints: [Hint?] {
    let label = state.label
    guard let control = label.focused else { return [] }
    let isEmpty = label.draft.value(of: control, at: label.marking?.selected) == nil
    let hasMore = label.form.controls.indices.count { label.canFocus($0) } > 1
    let next = hasMore ? Hint("Tab", "next field") : nil
    switch control.kind {
    case .rating: return [Hint("1-\(min(9, control.choices.count))", control.name), next]
    case .number: return [Hint("0-9", "types"), Hint("Left Right", "step"), next]
    case .text, .dateTime: return [Hint(isEmpty ? "Enter i" : "i", "types"), next]
    case .taxonomy: return [Hint(isEmpty ? "Enter t" : "t", "finds"), next]
    case .ranker: return [Hint("Up Down", "item"), Hint("K J", "moves it"), next]
    case .choices, .nested, .pairwise, .labels, .webPage: return [next]
    }
  }

  /// The keys of marking, and what goes on beside it.
  private var markingFooter: Footer {
    let label = state.label
    let keymap = state.keymap
    var hints: [Hint?] = [labelHint]
    if label.marking?.selected != nil {
      hints += [Hint("x", "removes it"), Hint("Tab", "next span")]
    } else {
      hints += [
        Hint("Left Right", "word"), Hint("h l", "letter"),
        Hint("Space", label.marking?.anchor == nil ? "from here on" : "only here"),
        Hint("j k", "line"), Hint("Tab", "spans"),
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
    let digits = keys.filter(\.isNumber)
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
