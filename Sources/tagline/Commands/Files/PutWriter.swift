import DataRepository
import LabelCore

/// Collects what is put and writes it as one commit, in bounded memory.
///
/// What fits in memory goes in one atomic call. More than that goes into an open commit piece by
/// piece, which is finished at the end, or deleted when something fails.
struct PutWriter {
  private let store: any VersionedStore
  private let branch: Branch
  private let description: String
  /// The head that the commit is made for; nil for whichever there is.
  private let expected: ExpectedHead?
  private var changes: [FileChange] = []
  private var size = 0
  /// The commit opened here for what did not fit.
  private var open: CommitInfo?
  /// The number the next file of a split directory gets.
  private var nextNumbers: [String: Int] = [:]

  /// Bytes of changes held before they are sent.
  private static let memory = 32 * 1024 * 1024
  /// Files above this are put aside in the store while they are read.
  private static let pieceSize = 1024 * 1024

  init(
    store: any VersionedStore, branch: Branch, description: String,
    onto expected: ExpectedHead? = nil
  ) {
    self.store = store
    self.branch = branch
    self.description = description
    self.expected = expected
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

  /// Puts a small file at a path.
  mutating func put(_ bytes: Bytes, at path: String) async throws {
    try await add(.put(path: path, content: .bytes(bytes)), size: bytes.count)
  }

  /// Puts the records of a file below a directory named like it, numbered from the last one there.
  mutating func split(
    _ source: PutSource, with splitter: RecordSplitter, isReplacing: Bool
  ) async throws {
    let directory = source.target
    if isReplacing, nextNumbers[directory] == nil {
      try await add(.delete(path: directory), size: 0)
      nextNumbers[directory] = 0
    }
    var splitter = splitter
    do {
      for try await piece in try LocalFiles.pieces(of: source.file) {
        for file in try splitter.append(piece) { try await put(file, below: directory) }
      }
      for file in try splitter.finish() { try await put(file, below: directory) }
    } catch let error as SplitError {
      throw Failure(.failure, "\(source.file ?? "standard input"), \(error)")
    }
  }

  /// Makes the commit, or finishes the open one; its id, nil when there was nothing to write.
  /// - Throws: a conflict when the head is not the expected one, or somebody's commit that came between would be
  ///   written over; nothing is then written.
  @discardableResult
  mutating func finish() async throws -> String? {
    if let open {
      try await send()
      let commit = CommitRef(repo: branch.repo, commit: open.id)
      let finished = try await store.finishCommit(commit, description: nil)
      self.open = nil
      return finished.id
    }
    guard !changes.isEmpty else { return nil }
    let commit = try await store.commit(
      changes, to: branch, description: description, ifHead: expected)
    changes = []
    try await expected?.requireBefore(commit, on: branch, of: store)
    return commit.id
  }

  /// Takes back what was written so far.
  mutating func abandon() async {
    guard let open else { return }
    try? await store.deleteCommit(CommitRef(repo: branch.repo, commit: open.id))
    self.open = nil
  }

  /// Puts bytes at the end of a file, which is made if missing.
  mutating func append(_ bytes: Bytes, to path: String) async throws {
    try await add(.append(path: path, content: .bytes(bytes)), size: bytes.count)
  }

  /// Puts a file into a directory under the number after the last one there.
  mutating func put(_ file: Bytes, below directory: String) async throws {
    let number: Int
    if let known = nextNumbers[directory] {
      number = known
    } else {
      number = try await SplitNumbers(store: store, branch: branch).next(in: directory)
    }
    nextNumbers[directory] = number + 1
    let path = "\(directory)/\(SplitNumbers.name(number))"
    try await add(.put(path: path, content: .bytes(file)), size: file.count)
  }

  private mutating func add(_ change: FileChange, size more: Int) async throws {
    changes.append(change)
    size += more + 200
    if size > Self.memory { try await send() }
  }

  /// Sends what is held into the open commit, which is started for it.
  private mutating func send() async throws {
    if open == nil {
      let started = try await store.startCommit(
        on: branch, parent: nil, description: description)
      open = started
      if let expected, store.traits.pinsCommits, !expected.isHead(started.parent) {
        throw ExpectedHead.overtaken(branch)
      }
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

/// The names of split files: 16 hex digits counting up (pachctl 1.x).
struct SplitNumbers: Sendable {
  let store: any VersionedStore
  let branch: Branch

  static func name(_ number: Int) -> String {
    let digits = String(number, radix: 16)
    return String(repeating: "0", count: max(0, 16 - digits.count)) + digits
  }

  /// The number after the last name in the directory; 0 when there is none.
  /// - Throws: a failure when the last name is no number: the directory holds other files.
  func next(in directory: String) async throws -> Int {
    var last: String?
    do {
      let request = ListRequest(prefix: directory + "/", depth: .directories)
      for try await entry in store.listFiles(request, at: CommitRef(branch)) {
        last = Paths.name(entry.path)
      }
    } catch let error as StoreError where error.code.isAbsence && error.code != .repoNotFound {
      return 0
    }
    guard let last else { return 0 }
    guard let number = Int(last, radix: 16) else {
      throw Failure(
        .conflict,
        "error parsing filename \(last) as int, this likely means you're using split on a "
          + "directory which contains other data: \(directory)")
    }
    return number + 1
  }
}
