import DataRepository
import Foundation
import LabelCore
import PachydermWire
import SwiftProtobuf

/// Reading and writing single files.
extension PFSService {
  func addFiles(to table: inout MethodTable) {
    table.upload(PFS2.modifyFile) { try await modify($0) }
    table.add(PFS2.inspectFile) { request in
      let (ref, path) = try Self.file(request.file)
      let commit = try await pinned(ref)
      return Self.message(try await store.inspectFile(path, at: commit), at: PFS2Commit(commit))
    }
    table.stream(PFS2.getFile) { request in
      let (ref, path) = try Self.file(request.file)
      let commit = try await pinned(ref)
      let file = try await regularFile(path, at: commit)
      let bytes = store.readFile(file, at: commit, offset: Int(request.offset), length: nil)
      return Self.mapped(bytes) { BytesValue(Data($0)) }
    }
    table.stream(PFS2.getFileTAR) { request in
      let (ref, path) = try Self.file(request.file)
      let commit = try await pinned(ref)
      let tree = try tree(matching: path, at: commit)
      let archive = TarArchive(entries: tree, store: store, commit: commit)
      let missing = Self.notFound(path, at: commit)
      try await archive.begin(orThrow: missing)
      return AsyncThrowingStream { try await archive.next().map { BytesValue(Data($0)) } }
    }
  }

  /// The one file that a glob stands for.
  private func regularFile(_ path: String, at commit: CommitRef) async throws -> String {
    guard Glob.isPattern(path) || path.contains("\\") else {
      return try regular(await store.inspectFile(path, at: commit))
    }
    var found: FileInfo?
    for try await file in try tree(matching: path, at: commit) {
      guard found == nil else {
        throw RPCStatus(.invalidArgument, "matched multiple files. Try GetFileTAR")
      }
      found = file
    }
    guard let found else { throw Self.notFound(path, at: commit) }
    return try regular(found)
  }

  private func regular(_ file: FileInfo) throws -> String {
    guard file.kind == .file else {
      throw RPCStatus(
        .invalidArgument, "cannot get non-regular file. Try GetFileTAR for directories")
    }
    return file.path
  }

  static func notFound(_ path: String, at commit: CommitRef) -> StoreError {
    StoreError(
      .fileNotFound, "\(commit):\(path)",
      "file \(path) not found in repo \(commit.repo) at commit \(commit.commit)")
  }

  static func message(_ info: FileInfo, at commit: PFS2Commit) -> PFS2FileInfo {
    .with {
      $0.file = PFS2File(info.path, at: commit)
      $0.fileType = info.kind == .file ? .file : .dir
      if let committed = info.committed { $0.committed = .init(unix: committed) }
      $0.sizeBytes = Int64(info.size)
      $0.hash = Data(Bytes(hex: info.hash) ?? [])
    }
  }
}
