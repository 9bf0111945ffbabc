/// Writes an export: takes tasks one after another and gives the bytes that they make, so that as many
/// tasks as there are pass through without being held.
package struct ExportWriter: Sendable {
  private let options: ExportOptions
  private var list: ExportList

  package init(_ options: ExportOptions) {
    self.options = options
    list = ExportList(options.edition, isTasks: options.format == .json)
  }

  /// What stands before the first task.
  package var beginning: [UInt8] {
    switch options.format {
    case .json, .jsonMin: Array(list.opening.utf8)
    case .jsonLines: []
    }
  }

  /// The bytes that one more task makes; none where it is not wanted.
  package mutating func add(_ task: TaskObject) -> [UInt8] {
    switch options.format {
    case .json: isWanted(task) ? list.item(task.exportTree(options.edition)) : []
    case .jsonLines: isWanted(task) ? task.bytes + [0x0a] : []
    case .jsonMin:
      task.exportRows(options).flatMap { list.item($0.record(options.edition)) }
    }
  }

  /// What stands behind the last task.
  package var end: [UInt8] {
    switch options.format {
    case .json, .jsonMin: list.end
    case .jsonLines: []
    }
  }

  private func isWanted(_ task: TaskObject) -> Bool {
    options.scope != .labelled || task.hasLabel
  }
}
