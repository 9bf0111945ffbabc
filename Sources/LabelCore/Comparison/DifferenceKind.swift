/// What became of one task between A and B; exactly one kind a task.
package enum DifferenceKind: String, CaseIterable, Hashable, Sendable {
  // In the order in which differences are shown.
  /// Labelled on both sides, another label.
  case flip
  /// Another label, and the text changed too.
  case textAndLabel = "text-and-label"
  /// Labelled on one side, skipped on the other.
  case skip
  /// The same label or skip, the text changed.
  case text
  /// Decided in A only: B has no such task, or nobody decided it there.
  case onlyA = "only-a"
  case onlyB = "only-b"
  /// The same label or skip, by other annotators.
  case annotator
  /// Nothing of the above; times and notes may differ.
  case same

  /// Reads what `--only` takes: a raw value, or the plural of a word.
  package init?(argument: String) {
    let word = argument.lowercased()
    let plurals = ["flips": Self.flip, "skips": .skip, "texts": .text, "annotators": .annotator]
    guard let kind = Self(rawValue: word) ?? plurals[word] else { return nil }
    self = kind
  }

  /// The kind of a task that A says `a` about and B `b`; nil where a side does not have the task.
  package init(_ a: LabelSummary?, _ b: LabelSummary?) {
    let isTextChanged = a != nil && b != nil && a?.data != b?.data
    switch (a?.outcome ?? .none, b?.outcome ?? .none) {
    case (.none, .none): self = isTextChanged ? .text : .same
    case (_, .none): self = .onlyA
    case (.none, _): self = .onlyB
    case (.labelled, .labelled) where a?.label?.answers != b?.label?.answers:
      self = isTextChanged ? .textAndLabel : .flip
    case (.labelled, .skipped), (.skipped, .labelled): self = .skip
    default:
      let isSamePeople = a?.annotators == b?.annotators
      self = isTextChanged ? .text : isSamePeople ? .same : .annotator
    }
  }

  /// The kind with the sides swapped.
  package var swapped: DifferenceKind {
    switch self {
    case .onlyA: .onlyB
    case .onlyB: .onlyA
    default: self
    }
  }
}
