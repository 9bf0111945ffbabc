import LabelCore

/// A file of tasks on this machine, which can be gone through as often as needed.
struct ImportSource: Sendable {
  /// Its name without directories, by which its tasks are called.
  var name: String
  /// Absolute.
  var path: String
  private var options: ImportOptions

  /// - Throws: wrong use when the name does not say what is in it.
  init(naming file: String, path: String, textColumn: String?) throws(Failure) {
    guard let format = ImportFormat(fileName: file) else {
      throw .usage(
        "\(file): the name must end in .csv, .tsv, .json, .jsonl or .txt, to say what is in it")
    }
    name = Paths.name(file)
    self.path = path
    options = ImportOptions(file: file, format: format)
    options.textColumn = textColumn
    options.keepsWholeTasks = true
  }

  /// Its tasks in their order, held one piece of the file at a time. Returns how many records had
  /// no text.
  @discardableResult
  func readTasks(_ body: (TaskWithLabels) async throws -> Void) async throws -> Int {
    var reader = TaskImport(options)
    do {
      for try await piece in try LocalFiles.pieces(of: path) {
        for task in try reader.append(piece) { try await body(TaskWithLabels(task)) }
      }
      for task in try reader.finish() { try await body(TaskWithLabels(task)) }
      return reader.skipped
    } catch let error as ImportError {
      throw Failure(.failure, "\(error)")
    }
  }
}
