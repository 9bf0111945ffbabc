/// Which rows of a comparison are wanted; the empty filter lets all through.
package struct ComparisonFilter: Hashable, Sendable {
  /// Empty means all kinds.
  package var kinds: Set<DifferenceKind>
  /// A label given in A or in B.
  package var label: String?
  /// A figure about a control: a cell of its matrix, or what counts for one label.
  package var cell: Cell?
  /// Somebody who decided in A or in B.
  package var annotator: String?

  package struct Cell: Hashable, Sendable {
    package var control: String
    /// The whole answers in A and in B; nil for any.
    package var a: LabelCategory?
    package var b: LabelCategory?
    /// A label among those of the answer in A and in B; nil for any.
    package var labelA: String?
    package var labelB: String?

    package init(control: String, a: LabelCategory? = nil, b: LabelCategory? = nil) {
      self.control = control
      self.a = a
      self.b = b
    }

    package init(control: String, labelA: String?, labelB: String?) {
      self.control = control
      self.labelA = labelA
      self.labelB = labelB
    }

    /// B against A.
    package var swapped: Cell {
      var swapped = self
      (swapped.a, swapped.b) = (b, a)
      (swapped.labelA, swapped.labelB) = (labelB, labelA)
      return swapped
    }
  }

  package init(
    kinds: Set<DifferenceKind> = [], label: String? = nil, annotator: String? = nil,
    cell: Cell? = nil
  ) {
    self.kinds = kinds
    self.label = label
    self.annotator = annotator
    self.cell = cell
  }

  /// B against A.
  package var swapped: ComparisonFilter {
    var swapped = self
    swapped.kinds = Set(kinds.map(\.swapped))
    swapped.cell = cell?.swapped
    return swapped
  }

  /// Whether the row passes all that is asked.
  package func passes(_ row: ComparisonRow) -> Bool {
    let sides = [row.a, row.b].compactMap { $0?.summary }
    if !kinds.isEmpty, !kinds.contains(row.kind) { return false }
    if let label, !sides.contains(where: { $0.hasLabel(label) }) { return false }
    if let annotator, !sides.contains(where: { $0.annotators.contains(annotator) }) { return false }
    if let cell, !cell.holds(row) { return false }
    return true
  }
}

extension LabelSummary {
  fileprivate func hasLabel(_ name: String) -> Bool {
    label?.answers.contains { $0.value.names.contains(name) } ?? false
  }
}

extension ComparisonFilter.Cell {
  fileprivate func holds(_ row: ComparisonRow) -> Bool {
    // A matrix counts tasks that both sides label, where one of them answers the control.
    guard let inA = row.a?.summary.label, let inB = row.b?.summary.label else { return false }
    let values = (inA.value(of: control), inB.value(of: control))
    guard values.0 != nil || values.1 != nil else { return false }
    let blank = LabelCategory([])
    let categories = (values.0.map(\.category) ?? blank, values.1.map(\.category) ?? blank)
    guard a == nil || a == categories.0, b == nil || b == categories.1 else { return false }
    return (labelA.map { values.0?.names.contains($0) ?? false } ?? true)
      && (labelB.map { values.1?.names.contains($0) ?? false } ?? true)
  }
}

extension Comparison {
  /// The same comparison with only the rows that pass; counts and agreement stay those of all
  /// tasks.
  package func filtered(_ filter: ComparisonFilter) -> Comparison {
    var filtered = self
    filtered.rows = rows.filter(filter.passes)
    return filtered
  }
}

extension ComparisonFilter {
  /// Whether tasks that are the same on both sides may pass: they are not among a comparison's
  /// rows unless somebody asks for them, as they are nearly all of a version.
  package var mayPassSame: Bool {
    if kinds.contains(.same) { return true }
    guard kinds.isEmpty, let cell else { return false }
    // Only what is another answer on both sides leaves them out.
    return (cell.a == nil || cell.b == nil || cell.a == cell.b)
  }
}
