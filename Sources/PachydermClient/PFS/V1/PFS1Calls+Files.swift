import DataRepository
import LabelCore
import PachydermWire
import SwiftProtobuf

/// Reading files.
extension PFS1Calls {
  func inspectFile(_ path: String, at commit: CommitRef) async throws -> FileInfo {
    let request = PFS1InspectFileRequest.with { $0.file = PFS1File(path, at: commit) }
    return FileInfo(
      try await call(PFS1.inspectFile, request, about: PFSSubject(commit, path)))
  }

  func listFiles(
    in directory: String, _ depth: ListRequest.Depth, at commit: CommitRef, after: String?
  ) -> AsyncThrowingStream<FileInfo, any Error> {
    switch depth {
    case .directories:
      let level = DirectoryLevel(entries(of: directory, at: commit))
      return AsyncThrowingStream { try await level.next()?.info }
    case .recursive:
      let tree = DirectoryTree(directory, at: commit, after: after) { entries(of: $0, at: $1) }
      return AsyncThrowingStream { try await tree.next() }
    }
  }

  /// In the order of their names.
  private func entries(of directory: String, at commit: CommitRef)
    -> AsyncThrowingStream<DirectoryEntry, any Error>
  {
    stream(PFS1.listFile, about: PFSSubject(commit, directory)) {
      .with { $0.file = PFS1File(directory, at: commit) }
    } _: {
      DirectoryEntry(info: FileInfo($0), commitID: $0.file.commit.id)
    }
  }

  func globFiles(_ pattern: String, at commit: CommitRef) -> AsyncThrowingStream<
    FileInfo, any Error
  > {
    stream(PFS1.globFile, about: PFSSubject(commit, pattern)) {
      .with { ($0.commit, $0.pattern) = (PFS1Commit(commit), pattern) }
    } _: {
      FileInfo($0)
    }
  }

  func readFile(_ path: String, at commit: CommitRef, offset: Int, length: Int?)
    -> AsyncThrowingStream<Bytes, any Error>
  {
    stream(PFS1.getFile, about: PFSSubject(commit, path)) {
      .with {
        $0.file = PFS1File(PathPattern.literal(path), at: commit)
        ($0.offsetBytes, $0.sizeBytes) = (Int64(offset), Int64(length ?? 0))
      }
    } _: {
      Bytes($0.value)
    }
  }

  /// GetFile of a pattern is the files one after another, in the order in which they are found.
  func readFiles(_ pattern: String, _ files: [FileInfo], at commit: CommitRef)
    -> AsyncThrowingStream<FileContents, any Error>
  {
    let pieces = stream(PFS1.getFile, about: PFSSubject(commit, pattern)) {
      PFS1GetFileRequest.with { $0.file = PFS1File(pattern, at: commit) }
    } _: {
      Bytes($0.value)
    }
    let contents = JoinedContents(files, pieces)
    return AsyncThrowingStream { try await contents.next() }
  }

  /// pachd gives the whole difference as one message; what is too much for one is compared here.
  func diff(from: CommitRef, to: CommitRef) -> AsyncThrowingStream<FileDifference, any Error> {
    Deferred {
      let request = PFS1DiffFileRequest.with {
        ($0.newFile.commit, $0.oldFile.commit) = (PFS1Commit(to), PFS1Commit(from))
      }
      do {
        let found = try await call(PFS1.diffFile, request, about: PFSSubject(to))
        return Self.differences(found)
      } catch let error as StoreError where error.code == .failed {
        let listings = [from, to].map { commit in
          let tree = DirectoryTree("/", at: commit, after: nil) { entries(of: $0, at: $1) }
          return AsyncThrowingStream { try await tree.nextFile() }
        }
        let merge = ListingMerge(old: listings[0], new: listings[1])
        return AsyncThrowingStream { try await merge.next() }
      }
    }.stream
  }

  private static func differences(_ found: PFS1DiffFileResponse)
    -> AsyncThrowingStream<FileDifference, any Error>
  {
    var differences: [String: FileDifference] = [:]
    for info in found.newFiles.map({ FileInfo($0) }) where info.kind == .file {
      differences[info.path] = FileDifference(path: info.path, old: nil, new: info)
    }
    for info in found.oldFiles.map({ FileInfo($0) }) where info.kind == .file {
      let new = differences[info.path]?.new
      differences[info.path] = FileDifference(path: info.path, old: info, new: new)
    }
    let sorted = differences.values.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
    return AsyncThrowingStream { continuation in
      for difference in sorted { continuation.yield(difference) }
      continuation.finish()
    }
  }
}

extension FileInfo {
  /// Differences come without the slash in front, directories without the one behind.
  fileprivate init(_ info: PFS1FileInfo) {
    let name = info.file.path.hasPrefix("/") ? info.file.path : "/" + info.file.path
    let isDirectory = info.fileType == .dir
    self.init(
      path: isDirectory && !name.hasSuffix("/") ? name + "/" : name,
      kind: isDirectory ? .directory : .file, size: Int(info.sizeBytes),
      hash: Bytes(info.hash).hex, committed: info.hasCommitted ? info.committed.unix : nil)
  }
}
