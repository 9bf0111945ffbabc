/// Local file paths as text.
enum Paths {
  /// `path` made absolute below `directory`; `.` and empty components fall away, `..` is kept for the system.
  static func absolute(_ path: String, in directory: String) -> String {
    let joined = path.hasPrefix("/") ? path : "\(directory)/\(path)"
    let parts = joined.split(separator: "/").filter { $0 != "." }
    return "/" + parts.joined(separator: "/")
  }

  /// The directory that holds `path`.
  static func parent(_ path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// The last component.
  static func name(_ path: String) -> String {
    String(path.split(separator: "/").last ?? "")
  }
}

/// Where the program keeps a user's files (XDG base directories).
struct UserFiles: Sendable {
  private let environment: [String: String]

  init(environment: [String: String]) {
    self.environment = environment
  }

  /// Data sets and demo: `$XDG_DATA_HOME/tagline`.
  var data: String { directory("XDG_DATA_HOME", ".local/share") }
  /// What is known about workspaces, and logs: `$XDG_STATE_HOME/tagline`.
  var state: String { directory("XDG_STATE_HOME", ".local/state") }
  /// Settings: `$XDG_CONFIG_HOME/tagline`.
  var config: String { directory("XDG_CONFIG_HOME", ".config") }
  /// What can be had again: `$XDG_CACHE_HOME/tagline`.
  var cache: String { directory("XDG_CACHE_HOME", ".cache") }
  var defaultStore: String { data + "/store.db" }

  /// XDG says that relative values are to be ignored.
  private func directory(_ variable: String, _ fallback: String) -> String {
    if let value = environment[variable], value.hasPrefix("/") { return value + "/tagline" }
    return (environment["HOME"].nonEmpty ?? "/tmp") + "/" + fallback + "/tagline"
  }
}
