import LabelCore

extension TaskStatus {
  /// The number that stands for it in project.db. 5 is a task that nobody labelled and whose file is gone.
  var code: Int {
    switch self {
    case .open: 0
    case .labelled: 1
    case .skipped: 2
    case .unreadable: 3
    case .orphan: 4
    }
  }

  init(code: Int) {
    self = Self.allCases.first { $0.code == code } ?? .orphan
  }
}
