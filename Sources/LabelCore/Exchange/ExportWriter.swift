/// Writes an export: takes tasks one after another and gives the bytes that they make, so that as
/// many tasks as there are pass through without being held.
package struct ExportWriter: Sendable {
  private let options: ExportOptions
  private var list: ExportList
  private let table: ExportTable

  /// - Parameter columns: those of all tasks that will come, where the format needs them.
  package init(_ options: ExportOptions, columns: ExportColumns = ExportColumns()) {
    self.options = options
    list = ExportList(options.edition, isTasks: options.format == .json)
    let delimiter = options.format == .tsv ? "\t" : ","
    table = ExportTable(options.edition, delimiter: Array(delimiter.utf8)[0], columns: columns)
  }

  /// What stands before the first task.
  package var beginning: [UInt8] {
    switch options.format {
    case .json, .jsonMin: Array(list.opening.utf8)
    case .jsonLines: []
    case .csv, .tsv: table.header
    case .conll2003: ConllText.beginning
    }
  }

  /// The bytes that one more task makes; none where it is not wanted.
  package mutating func add(_ task: TaskObject) -> [UInt8] {
    switch options.format {
    case .json: isWanted(task) ? list.item(task.exportTree(options.edition)) : []
    case .jsonLines: isWanted(task) ? task.bytes + [0x0a] : []
    case .jsonMin:
      task.exportRows(options).flatMap { list.item($0.record(options.edition)) }
    case .csv, .tsv: task.exportRows(options).flatMap(table.line)
    case .conll2003: task.exportRows(options).flatMap { $0.conll(options.schema) }
    }
  }

  /// What stands behind the last task.
  package var end: [UInt8] {
    switch options.format {
    case .json, .jsonMin: list.end
    case .jsonLines, .csv, .tsv, .conll2003: []
    }
  }

  private func isWanted(_ task: TaskObject) -> Bool {
    options.scope != .labelled || task.hasLabel
  }
}
