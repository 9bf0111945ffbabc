import DataRepository
import LabelCore

/// Collects what is put and writes it as one commit, in bounded memory.
///
/// What fits in memory goes in one atomic call. More than that goes into an open commit piece by piece, which
/// is finished at the end, or deleted when something fails.
struct PutWriter {
  private let store: any VersionedStore
  private let branch: Branch
  private let description: String
  private var changes: [FileChange] = []
  private var size = 0
  /// The commit opened here for what did not fit.
  private var open: CommitInfo?

  /// Bytes of changes held before they are sent.
  private static let memory = 32 * 1024 * 1024
  /// Files above this are put aside in the store while they are read.
  private static let pieceSize = 1024 * 1024

  init(store: any VersionedStore, branch: Branch, description: String) {
    self.store = store
    self.branch = branch
    self.description = description
  }

  /// Puts a whole file: at the end of what is there, or in its place.
  mutating func put(_ source: PutSource, isReplacing: Bool) async throws {
    let content = try await content(of: source)
    if isReplacing {
      try await add(.delete(path: source.target), size: 0)
      try await add(.put(path: source.target, content: content.content), size: content.held)
    } else {
      try await add(.append(path: source.target, content: content.content), size: content.held)
    }
  }

  /// Makes the commit, or finishes the open one.
  mutating func finish() async throws {
    if let open {
      try await send()
      _ = try await store.finishCommit(
        CommitRef(repo: branch.repo, commit: open.id), description: nil)
      self.open = nil
    } else if !changes.isEmpty {
      _ = try await store.commit(changes, to: branch, description: description, ifHead: nil)
      changes = []
    }
  }

  /// Takes back what was written so far.
  mutating func abandon() async {
    guard let open else { return }
    try? await store.deleteCommit(CommitRef(repo: branch.repo, commit: open.id))
    self.open = nil
  }

  private mutating func add(_ change: FileChange, size more: Int) async throws {
    changes.append(change)
    size += more + 200
    if size > Self.memory { try await send() }
  }

  /// Sends what is held into the open commit, which is started for it.
  private mutating func send() async throws {
    if open == nil {
      open = try await store.startCommit(on: branch, parent: nil, description: description)
    }
    _ = try await store.commit(changes, to: branch, description: description, ifHead: nil)
    changes = []
    size = 0
  }

  /// Small files are held, large ones and standard input put aside in the store.
  private func content(
    of source: PutSource
  ) async throws -> (content: FileContent, held: Int) {
    if let file = source.file, let size = LocalFiles.size(of: file), size <= Self.pieceSize {
      let bytes = try LocalFiles.read(file)
      return (.bytes(bytes), bytes.count)
    }
    let staged = try await store.stage(try LocalFiles.pieces(of: source.file))
    return (.staged(staged), 0)
  }
}
