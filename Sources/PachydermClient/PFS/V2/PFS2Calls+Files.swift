import DataRepository
import LabelCore
import PachydermWire
import SwiftProtobuf

/// Reading files.
extension PFS2Calls {
  func inspectFile(_ path: String, at commit: CommitRef) async throws -> FileInfo {
    let file = try await file(path, at: commit)
    return FileInfo(
      try await call(PFS2.inspectFile, .with { $0.file = file }, about: PFSSubject(commit, path)))
  }

  func listFiles(
    in directory: String, _ depth: ListRequest.Depth, at commit: CommitRef, after: String?
  ) -> AsyncThrowingStream<FileInfo, any Error> {
    let subject = PFSSubject(commit, directory)
    let names: @Sendable () async throws -> (PFS2File, PFS2File?) = {
      let place = try await file(directory, at: commit)
      return (place, after.map { PFS2File($0, at: place.commit) })
    }
    switch depth {
    case .recursive:
      return stream(PFS2.walkFile, about: subject) {
        let (place, marker) = try await names()
        return .with {
          $0.file = place
          if let marker { $0.paginationMarker = marker }
        }
      } _: {
        FileInfo($0)
      }
    case .directories:
      return stream(PFS2.listFile, about: subject) {
        let (place, marker) = try await names()
        return .with {
          $0.file = place
          if let marker { $0.paginationMarker = marker }
        }
      } _: {
        FileInfo($0)
      }
    }
  }

  func globFiles(_ pattern: String, at commit: CommitRef) -> AsyncThrowingStream<
    FileInfo, any Error
  > {
    stream(PFS2.globFile, about: PFSSubject(commit, pattern)) {
      let place = try await self.commit(commit)
      return .with { ($0.commit, $0.pattern) = (place, pattern) }
    } _: {
      FileInfo($0)
    }
  }

  func readFile(_ path: String, at commit: CommitRef, offset: Int, length: Int?)
    -> AsyncThrowingStream<Bytes, any Error>
  {
    stream(PFS2.getFile, about: PFSSubject(commit, path)) {
      let place = try await file(PathPattern.literal(path), at: commit)
      return .with { ($0.file, $0.offset) = (place, Int64(offset)) }
    } _: {
      Bytes($0.value)
    }
  }

  func readFiles(_ pattern: String, _ files: [FileInfo], at commit: CommitRef)
    -> AsyncThrowingStream<FileContents, any Error>
  {
    let pieces = stream(PFS2.getFileTAR, about: PFSSubject(commit, pattern)) {
      let place = try await file(pattern, at: commit)
      return PFS2GetFileRequest.with { $0.file = place }
    } _: {
      Bytes($0.value)
    }
    let hashes = Dictionary(files.map { ($0.path, $0.hash) }) { first, _ in first }
    let archive = TarReader(pieces)
    return AsyncThrowingStream {
      while let (path, bytes) = try await archive.next() {
        if let hash = hashes[path] { return FileContents(path: path, hash: hash, bytes: bytes) }
      }
      return nil
    }
  }

  func diff(from: CommitRef, to: CommitRef) -> AsyncThrowingStream<FileDifference, any Error> {
    stream(PFS2.diffFile, about: PFSSubject(to)) {
      let (old, new) = (try await file("/", at: from), try await file("/", at: to))
      return .with { ($0.newFile, $0.oldFile) = (new, old) }
    } _: { answer in
      let old = answer.oldFile.fileType == .file ? FileInfo(answer.oldFile) : nil
      let new = answer.newFile.fileType == .file ? FileInfo(answer.newFile) : nil
      return (new ?? old).map { FileDifference(path: $0.path, old: old, new: new) }
    }
  }
}

extension FileInfo {
  fileprivate init(_ info: PFS2FileInfo) {
    self.init(
      path: info.file.path, kind: info.fileType == .dir ? .directory : .file,
      size: Int(info.sizeBytes), hash: Bytes(info.hash).hex,
      committed: info.hasCommitted ? info.committed.unix : nil)
  }
}
