package import DataRepository
package import LabelCore
import Synchronization

/// Reading files.
extension PFSStore {
  package func inspectFile(_ path: String, at commit: CommitRef) async throws -> FileInfo {
    try await calls.inspectFile(path, at: commit)
  }

  package func listFiles(_ request: ListRequest, at commit: CommitRef)
    -> AsyncThrowingStream<FileInfo, any Error>
  {
    let filter = ListFilter(request)
    let files = calls.listFiles(
      in: filter.directory, request.depth, at: commit, after: request.after)
    let list = FilteredList(files: files, filter: filter)
    return AsyncThrowingStream { try await list.next() }
  }

  package func readFile(_ path: String, at commit: CommitRef, offset: Int, length: Int?)
    -> AsyncThrowingStream<Bytes, any Error>
  {
    if length == 0 { return AsyncThrowingStream { nil } }
    let pieces = calls.readFile(path, at: commit, offset: offset, length: length)
    let read = RangeReader(pieces: pieces, left: length ?? .max)
    return AsyncThrowingStream { try await read.next() }
  }

  package func diff(from: CommitRef?, to: CommitRef)
    -> AsyncThrowingStream<FileDifference, any Error>
  {
    // No old file would mean the parent's.
    guard let from else {
      let files = ListingMerge(old: nil, new: listFiles(ListRequest(), at: to))
      return AsyncThrowingStream { try await files.next() }
    }
    return calls.diff(from: from, to: to)
  }
}

// MARK: Many files at once

extension PFSStore {
  /// Small files that are read before the first of them is given out.
  private static let filesInMemory = 512
  /// What of them is read in one answer.
  private static let bytesInMemory = 64 << 20
  /// Fewer are read one by one.
  private static let fewest = 4
  /// Enough to keep pachd's connections busy across a network's latency.
  private static let readsInFlight = 64

  package func readFiles(_ paths: [String], at commit: CommitRef)
    -> AsyncThrowingStream<FileContents, any Error>
  {
    windows(of: paths, at: commit) { try await self.contents(of: $0, at: $1) }
  }

  package func inspectFiles(_ paths: [String], at commit: CommitRef)
    -> AsyncThrowingStream<FileInfo, any Error>
  {
    windows(of: paths, at: commit) { try await self.infos(at: $0, of: $1) }
  }

  /// What `find` gives for some of the paths after the other.
  private func windows<Found: Sendable>(
    of paths: [String], at commit: CommitRef,
    _ find: @escaping @Sendable ([String], CommitRef) async throws -> [Found]
  ) -> AsyncThrowingStream<Found, any Error> {
    pages(from: ManyPaths(rest: paths[...], commit: nil)) { [self] state in
      guard !state.rest.isEmpty else { return Page(elements: [], next: nil) }
      let window = Array(state.rest.prefix(Self.filesInMemory))
      // By id from here on, so that all files are of one commit though the branch moves.
      let pinned =
        if let known = state.commit { known } else {
          CommitRef(repo: commit.repo, commit: try await inspectCommit(commit).id)
        }
      let found = try await find(window, pinned)
      let next = ManyPaths(rest: state.rest.dropFirst(window.count), commit: pinned)
      return Page(elements: found, next: next.rest.isEmpty ? nil : next)
    }
  }

  private func contents(of paths: [String], at commit: CommitRef) async throws -> [FileContents] {
    let together = try await matching(paths, at: commit)
    return try await inParallel(paths, atMost: Self.readsInFlight) { path in
      if let found = together[path] { return found }
      return try await self.contents(of: path, at: commit)
    }.compactMap(\.self)
  }

  private func infos(at paths: [String], of commit: CommitRef) async throws -> [FileInfo] {
    var together: [String: FileInfo] = [:]
    if let pattern = pattern(of: paths) {
      do {
        for try await file in calls.globFiles(pattern, at: commit) {
          together[file.kind == .file ? file.path : String(file.path.dropLast())] = file
        }
      } catch let error as StoreError where error.code != .unreachable {
        together = [:]
      }
    }
    return try await inParallel(paths, atMost: Self.readsInFlight) { [together] path in
      if let found = together[path] { return found }
      do {
        return try await self.inspectFile(path, at: commit) as FileInfo?
      } catch let error as StoreError where error.code == .fileNotFound {
        return nil
      }
    }.compactMap(\.self)
  }

  /// A pattern that finds these paths at once; nil when they are asked for one by one.
  private func pattern(of paths: [String]) -> String? {
    guard readsByPattern.load(ordering: .relaxed), paths.count >= Self.fewest else { return nil }
    return PathPattern.any(of: paths)
  }

  /// What two calls find for all of the paths; the others are asked for one by one.
  private func matching(_ paths: [String], at commit: CommitRef) async throws
    -> [String: FileContents]
  {
    guard let pattern = pattern(of: paths) else { return [:] }
    do {
      let files = try await calls.globFiles(pattern, at: commit).collect()
        .filter { $0.kind == .file }
      guard !files.isEmpty else {
        readsByPattern.store(false, ordering: .relaxed)
        return [:]
      }
      guard files.reduce(0, { $0 + $1.size }) <= Self.bytesInMemory else { return [:] }
      let found = try await calls.readFiles(pattern, files, at: commit).collect()
      return Dictionary(found.map { ($0.path, $0) }) { first, _ in first }
    } catch let error as StoreError where error.code != .unreachable {
      return [:]
    }
  }

  private func contents(of path: String, at commit: CommitRef) async throws -> FileContents? {
    do {
      let info = try await inspectFile(path, at: commit)
      guard info.kind == .file else { return nil }
      return FileContents(
        path: path, hash: info.hash, bytes: try await readWhole(path, at: commit))
    } catch let error as StoreError where error.code == .fileNotFound {
      return nil
    }
  }
}

private struct ManyPaths: Sendable {
  var rest: ArraySlice<String>
  var commit: CommitRef?
}
