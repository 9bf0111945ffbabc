/// The forms in which labels are put into a bucket for Label Studio 1.x, object by object.
package enum BucketForm: String, CaseIterable, Hashable, Sendable {
  /// Tasks with their annotations and predictions, for a source storage to import.
  case tasks = "ls1-tasks"
  /// What 1.x's own target storage writes: each annotation an object.
  case target = "ls1-target"

  /// A directory of its own for what is exported at a time (`2026-11-23T10:22:44Z`): 1.x never reads a key
  /// again.
  package func directory(at seconds: Int) -> String {
    let time = Timestamp.text(seconds).filter { $0.isLetter || $0.isNumber }
    return "\(rawValue)-\(time)"
  }

  /// Whether a directory is one that some export made.
  package static func isDirectory(_ name: String) -> Bool {
    allCases.contains { name.hasPrefix($0.rawValue + "-") }
  }
}

/// Makes the objects of an export, one task after another.
package struct BucketWriter: Sendable {
  /// An object, its name in the export's directory.
  package struct Object: Sendable {
    package var name: String
    package var bytes: [UInt8]
  }

  private let form: BucketForm
  private let setting: TargetAnnotation.Setting
  /// Tasks and objects so far.
  package private(set) var tasks = 0
  package private(set) var objects = 0

  package init(_ form: BucketForm, _ setting: TargetAnnotation.Setting) {
    self.form = form
    self.setting = setting
  }

  /// The objects of one more task, and what was left out of them.
  package mutating func add(_ task: GatheredTask) -> (objects: [Object], leftOut: [LeftOut]) {
    defer { tasks += 1 }
    switch form {
    case .tasks:
      let task = ImportTask(task, setting.writing)
      guard let tree = task.tree else { return ([], task.leftOut) }
      objects += 1
      // In the order of the tasks, which 1.x takes from the keys.
      return ([Object(name: name(tasks), bytes: tree.bytes(.python))], task.leftOut)
    case .target:
      let made = TargetAnnotation.all(of: task, number: tasks, from: objects + 1, setting)
      objects += made.annotations.count
      return (
        made.annotations.map { Object(name: String($0.id), bytes: $0.bytes) }, made.leftOut
      )
    }
  }

  private func name(_ number: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, 16 - digits.count)) + digits + ".json"
  }
}
