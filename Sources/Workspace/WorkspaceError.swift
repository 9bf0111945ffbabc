/// A failure of a workspace: what kind, what about, and a sentence for people.
package struct WorkspaceError: Error, Equatable, Sendable {
  /// Kinds that callers act on; `exitCode` is DESIGN's.
  package enum Code: String, Equatable, Sendable {
    /// There is no project directory here.
    case notFound
    /// `--init` on a directory that has a project already.
    case exists
    /// config.json, config.xml, or a flag that stands for something in them, makes no sense.
    case invalidConfig
    /// The labeling config cannot hold labels that are there already.
    case unfitConfig
    /// The workspace was used with another store.
    case otherStore
    /// Another process writes to this workspace.
    case locked
    /// The workspace was opened for reading only.
    case readOnly
    case taskNotFound
    /// A decision that the labeling config does not allow, or a task that cannot be labelled.
    case invalidDecision
    /// Disk full, no permission, or a damaged project.db.
    case failed
  }

  package var code: Code
  /// The file, directory, task or control it is about.
  package var subject: String
  package var message: String

  package init(_ code: Code, _ subject: String, _ message: String) {
    self.code = code
    self.subject = subject
    self.message = message
  }

  /// The exit code of a command that ends with this error.
  package var exitCode: Int32 {
    switch code {
    case .notFound, .exists, .invalidConfig, .invalidDecision, .taskNotFound: 2
    case .otherStore, .locked, .unfitConfig: 4
    case .readOnly, .failed: 5
    }
  }
}
