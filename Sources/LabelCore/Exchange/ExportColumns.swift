/// The columns of a table of rows: known once all rows were seen, whatever their number.
package struct ExportColumns: Hashable, Sendable {
  /// What a column holds; the task's id goes under its name wherever it comes from.
  enum Column: Hashable, Sendable {
    case data(String)
    case id
    case output(String)
  }

  /// In the order of their first appearance.
  private(set) var found: [Column] = []
  private var seen: Set<Column> = []

  package init() {}

  /// Takes the columns of the rows that a task makes.
  package mutating func add(_ task: TaskObject, _ options: ExportOptions) {
    for row in task.exportRows(options) {
      for member in row.data { add(member.name == "id" ? .id : .data(member.name)) }
      add(.id)
      for output in row.outputs { add(.output(output.control)) }
    }
  }

  private mutating func add(_ column: Column) {
    if seen.insert(column).inserted { found.append(column) }
  }

  /// The name in the first line; a member of the data that is called like a control makes way.
  func name(_ column: Column) -> String {
    switch column {
    case .id: "id"
    case .output(let control): control
    case .data(let name): seen.contains(.output(name)) ? "_data_\(name)" : name
    }
  }
}

extension ExportRow {
  /// What stands in a column; nil leaves it empty.
  func value(of column: ExportColumns.Column, _ edition: ExportEdition) -> JSON? {
    switch column {
    case .id: id ?? data.last { $0.name == "id" }?.value
    case .data(let name): data.last { $0.name == name }?.value
    case .output(let control): outputs.first { $0.control == control }?.answer(edition)
    }
  }
}
