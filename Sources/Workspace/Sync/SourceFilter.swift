import LabelCore

/// Which raw keys are tasks.
struct SourceFilter: Sendable {
  private let pattern: RawKeyPattern
  private let prefix: String

  init(_ source: StorageSettings) throws {
    prefix = source.prefix
    do {
      pattern = try source.regex.map { try RawKeyPattern($0) } ?? .everything
    } catch let error as RawKeyPatternError {
      throw WorkspaceError(.invalidConfig, error.pattern, error.description)
    }
  }

  func passes(_ key: String) -> Bool { pattern.matches(key) }

  /// Whether a file of this key would be listed and taken for tasks.
  func lists(_ key: String) -> Bool {
    guard passes(key) else { return false }
    if prefix.isEmpty { return true }
    return key.hasPrefix(prefix + "/") && !key.dropFirst(prefix.count + 1).contains("/")
  }
}
