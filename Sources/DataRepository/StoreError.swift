import LabelCore

/// A failure of a store: what kind, what about, and what the store said.
package struct StoreError: Error, Equatable, Sendable {
  /// Kinds that callers act on.
  package enum Code: String, Equatable, Sendable {
    case repoNotFound, branchNotFound, commitNotFound, fileNotFound
    case repoExists
    case invalidName, invalidPath
    /// The branch has no commits yet.
    case noHead
    case commitFinished, commitOpen
    /// A path would be both a file and a directory.
    case pathCollision
    /// The head is not the expected one, or somebody else holds what was to be changed.
    case conflict
    case notEmpty
    case unauthorized, forbidden
    case unreachable, timeout
    case unsupported
    /// Disk full, damaged file, or an answer that makes no sense.
    case failed
  }

  package var code: Code
  /// The thing it is about: `repo`, `repo@branch`, `repo@commit:/path`.
  package var subject: String
  /// A sentence for people, in pachctl 1.13's words where it has some.
  package var message: String

  package init(_ code: Code, _ subject: String, _ message: String) {
    self.code = code
    self.subject = subject
    self.message = message
  }
}

extension StoreError {
  /// Refuses what no repo or branch may be called, whatever the store.
  package static func checkName(_ name: String) throws(StoreError) {
    do {
      try RefRules.checkName(name)
    } catch {
      throw StoreError(.invalidName, name, error.message)
    }
  }
}
