import DataRepository
import LabelCore
import PachydermWire
import SwiftProtobuf

/// What differs at and below a path of two commits: each file, and before it the directories that
/// it is in.
actor DifferenceWalk {
  private let path: String
  private let old: CommitRef?
  private let new: CommitRef
  private let store: any VersionedStore
  private let newPlace: PFS2Commit
  private let oldPlace: PFS2Commit?
  private let isShallow: Bool
  private let source: Lookahead<FileDifference>
  private var waiting: ArraySlice<PFS2DiffFileResponse> = []
  private var last = ""

  /// - Parameter isShallow: only the path itself and what is directly in it.
  init(
    _ path: String, from old: CommitRef?, to new: CommitRef, of store: any VersionedStore,
    isShallow: Bool
  ) {
    self.path = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
    self.old = old
    self.new = new
    (oldPlace, newPlace) = (old.map { PFS2Commit($0) }, PFS2Commit(new))
    self.store = store
    self.isShallow = isShallow
    source = Lookahead(store.diff(from: old, to: new))
  }

  func next() async throws -> PFS2DiffFileResponse? {
    while waiting.isEmpty {
      guard let difference = try await source.next() else { return nil }
      if isWithin(difference.path) { try await take(difference) }
    }
    return waiting.popFirst()
  }

  private func isWithin(_ found: String) -> Bool {
    path == "/" || found.utf8.elementsEqual(path.utf8) || found.utf8.starts(with: (path + "/").utf8)
  }

  private func take(_ difference: FileDifference) async throws {
    var directory = ""
    let names = difference.path.split(separator: "/", omittingEmptySubsequences: false)
    for name in names.dropLast() {
      directory += name + "/"
      // Above the path asked for, or told already.
      guard directory.utf8.count > path.utf8.count || directory == path, isShown(directory),
        !last.utf8.starts(with: directory.utf8)
      else { continue }
      waiting.append(
        .with(
          new: try await inspect(directory, at: new), old: try await inspect(directory, at: old)))
    }
    last = difference.path
    guard isShown(difference.path) else { return }
    waiting.append(
      .with(
        new: difference.new.map { PFSService.message($0, at: newPlace) },
        old: oldPlace.flatMap { old in difference.old.map { PFSService.message($0, at: old) } }))
  }

  private func isShown(_ found: String) -> Bool {
    guard isShallow else { return true }
    let below = found.utf8.dropFirst(path == "/" ? 1 : path.utf8.count + 1)
    return !below.dropLast().contains(UInt8(ascii: "/"))
  }

  private func inspect(_ directory: String, at commit: CommitRef?) async throws -> PFS2FileInfo? {
    guard let commit else { return nil }
    do {
      let info = try await store.inspectFile(directory, at: commit)
      // A file may have had the directory's name.
      return info.kind == .directory ? PFSService.message(info, at: PFS2Commit(commit)) : nil
    } catch let error as StoreError where error.code == .fileNotFound {
      return nil
    }
  }
}

extension PFS2DiffFileResponse {
  fileprivate static func with(new: PFS2FileInfo?, old: PFS2FileInfo?) -> Self {
    .with {
      if let new { $0.newFile = new }
      if let old { $0.oldFile = old }
    }
  }
}
