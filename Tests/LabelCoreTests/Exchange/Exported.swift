import LabelCore

/// Exports as a test makes them.
enum Exported {
  static func options(
    _ format: ExportFormat, _ edition: ExportEdition, config: String
  ) throws -> ExportOptions {
    var options = ExportOptions(format)
    options.edition = edition
    options.schema = try ExportSchema(LabelingConfig(parsing: Fixtures.bytes(config)))
    return options
  }

  /// Tasks of a JSON export of Label Studio 1.x.
  static func tasks(in path: String) throws -> [TaskObject] {
    try (JSON(parsing: Fixtures.bytes(path)).arrayValue ?? [])
      .map { try TargetObject($0).object }
  }

  /// The whole file.
  static func text(_ tasks: [TaskObject], _ options: ExportOptions) throws -> String {
    var columns = ExportColumns()
    for task in tasks { columns.add(task, options) }
    var writer = ExportWriter(options, columns: columns)
    var bytes = writer.beginning
    for task in tasks { bytes += writer.add(task) }
    return String(decoding: bytes + writer.end, as: UTF8.self)
  }
}
