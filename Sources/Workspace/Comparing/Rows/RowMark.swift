import LabelCore

/// What a filter finds a row by.
enum RowMark: Hashable {
  /// Given in A or in B.
  case label(String)
  /// Decided in A or in B.
  case annotator(String)
  /// A cell of a control's matrix, nil for any category.
  case cell(ComparisonFilter.Cell)

  /// All marks of a row: it passes a filter exactly when it has all marks that the filter asks for
  /// and one of its kinds.
  static func all(of row: ComparisonRow) -> Set<RowMark> {
    let sides = [row.a, row.b].compactMap { $0?.summary }
    var marks: Set<RowMark> = []
    for side in sides {
      for name in side.annotators { marks.insert(.annotator(name)) }
      for name in side.label?.answers.flatMap(\.value.names) ?? [] { marks.insert(.label(name)) }
    }
    guard let a = row.a?.summary.label, let b = row.b?.summary.label else { return marks }
    for control in Set((a.answers + b.answers).map(\.control)) {
      let blank = LabelCategory([])
      let inA = a.value(of: control).map(\.category) ?? blank
      let inB = b.value(of: control).map(\.category) ?? blank
      for categories in [(inA, inB), (inA, nil), (nil, inB), (nil, nil)] {
        marks.insert(.cell(.init(control: control, a: categories.0, b: categories.1)))
      }
      let names = (inA?.values ?? [], inB?.values ?? [])
      for name in names.0 {
        marks.insert(.cell(.init(control: control, labelA: name, labelB: nil)))
      }
      for name in names.1 {
        marks.insert(.cell(.init(control: control, labelA: nil, labelB: name)))
      }
    }
    return marks
  }

  /// What a filter asks for besides kinds.
  static func all(asked filter: ComparisonFilter) -> [RowMark] {
    [
      filter.label.map(RowMark.label), filter.annotator.map(RowMark.annotator),
    ]
    .compactMap { $0 } + (filter.cell?.parts.map(RowMark.cell) ?? [])
  }

  /// One text for each mark.
  var text: String {
    switch self {
    case .label(let name): "l" + name
    case .annotator(let name): "p" + name
    case .cell(let cell):
      JSON.array([
        .string(cell.control), Self.json(cell.a), Self.json(cell.b), Self.json(cell.labelA),
        Self.json(cell.labelB),
      ]).text(.compact)
    }
  }

  private static func json(_ category: LabelCategory?) -> JSON {
    category.map { .array($0.values.map(JSON.string)) } ?? .null
  }

  private static func json(_ label: String?) -> JSON { label.map(JSON.string) ?? .null }
}

extension ComparisonFilter.Cell {
  /// The cells for which rows are marked and that together ask for the same.
  fileprivate var parts: [Self] {
    guard labelA != nil || labelB != nil else { return [self] }
    var parts: [Self] = []
    if a != nil || b != nil { parts.append(.init(control: control, a: a, b: b)) }
    if labelA != nil { parts.append(.init(control: control, labelA: labelA, labelB: nil)) }
    if labelB != nil { parts.append(.init(control: control, labelA: nil, labelB: labelB)) }
    return parts
  }
}
