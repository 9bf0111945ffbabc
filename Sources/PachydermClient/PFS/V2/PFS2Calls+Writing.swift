import DataRepository
import Foundation
import LabelCore
import PachydermWire
import SwiftProtobuf

/// Writing files: one ModifyFile is one commit.
extension PFS2Calls {
  func modify(_ commit: CommitRef, _ changes: [FileChange], _ spool: Spool) async throws {
    let steps = ModifySteps(changes, target: try await self.commit(commit), calls: self, spool)
    _ = try await upload(
      PFS2.modifyFile, AsyncThrowingStream { try await steps.next() }, about: PFSSubject(commit))
  }

  func modify(_ commit: CommitRef, putting files: PagedFiles, _ spool: Spool) async throws {
    let steps = ModifySteps(
      files.makeCursor(), target: try await self.commit(commit), calls: self, spool)
    _ = try await upload(
      PFS2.modifyFile, AsyncThrowingStream { try await steps.next() }, about: PFSSubject(commit))
  }
}

/// The messages of a ModifyFile stream, made one by one.
private actor ModifySteps {
  private let calls: PFS2Calls
  private var changes: ArraySlice<FileChange> = []
  /// Where more changes come from.
  private var files: PagedFiles.Cursor?
  private var waiting: ArraySlice<PFS2ModifyFileRequest>
  private let spool: Spool
  /// The file that is being added.
  private var file: (path: String, pieces: ContentPieces)?

  init(_ changes: [FileChange], target: PFS2Commit, calls: PFS2Calls, _ spool: Spool) {
    self.changes = changes[...]
    self.calls = calls
    self.spool = spool
    waiting = [.with { $0.setCommit = target }]
  }

  init(_ files: PagedFiles.Cursor, target: PFS2Commit, calls: PFS2Calls, _ spool: Spool) {
    self.files = files
    self.calls = calls
    self.spool = spool
    waiting = [.with { $0.setCommit = target }]
  }

  func next() async throws -> PFS2ModifyFileRequest? {
    while true {
      if let message = waiting.popFirst() { return message }
      if let file {
        if let piece = try await file.pieces.next() {
          return .with {
            $0.addFile = .with { ($0.path, $0.raw) = (file.path, BytesValue(Data(piece))) }
          }
        }
        self.file = nil
        continue
      }
      if changes.isEmpty, let more = try files?.next() { changes = more.map(\.change)[...] }
      guard let change = changes.popFirst() else { return nil }
      try await begin(change)
    }
  }

  /// Adding is to the end of a file: putting deletes it first, in the same commit. A name without a
  /// slash deletes a file, one with a slash a directory.
  private func begin(_ change: FileChange) async throws {
    switch change {
    case .put(let path, let content):
      waiting.append(.with { $0.deleteFile = .with { $0.path = path } })
      try open(content, at: path)
    case .append(let path, let content): try open(content, at: path)
    case .delete(let path):
      let plain = path.hasSuffix("/") ? String(path.dropLast()) : path
      let names = plain.isEmpty ? ["/"] : [plain, plain + "/"]
      for name in names { waiting.append(.with { $0.deleteFile = .with { $0.path = name } }) }
    case .copy(let from, let source, let path):
      let origin = try await calls.file(source, at: from)
      waiting.append(.with { $0.copyFile = .with { ($0.dst, $0.src) = (path, origin) } })
    }
  }

  /// An empty file has no source at all.
  private func open(_ content: FileContent, at path: String) throws {
    guard content.size > 0 else {
      waiting.append(.with { $0.addFile = .with { $0.path = path } })
      return
    }
    file = (path, ContentPieces(try spool.read(content), size: calls.remote.largestPiece))
  }
}
