import DataRepository
import LabelCore

/// Writes a directory of a commit below a local directory, never outside of it.
struct TreeDownload: Sendable {
  let tree: FileTree
  /// Absolute local directory; made when missing.
  let target: String
  /// Hears now and then how many files are written.
  var report: @Sendable (Int) -> Void = { _ in }

  /// Files read at once from the store.
  private static let batch = 200
  /// Files above this are streamed one by one.
  private static let smallSize = 256 * 1024

  /// Writes all files below `path`, whose own components are not repeated locally; for a file, the file.
  /// Returns how many were written.
  @discardableResult
  func write(_ path: String) async throws -> Int {
    let root = LocalTree(root: target)
    var small: [FileInfo] = []
    var count = 0
    for try await file in try await tree.entries(at: path, isRecursive: true) {
      count += 1
      guard file.size <= Self.smallSize else {
        try await stream(file, below: path, into: root)
        continue
      }
      small.append(file)
      if small.count == Self.batch {
        try await readTogether(small, below: path, into: root)
        small = []
        try Task.checkCancellation()
        report(count)
      }
    }
    try await readTogether(small, below: path, into: root)
    return count
  }

  private func readTogether(
    _ files: [FileInfo], below path: String, into root: LocalTree
  ) async throws {
    guard !files.isEmpty else { return }
    for try await file in tree.store.readFiles(files.map(\.path), at: tree.commit) {
      let place = try root.place(for: relative(file.path, to: path))
      try await LocalFiles.write(to: place) { try $0.append(file.bytes) }
    }
  }

  private func stream(_ file: FileInfo, below path: String, into root: LocalTree) async throws {
    let place = try root.place(for: relative(file.path, to: path))
    let pieces = tree.store.readFile(file.path, at: tree.commit, offset: 0, length: nil)
    try await LocalFiles.write(to: place) { out in
      for try await piece in pieces { try out.append(piece) }
    }
  }

  private func relative(_ file: String, to path: String) -> String {
    let prefix = path == "/" ? path : path + "/"
    return file.hasPrefix(prefix) ? String(file.dropFirst(prefix.count)) : Paths.name(file)
  }
}

/// A local directory that files are written below.
struct LocalTree: Sendable {
  let root: String

  /// The local path for a store's path, with the directories above it made.
  /// - Throws: a failure when the path would leave the directory: by `..`, or through a symbolic link.
  func place(for relative: String) throws(Failure) -> String {
    let parts = relative.split(separator: "/", omittingEmptySubsequences: false)
    let isUnsafe = parts.contains { $0.isEmpty || $0 == "." || $0 == ".." || $0.contains("\0") }
    guard let name = parts.last, !isUnsafe else {
      throw Failure(.failure, "\(relative) would be written outside of \(root); nothing is written")
    }
    try LocalFiles.makeDirectories(root)
    var directory = root
    for part in parts.dropLast() {
      directory += "/" + part
      try LocalFiles.makeRealDirectory(directory)
    }
    let place = "\(directory)/\(name)"
    guard LocalFiles.kind(of: place) != .directory else {
      throw Failure(.conflict, "\(place) is a directory here and a file in the store")
    }
    return place
  }
}
