/// A commit in a log.
package struct LogEntry: Equatable, Sendable {
  package var id: String
  package var parent: String?
  /// The branch it was made on.
  package var branch: String
  package var description: String
  /// When it was finished, or started while it is open; Unix seconds.
  package var made: Double
  package var isOpen: Bool
  package var size: Int

  package init(id: String, parent: String?, branch: String, description: String, made: Double) {
    self.id = id
    self.parent = parent
    self.branch = branch
    self.description = description
    self.made = made
    self.isOpen = false
    self.size = 0
  }
}

/// A commit that changed a task's label.
package struct LabelChange: Equatable, Sendable {
  package var commit: String
  /// When the commit was finished, Unix seconds.
  package var made: Double
  /// Who labelled; empty when unknown.
  package var annotator: String
  /// The label before and after in one line; nil where there was none.
  package var old: String?
  package var new: String?
  package var description: String
  package var note = ""

  package init(
    commit: String, made: Double, annotator: String, old: String?, new: String?,
    description: String = ""
  ) {
    self.commit = commit
    self.made = made
    self.annotator = annotator
    self.old = old
    self.new = new
    self.description = description
  }
}

/// A repo in the list of repos.
package struct RepoEntry: Equatable, Sendable {
  package var name: String
  package var description: String
  /// Unix seconds.
  package var created: Double
  package var size: Int
  package var branches: [String]

  package init(name: String, description: String, created: Double, size: Int, branches: [String]) {
    self.name = name
    self.description = description
    self.created = created
    self.size = size
    self.branches = branches
  }
}
