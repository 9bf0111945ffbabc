package import DataRepository
package import LabelCore
import PachydermWire

/// Reading files.
extension RESTStore {
  package func inspectFile(_ path: String, at commit: CommitRef) async throws -> FileInfo {
    let request = PFS.InspectFileRequest.with { $0.file = file(path, at: commit) }
    return FileInfo(
      try await client.call(PFS.inspectFile, request, about: PFSSubject(commit, path)))
  }

  package func listFiles(_ request: ListRequest, at commit: CommitRef)
    -> AsyncThrowingStream<FileInfo, any Error>
  {
    let filter = ListFilter(request)
    let place = file(filter.directory, at: commit)
    let marker = request.after.map { file($0, at: commit) }
    let subject = PFSSubject(commit, filter.directory)
    let files: ResultReader<PFS.FileInfo>
    switch request.depth {
    case .recursive:
      let message = PFS.WalkFileRequest.with { ($0.file, $0.paginationMarker) = (place, marker) }
      files = client.stream(PFS.walkFile, message, about: subject)
    case .directories:
      let message = PFS.ListFileRequest.with { ($0.file, $0.paginationMarker) = (place, marker) }
      files = client.stream(PFS.listFile, message, about: subject)
    }
    let list = FilteredList(files: files, filter: filter)
    return AsyncThrowingStream { try await list.next() }
  }

  package func readFile(_ path: String, at commit: CommitRef, offset: Int, length: Int?)
    -> AsyncThrowingStream<Bytes, any Error>
  {
    if length == 0 { return AsyncThrowingStream { nil } }
    let request = PFS.GetFileRequest.with {
      ($0.file, $0.offset) = (file(Self.literal(path), at: commit), offset)
    }
    let pieces = client.stream(PFS.getFile, request, about: PFSSubject(commit, path))
    let read = RangeReader(pieces: pieces, left: length ?? .max)
    return AsyncThrowingStream { try await read.next() }
  }

  /// GetFile's path is a glob.
  private static func literal(_ path: String) -> String {
    path.unicodeScalars.reduce(into: "") { text, scalar in
      if "*?[]{}\\".unicodeScalars.contains(scalar) { text.unicodeScalars.append("\\") }
      text.unicodeScalars.append(scalar)
    }
  }

  package func readFiles(_ paths: [String], at commit: CommitRef)
    -> AsyncThrowingStream<FileContents, any Error>
  {
    pages(from: ManyReads(rest: paths[...], commit: nil)) { [self] state in
      guard !state.rest.isEmpty else { return Page(elements: [], next: nil) }
      let window = Array(state.rest.prefix(Self.filesInMemory))
      // By id from here on, so that all files are of one commit though the branch moves.
      let pinned =
        if let known = state.commit { known } else {
          CommitRef(repo: commit.repo, commit: try await inspectCommit(commit).id)
        }
      let found = try await inParallel(window, atMost: Self.readsInFlight) {
        try await self.contents(of: $0, at: pinned)
      }
      let next = ManyReads(rest: state.rest.dropFirst(window.count), commit: pinned)
      return Page(elements: found.compactMap(\.self), next: next.rest.isEmpty ? nil : next)
    }
  }

  /// Small files that are read before the first of them is given out.
  private static let filesInMemory = 512
  /// Enough to keep pachd's connections busy across a network's latency.
  private static let readsInFlight = 64

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

  package func diff(from: CommitRef?, to: CommitRef)
    -> AsyncThrowingStream<FileDifference, any Error>
  {
    guard let from else {
      // No old file would mean the parent's.
      let files = listFiles(ListRequest(), at: to).differences
      return AsyncThrowingStream { try await files.next() }
    }
    let request = PFS.DiffFileRequest.with {
      ($0.newFile, $0.oldFile) = (file("/", at: to), file("/", at: from))
    }
    let found = client.stream(PFS.diffFile, request, about: PFSSubject(to))
    return AsyncThrowingStream {
      while let difference = try await found.next() {
        let old = difference.oldFile.flatMap { $0.fileType == .file ? FileInfo($0) : nil }
        let new = difference.newFile.flatMap { $0.fileType == .file ? FileInfo($0) : nil }
        guard let path = (new ?? old)?.path else { continue }
        return FileDifference(path: path, old: old, new: new)
      }
      return nil
    }
  }
}

private struct ManyReads: Sendable {
  var rest: ArraySlice<String>
  var commit: CommitRef?
}

extension FileInfo {
  init(_ info: PFS.FileInfo) {
    self.init(
      path: info.file?.path ?? "", kind: info.fileType == .directory ? .directory : .file,
      size: info.sizeBytes, hash: info.hash.bytes.hex, committed: info.committed?.seconds)
  }
}
