import DataRepository
import Foundation

/// The workspaces opened on this machine, newest first: what bare `tagline` reopens, and who may have unsent
/// labels when a version is made. Kept in `$XDG_STATE_HOME/tagline/workspaces.json`; losing it loses no label.
struct WorkspaceRegistry: Sendable {
  struct Entry: Codable, Equatable, Sendable {
    /// Absolute.
    var directory: String
    var store: StoreIdentity
    /// Where labels go, `labeled_data@master`.
    var target: String
  }

  /// Older ones are forgotten.
  static let limit = 50
  private let path: String

  init(userFiles: UserFiles) {
    path = userFiles.state + "/workspaces.json"
  }

  /// Those whose directory is still there.
  func entries() -> [Entry] {
    guard let data = FileManager.default.contents(atPath: path),
      let entries = try? JSONDecoder().decode([Entry].self, from: data)
    else { return [] }
    return entries.filter { LocalFiles.kind(of: $0.directory + "/config.json") == .file }
  }

  /// Puts the workspace first. Not being able to is no reason to stop.
  func note(_ entry: Entry) {
    let others = entries().filter { $0.directory != entry.directory }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    guard let data = try? encoder.encode(Array(([entry] + others).prefix(Self.limit))) else {
      return
    }
    try? LocalFiles.makeDirectories(Paths.parent(path))
    try? data.write(to: URL(filePath: path), options: .atomic)
  }
}
