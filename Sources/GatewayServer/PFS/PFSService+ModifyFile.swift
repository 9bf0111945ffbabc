import DataRepository
import LabelCore
import PachydermWire
import SwiftProtobuf

extension PFSService {
  /// A stream of steps as one commit, made when the stream has ended well.
  func modify(_ messages: MessageReader<PFS2ModifyFileRequest>) async throws -> Empty {
    guard case .setCommit(let target)? = try await messages.next()?.body else {
      throw RPCStatus(.invalidArgument, "first message must be a commit")
    }
    let ref = try Self.commit(target)
    // Of a branch, its head; a commit by id must be an open one.
    let branch = Branch(repo: ref.repo, name: ref.commit)
    var changes = ChangeList(store: store)
    while let message = try await messages.next() {
      try await changes.add(message)
    }
    guard !changes.list.isEmpty else { return try await commitNothing(to: branch) }
    _ = try await store.commit(changes.list, to: branch, description: "", ifHead: nil)
    return .init()
  }

  /// An empty stream makes an empty commit all the same.
  private func commitNothing(to branch: Branch) async throws -> Empty {
    let open = try await store.startCommit(on: branch, parent: nil, description: "")
    _ = try await store.finishCommit(
      CommitRef(repo: branch.repo, commit: open.id), description: nil)
    return .init()
  }
}

/// The changes of a ModifyFile stream. Contents beyond some MiB go to the store on the way, so that
/// memory is bounded.
private struct ChangeList {
  /// A piece of this size is staged by itself.
  private static let large = 256 << 10
  /// After so many bytes all are.
  private static let mostInMemory = 8 << 20

  let store: any VersionedStore
  private(set) var list: [FileChange] = []
  private var inMemory = 0

  init(store: any VersionedStore) {
    self.store = store
  }

  mutating func add(_ message: PFS2ModifyFileRequest) async throws {
    switch message.body {
    case .addFile(let file): try await add(file)
    case .deleteFile(let file): list.append(.delete(path: file.path))
    case .copyFile(let file): try copy(file)
    case .setCommit: throw RPCStatus(.invalidArgument, "cannot set commit")
    case nil: throw RPCStatus(.invalidArgument, "a message without a step")
    }
  }

  /// Adding goes to the end of a file; right after its deletion that is to put it anew, which unlike
  /// a deletion alone never takes a directory's place.
  private mutating func add(_ file: PFS2AddFile) async throws {
    if case .url = file.source {
      throw RPCStatus(.unimplemented, "files are not fetched from URLs here")
    }
    let content = try await content(Bytes(file.raw.value))
    // Compared as bytes: names that differ only in Unicode's form are two files.
    if case .delete(let path)? = list.last, path.utf8.elementsEqual(file.path.utf8) {
      list[list.count - 1] = .put(path: file.path, content: content)
    } else {
      list.append(.append(path: file.path, content: content))
    }
  }

  private mutating func content(_ bytes: Bytes) async throws -> FileContent {
    guard bytes.count < Self.large, inMemory + bytes.count <= Self.mostInMemory else {
      return .staged(try await store.stage(bytes))
    }
    inMemory += bytes.count
    return .bytes(bytes)
  }

  private mutating func copy(_ file: PFS2CopyFile) throws {
    guard !file.append else { throw RPCStatus(.unimplemented, "copies are not appended here") }
    let (commit, path) = try PFSService.file(file.src)
    list.append(.copy(from: commit, source: path, path: file.dst))
  }
}
