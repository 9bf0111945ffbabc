import DataRepository
import LabelCore

/// What an import will write: known before anything is written.
struct ImportPlan: Equatable, Sendable {
  /// One file's share.
  struct File: Equatable, Sendable {
    var source: String
    /// The directory of its tasks, or the file that holds them all.
    var path: String
    var tasks = 0
    var labelledTasks = 0
    /// Records without a text.
    var skipped = 0
    /// The number of its first task in the directory.
    var firstNumber = 0
  }

  var into: Branch
  var isOneFile: Bool
  var files: [File] = []
  /// The head of the branch that this was found out from; nil where the store tells of no commits.
  var head: ExpectedHead?
  /// The same of the branch that labels go to.
  var labelsHead: ExpectedHead?
  /// Where labels go, and the number of the first object with one; nil when none are written.
  var labels: (branch: Branch, directory: String, first: Int)?

  var labelledTasks: Int { files.reduce(0) { $0 + $1.labelledTasks } }
  var tasks: Int { files.reduce(0) { $0 + $1.tasks } }

  static func == (left: ImportPlan, right: ImportPlan) -> Bool {
    left.into == right.into && left.files == right.files
      && left.labels?.first == right.labels?.first
  }

  /// A line for each file, and one for the labels.
  func words(isDryRun: Bool) -> String {
    let verb = isDryRun ? "would go" : "go"
    var lines = files.map { file in
      let count = "\(file.tasks) \(file.tasks == 1 ? "task" : "tasks") of \(file.source)"
      let skipped = file.skipped > 0 ? " (\(file.skipped) without a text are left out)" : ""
      return "\(count) \(verb) to \(into):\(place(of: file))\(skipped)"
    }
    if let labels {
      let count = "labels of \(labelledTasks) \(labelledTasks == 1 ? "task" : "tasks")"
      lines.append(
        "\(count) \(verb) to \(labels.branch):\(labels.directory)/\(labels.first) and on")
    }
    return lines.joined(separator: "\n")
  }

  private func place(of file: File) -> String {
    if isOneFile { return file.path }
    let last = SplitNumbers.name(file.firstNumber + file.tasks - 1)
    return "\(file.path)/\(SplitNumbers.name(file.firstNumber)) to \(last)"
  }
}
