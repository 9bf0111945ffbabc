import DataRepository
import LabelCore
import PachydermWire
import SwiftProtobuf

/// Listing and comparing.
extension PFSService {
  private typealias Files = AsyncThrowingStream<FileInfo, any Error>

  func addTrees(to table: inout MethodTable) {
    table.stream(PFS2.listFile) { request in
      let (ref, path) = try Self.file(request.file)
      let commit = try await pinned(ref)
      let files = try await level(path, at: commit, behind: request.marker)
      return try Self.page(files, Int(request.number), isReverse: request.reverse, at: commit)
    }
    table.stream(PFS2.walkFile) { request in
      let (ref, path) = try Self.file(request.file)
      let commit = try await pinned(ref)
      let walk = TreeWalk(path, at: commit, of: store)
      let files = Self.behind(
        request.marker, AsyncThrowingStream { try await walk.next() })
      return try Self.page(files, Int(request.number), isReverse: request.reverse, at: commit)
    }
    table.stream(PFS2.globFile) { request in
      let commit = try await pinned(Self.commit(request.commit))
      let files = try tree(matching: request.pattern, at: commit)
      let place = PFS2Commit(commit)
      return Self.mapped(files) { Self.message($0, at: place) }
    }
    table.stream(PFS2.diffFile) { request in try await differences(request) }
  }

  /// What is in a directory, or the file itself; nothing where nothing is.
  private func level(_ path: String, at commit: CommitRef, behind marker: String?) async throws
    -> AsyncThrowingStream<FileInfo, any Error>
  {
    let info: FileInfo
    do {
      info = try await store.inspectFile(path, at: commit)
    } catch let error as StoreError where error.code == .fileNotFound {
      return AsyncThrowingStream { nil }
    }
    guard info.kind == .directory else {
      return AsyncThrowingStream { continuation in
        continuation.yield(info)
        continuation.finish()
      }
    }
    return store.listFiles(
      ListRequest(prefix: info.path, depth: .directories, after: marker), at: commit)
  }

  private static func behind(
    _ marker: String?, _ files: AsyncThrowingStream<FileInfo, any Error>
  ) -> AsyncThrowingStream<FileInfo, any Error> {
    guard let marker else { return files }
    let source = Lookahead(files)
    return AsyncThrowingStream {
      while let file = try await source.next() {
        if marker.utf8.lexicographicallyPrecedes(file.path.utf8) { return file }
      }
      return nil
    }
  }

  private static func page(
    _ files: AsyncThrowingStream<FileInfo, any Error>, _ number: Int, isReverse: Bool,
    at commit: CommitRef
  ) throws -> AsyncThrowingStream<PFS2FileInfo, any Error> {
    guard !isReverse else {
      throw RPCStatus(.unimplemented, "files are listed in ascending order only")
    }
    let place = PFS2Commit(commit)
    guard number > 0 else { return mapped(files) { message($0, at: place) } }
    let source = Lookahead(files)
    let left = Countdown(number)
    return AsyncThrowingStream {
      guard await left.takeOne() else { return nil }
      return try await source.next().map { message($0, at: place) }
    }
  }

  /// Files and directories that match a pattern.
  func tree(matching pattern: String, at commit: CommitRef) throws
    -> AsyncThrowingStream<FileInfo, any Error>
  {
    let glob: Glob
    do {
      glob = try Glob(pattern)
    } catch {
      throw RPCStatus(.invalidArgument, error.message)
    }
    // A client that names what it wants must not cost a walk over everything beside it.
    if let paths = glob.paths { return store.inspectFiles(paths, at: commit) }
    let prefix = glob.literalPrefix
    let directory = String(prefix[...(prefix.lastIndex(of: "/") ?? prefix.startIndex)])
    let walk = TreeWalk(directory.isEmpty ? "/" : directory, at: commit, of: store)
    return AsyncThrowingStream {
      do {
        while let file = try await walk.next() {
          let path =
            file.path.count > 1 && file.path.hasSuffix("/")
            ? String(file.path.dropLast()) : file.path
          if glob.matches(path) { return file }
        }
      } catch let error as StoreError where error.code == .fileNotFound {
        // Nothing is where the pattern's own text leads.
      }
      return nil
    }
  }

  /// Files that differ, and the directories that they are in.
  private func differences(_ request: PFS2DiffFileRequest) async throws
    -> AsyncThrowingStream<PFS2DiffFileResponse, any Error>
  {
    let (newRef, newPath) = try Self.file(request.newFile)
    let new = try await store.inspectCommit(newRef)
    var old = new.parent.map { CommitRef(repo: new.repo, commit: $0) }
    if request.hasOldFile {
      let (ref, path) = try Self.file(request.oldFile)
      guard path.utf8.elementsEqual(newPath.utf8) else {
        throw RPCStatus(.unimplemented, "two paths are not compared, only one at two commits")
      }
      old = try await pinned(ref)
    }
    let walk = DifferenceWalk(
      newPath, from: old, to: CommitRef(repo: new.repo, commit: new.id), of: store,
      isShallow: request.shallow)
    return AsyncThrowingStream { try await walk.next() }
  }
}

extension PFS2ListFileRequest {
  fileprivate var marker: String? { paginationMarker.path.isEmpty ? nil : paginationMarker.path }
}

extension PFS2WalkFileRequest {
  fileprivate var marker: String? { paginationMarker.path.isEmpty ? nil : paginationMarker.path }
}

/// Gives out so many.
private actor Countdown {
  private var left: Int

  init(_ count: Int) {
    left = count
  }

  func takeOne() -> Bool {
    left -= 1
    return left >= 0
  }
}
