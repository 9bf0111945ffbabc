import LabelCore

/// Which raw keys are tasks.
struct SourceFilter: Sendable {
  private let pattern: RawKeyPattern

  init(_ source: StorageSettings) throws {
    do {
      pattern = try source.regex.map { try RawKeyPattern($0) } ?? .everything
    } catch let error as RawKeyPatternError {
      throw WorkspaceError(.invalidConfig, error.pattern, error.description)
    }
  }

  func passes(_ key: String) -> Bool { pattern.matches(key) }
}
