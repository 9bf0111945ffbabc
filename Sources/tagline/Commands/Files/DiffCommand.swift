import DataRepository
import Foundation
import LabelCore

/// Somebody's own program, run on both contents of each file that differs.
struct DiffCommand: Sendable {
  /// The program and its first arguments; the two files follow.
  let words: [String]
  let store: any VersionedStore
  /// Nil is the empty tree.
  let old: CommitRef?
  let new: CommitRef

  /// The program writes where this one does. What it exits with says whether contents differ, which is known.
  /// - Throws: a failure when there is no such program.
  func show(_ difference: FileDifference) async throws {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "tagline-diff-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try LocalFiles.makeDirectories(folder)
    let name = Paths.name(difference.path)
    let before = try await write(difference.old, at: old, to: "\(folder)/old-\(name)")
    let after = try await write(difference.new, at: new, to: "\(folder)/new-\(name)")
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = words + [before, after]
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus != 127 else {
      throw Failure.usage("--diff-command: there is no program \(words[0])")
    }
  }

  private func write(
    _ file: FileInfo?, at commit: CommitRef?, to place: String
  ) async throws -> String {
    guard let file, let commit else { return "/dev/null" }
    let pieces = store.readFile(file.path, at: commit, offset: 0, length: nil)
    try await LocalFiles.write(to: place) { out in
      for try await piece in pieces { try out.append(piece) }
    }
    return place
  }
}
