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
    if let prompt = state.prompt { return Footer(hints: [Hint("", prompt.hint(on: .label))]) }
    if state.label.picker != nil {
      return Footer(hints: [
        Hint("Enter", "chooses"), Hint("Up Down", "move"), Hint("Esc", "leaves"),
      ])
    }
    let candidates =
      working + [
        Hint([.list], "list", in: keymap), Hint([.send], "send now", in: keymap),
        Hint([.versions], "versions", in: keymap), Hint([.compare], "compare", in: keymap),
        Hint([.prompt], "command", in: keymap), Hint([.copyText], "copy", in: keymap),
      ]
    let last = [Hint([.help], "help", in: keymap), Hint([.close], "quit", in: keymap)]
    return Footer(hints: candidates.compactMap { $0 }, last: last.compactMap { $0 })
  }

  private var working: [Hint?] {
    let keymap = state.keymap
    let label = state.label
    let hasTask = label.task != nil && !label.isDone
    var hints: [Hint?] = []
    if hasTask {
      hints.append(labelHint)
      if label.suggestion != nil {
        hints.append(Hint([.submit], "take >", in: keymap))
      } else if !label.form.autoAdvances || label.isUnsubmitted {
        hints.append(Hint([.submit], "submit", in: keymap))
      }
      hints.append(Hint([.skip], "skip", in: keymap))
      hints.append(Hint([.note], "note", in: keymap))
      if label.form.places.contains(where: { label.form[$0].key == nil }) {
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

  /// `1-5 label+next`, `a b 1 label+next`: the keys that label.
  private var labelHint: Hint? {
    let keys = state.label.form.places.compactMap { state.label.form[$0].key }
    let word = state.label.form.autoAdvances ? "label+next" : "choose"
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
