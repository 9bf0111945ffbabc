package import LabelCore

/// Commits as lines that part and never meet: a commit has one parent, so branches only fork.
package struct CommitGraph: Equatable, Sendable {
  /// One picture a commit, such as `│ *` or `*─┘`, all as wide as they need.
  package private(set) var rows: [String] = []
  /// Columns of the widest.
  package var width: Int { rows.map(\.count).max() ?? 0 }

  /// Of commits, children before their parents. More than `lanes` side by side are not drawn.
  package init(_ entries: [LogEntry], lanes most: Int = 8) {
    var lanes: [String?] = []
    for entry in entries {
      let awaiting = lanes.indices.filter { lanes[$0] == entry.id }
      let lane = awaiting.first ?? lanes.firstIndex { $0 == nil } ?? lanes.count
      if lane == lanes.count { lanes.append(nil) }
      lanes[lane] = entry.id
      rows.append(Self.row(lanes, commit: lane, ending: Set(awaiting.dropFirst()), most: most))
      for ended in awaiting.dropFirst() { lanes[ended] = nil }
      lanes[lane] = entry.parent
      while let last = lanes.last, last == nil { lanes.removeLast() }
    }
  }

  private static func row(
    _ lanes: [String?], commit: Int, ending: Set<Int>, most: Int
  ) -> String {
    let end = ending.max() ?? commit
    var text = ""
    for lane in lanes.indices.prefix(most) {
      let isBridged = lane > commit && lane < end
      switch lane {
      case commit: text += "*"
      case _ where ending.contains(lane): text += lane == end ? "┘" : "┴"
      case _ where lanes[lane] != nil: text += isBridged ? "┼" : "│"
      default: text += isBridged ? "─" : " "
      }
      text += lane >= commit && lane < end ? "─" : " "
    }
    if commit >= most { text += "*" }
    while text.last == " " { text.removeLast() }
    return text
  }
}
