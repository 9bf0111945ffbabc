import DataRepository
import Foundation
import LabelCore
import PachydermWire
import SwiftProtobuf

/// Writing files: one PutFile is one commit.
extension PFS1Calls {
  func modify(_ commit: CommitRef, _ changes: [FileChange], _ spool: Spool) async throws {
    // No stream can say this; by itself it is one commit, too.
    if changes.count == 1, case .copy(let from, let source, let path)? = changes.first {
      return try await copy(PFS1File(source, at: from), to: PFS1File(path, at: commit))
    }
    let steps = PutSteps(try await plan(changes), target: commit, calls: self, spool)
    _ = try await upload(
      PFS1.putFile, AsyncThrowingStream { try await steps.next() }, about: PFSSubject(commit))
  }

  func modify(_ commit: CommitRef, putting files: PagedFiles, _ spool: Spool) async throws {
    let steps = PutSteps(files.makeCursor(), target: commit, calls: self, spool)
    _ = try await upload(
      PFS1.putFile, AsyncThrowingStream { try await steps.next() }, about: PFSSubject(commit))
  }

  private func copy(_ source: PFS1File, to target: PFS1File) async throws {
    let request = PFS1CopyFileRequest.with {
      ($0.src, $0.dst, $0.overwrite) = (source, target, true)
    }
    let subject = PFSSubject(
      CommitRef(repo: source.commit.repo.name, commit: source.commit.id), source.path)
    _ = try await call(PFS1.copyFile, request, .writes, about: subject)
  }

  /// What comes of the changes, each path once: the messages of a stream cannot name one twice.
  private func plan(_ changes: [FileChange]) async throws -> PutPlan {
    var plan = PutPlan()
    for change in changes {
      switch change {
      case .put(let path, let content): plan.put(.content(content), at: path)
      case .append(let path, let content): plan.append(.content(content), at: path)
      case .delete(let path): plan.delete(path)
      case .copy(let from, let source, let path):
        try await copyTree(source, at: from, to: path, &plan)
      }
    }
    return plan
  }

  private func copyTree(
    _ source: String, at commit: CommitRef, to path: String, _ plan: inout PutPlan
  ) async throws {
    let top = try await inspectFile(source, at: commit)
    guard top.kind == .directory else {
      plan.put(.file(top.path, commit), at: path)
      return
    }
    let target = path.hasSuffix("/") ? path : path + "/"
    for try await file in listFiles(in: top.path, .recursive, at: commit, after: nil)
    where file.kind == .file {
      let name = String(decoding: file.path.utf8.dropFirst(top.path.utf8.count), as: UTF8.self)
      plan.put(.file(file.path, commit), at: target + name)
    }
  }
}

/// What a PutFile stream does to each path, in the order in which they were named first.
private struct PutPlan {
  enum Source {
    case content(FileContent)
    /// Of another commit.
    case file(String, CommitRef)
  }

  struct Put {
    var path: String
    var isDeletion = false
    /// Else what is put goes to the end of the file.
    var replaces = true
    var sources: [Source] = []
  }

  private(set) var puts: [Put] = []
  private var places: [String: Int] = [:]

  mutating func put(_ source: Source, at path: String) {
    set(Put(path: path, sources: [source]))
  }

  mutating func delete(_ path: String) {
    let plain = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
    // What was put into the directory before is gone, too.
    for (name, place) in places where name.utf8.starts(with: (plain + "/").utf8) {
      puts[place] = Put(path: name, isDeletion: true)
    }
    set(Put(path: plain, isDeletion: true))
  }

  mutating func append(_ source: Source, at path: String) {
    guard let place = places[path] else {
      return set(Put(path: path, replaces: false, sources: [source]))
    }
    if puts[place].isDeletion { puts[place] = Put(path: path) }
    puts[place].sources.append(source)
  }

  private mutating func set(_ put: Put) {
    if let place = places[put.path] {
      puts[place] = put
    } else {
      places[put.path] = puts.count
      puts.append(put)
    }
  }
}

/// The messages of a PutFile stream, made one by one. The first of a file names it, the others are
/// bytes alone: naming it again would begin anew.
private actor PutSteps {
  private let calls: PFS1Calls
  private let target: CommitRef
  private let spool: Spool
  private var puts: ArraySlice<PutPlan.Put> = []
  /// Where more files come from, each path once.
  private var files: PagedFiles.Cursor?
  /// The file that is being put: its first message, until that is sent, and what is left of it.
  private var head: PFS1PutFileRequest?
  private var sources: ArraySlice<PutPlan.Source> = []
  private var pieces: ContentPieces?

  init(_ plan: PutPlan, target: CommitRef, calls: PFS1Calls, _ spool: Spool) {
    puts = plan.puts[...]
    self.target = target
    self.calls = calls
    self.spool = spool
  }

  init(_ files: PagedFiles.Cursor, target: CommitRef, calls: PFS1Calls, _ spool: Spool) {
    self.files = files
    self.target = target
    self.calls = calls
    self.spool = spool
  }

  func next() async throws -> PFS1PutFileRequest? {
    while true {
      if let piece = try await pieces?.next() {
        var message = head ?? PFS1PutFileRequest()
        head = nil
        message.value = Data(piece)
        return message
      }
      pieces = nil
      if let source = sources.popFirst() {
        pieces = try open(source)
      } else if let empty = head {
        head = nil
        return empty
      } else {
        if puts.isEmpty, let more = try files?.next() {
          puts = more.map { PutPlan.Put(path: $0.path, sources: [.content(.bytes($0.bytes))]) }[...]
        }
        guard let put = puts.popFirst() else { return nil }
        begin(put)
      }
    }
  }

  private func begin(_ put: PutPlan.Put) {
    sources = put.sources[...]
    head = .with {
      $0.file = PFS1File(put.path, at: target)
      $0.delete = put.isDeletion
      if !put.isDeletion && put.replaces { $0.overwriteIndex = .init() }
    }
  }

  private func open(_ source: PutPlan.Source) throws -> ContentPieces {
    let bytes =
      switch source {
      case .content(let content): try spool.read(content)
      case .file(let path, let commit):
        calls.readFile(path, at: commit, offset: 0, length: nil)
      }
    return ContentPieces(bytes, size: calls.remote.largestPiece)
  }
}
