import LabelCore

/// The figures of a comparison as tables with cursors: a matrix and a list of labels for each
/// control. A and B as they are shown.
struct CompareTables: Sendable {
  let controls: [ControlAgreement]
  /// Which control is shown.
  private(set) var place = 0
  private(set) var categories: [LabelCategory] = []
  private(set) var scores: [LabelScores.Score] = []
  var matrix = TableCursor()
  var labels = TableCursor()

  /// Begins with the control that summary lines speak of.
  init(_ controls: [ControlAgreement]) {
    self.controls = controls
    let main = controls.firstIndex { $0.matrix.total > 0 } ?? 0
    show(main)
  }

  var control: ControlAgreement? { controls.indices.contains(place) ? controls[place] : nil }

  mutating func show(_ place: Int) {
    self.place = controls.isEmpty ? 0 : (place + controls.count) % controls.count
    categories = control.map { $0.matrix.categories(order: $0.categoryOrder) } ?? []
    scores = control.map { $0.scores.all(order: $0.order) } ?? []
    (matrix, labels) = (TableCursor(), TableCursor())
    // The first cell worth a look is one that differs.
    _ = stepMatrix(forward: true)
  }

  /// B as A, with the cursor on the same figure.
  func swapped() -> CompareTables {
    var swapped = CompareTables(controls.map(\.swapped))
    swapped.show(place)
    let cell = (categoryAt(matrix.column), categoryAt(matrix.row))
    if let row = cell.0.flatMap(swapped.categories.firstIndex),
      let column = cell.1.flatMap(swapped.categories.firstIndex)
    {
      (swapped.matrix.row, swapped.matrix.column) = (row, column)
    }
    return swapped
  }

  private func categoryAt(_ place: Int) -> LabelCategory? {
    categories.indices.contains(place) ? categories[place] : nil
  }

  // MARK: The matrix

  var matrixSize: (rows: Int, columns: Int) { (categories.count, categories.count) }

  func count(_ row: Int, _ column: Int) -> Int {
    control?.matrix.count(categories[row], categories[column]) ?? 0
  }

  /// Goes to the next or previous cell off the diagonal that is not empty; false without one.
  mutating func stepMatrix(forward: Bool) -> Bool {
    guard let control else { return false }
    let ranks = Dictionary(zip(categories, categories.indices)) { first, _ in first }
    let cells = control.matrix.cells(order: control.categoryOrder)
      .filter { $0.a != $0.b && $0.count > 0 }
      .compactMap { cell in ranks[cell.a].flatMap { row in ranks[cell.b].map { (row, $0) } } }
    let here = (matrix.row, matrix.column)
    let found = forward ? cells.first { $0 > here } : cells.last { $0 < here }
    guard let next = found ?? (forward ? cells.first : cells.last) else { return false }
    (matrix.row, matrix.column) = next
    return true
  }

  /// The cell under the cursor.
  var matrixCell: ComparisonFilter.Cell? {
    guard let control, let a = categoryAt(matrix.row), let b = categoryAt(matrix.column) else {
      return nil
    }
    return .init(control: control.control, a: a, b: b)
  }

  // MARK: Labels

  /// Figures of a label that rows stand behind: in A, in B, in both.
  static let labelFigures = 3

  var labelsSize: (rows: Int, columns: Int) { (scores.count, Self.labelFigures) }

  var labelCell: ComparisonFilter.Cell? {
    guard let control, scores.indices.contains(labels.row) else { return nil }
    let label = scores[labels.row].label
    return .init(
      control: control.control, labelA: labels.column == 1 ? nil : label,
      labelB: labels.column == 0 ? nil : label)
  }
}

extension Array where Element: Equatable {
  fileprivate func firstIndex(_ element: Element) -> Int? { firstIndex(of: element) }
}
