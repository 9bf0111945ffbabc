import DataRepository
import Foundation
import LabelCore

/// Notes on versions of stores that have no place for them, in a file of this user:
/// `$XDG_DATA_HOME/tagline/notes.json`, by store and `repo@branch`.
struct LocalNotes: Sendable {
  let path: String

  private typealias Notes = [String: [String: String]]

  /// By branch name; empty when there are none, or the file cannot be read.
  func notes(of repo: String, in store: StoreIdentity) -> [String: String] {
    let mine = read()[Self.name(store)] ?? [:]
    let prefix = repo + "@"
    let pairs = mine.compactMap { key, note in
      key.hasPrefix(prefix) ? (String(key.dropFirst(prefix.count)), note) : nil
    }
    return Dictionary(pairs) { first, _ in first }
  }

  /// Writes the note; an empty one takes it away.
  func set(_ note: String, on branch: Branch, in store: StoreIdentity) throws {
    var all = read()
    all[Self.name(store), default: [:]][branch.description] = note.isEmpty ? nil : note
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
    try FileManager.default.createDirectory(
      atPath: Paths.parent(path), withIntermediateDirectories: true)
    try encoder.encode(all).write(to: URL(filePath: path), options: .atomic)
  }

  private func read() -> Notes {
    guard let data = FileManager.default.contents(atPath: path) else { return [:] }
    return (try? JSONDecoder().decode(Notes.self, from: data)) ?? [:]
  }

  private static func name(_ store: StoreIdentity) -> String { "\(store.kind):\(store.id)" }
}
