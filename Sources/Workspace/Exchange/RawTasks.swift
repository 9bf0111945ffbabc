package import DataRepository
package import LabelCore

/// The tasks of a version of raw data, in the order of its keys.
package struct RawTasks {
  private let store: any VersionedStore
  private let ref: CommitRef
  private var files: AsyncThrowingStream<FileInfo, any Error>.Iterator

  package init(_ ref: CommitRef, in store: any VersionedStore) {
    self.store = store
    self.ref = ref
    files = store.listFiles(ListRequest(), at: ref).makeAsyncIterator()
  }

  /// A raw task, or why a file holds none.
  struct Found: Sendable {
    var source: SourceKey
    var content: Result<RawTask, RawProblem>
  }

  /// A raw key in eight bytes, so that a million can be held.
  struct KeyHash: Hashable {
    var value: UInt64

    init(value: UInt64) {
      self.value = value
    }

    init(_ source: SourceKey) {
      value = ContentHash(of: Array(source.text.utf8)).bigEndianWords.0
    }
  }

  private static let batch = 200

  /// All files that are there.
  func keys() async throws -> Set<KeyHash> {
    var keys: Set<KeyHash> = []
    for try await file in store.listFiles(ListRequest(), at: ref) where file.kind == .file {
      keys.insert(KeyHash(SourceKey(repo: ref.repo, key: String(file.path.dropFirst()))))
    }
    try Task.checkCancellation()
    return keys
  }

  /// The tasks of the next files; nil at the end.
  mutating func next() async throws -> [Found]? {
    var paths: [String] = []
    while paths.count < Self.batch, let file = try await files.next() {
      if file.kind == .file { paths.append(file.path) }
    }
    // A stream that is cancelled looks like one that ended.
    try Task.checkCancellation()
    return paths.isEmpty ? nil : try await read(paths)
  }

  private func read(_ paths: [String]) async throws -> [Found] {
    var found: [Found] = []
    for try await file in store.readFiles(paths, at: ref) {
      let source = SourceKey(repo: ref.repo, key: String(file.path.dropFirst()))
      found += Self.tasks(in: file.bytes, key: source.key).map {
        Found(source: source, content: $0)
      }
    }
    return found
  }

  private static func tasks(in bytes: Bytes, key: String) -> [Result<RawTask, RawProblem>] {
    let file = RawFile(key: key)
    guard case .array(let items)? = try? JSON(parsing: bytes), items.count > 1 else {
      return [task(file) { () throws(RawProblem) in try file.tasks(in: bytes, fields: []) }]
    }
    return items.map { item in
      task(file) { () throws(RawProblem) in try file.tasks(from: item, fields: []) }
    }
  }

  private static func task(
    _ file: RawFile, _ read: () throws(RawProblem) -> [RawTask]
  ) -> Result<RawTask, RawProblem> {
    do throws(RawProblem) {
      guard let task = try read().first else {
        throw RawProblem(.notOneTask, "\(file.key): no task")
      }
      return .success(task)
    } catch {
      return .failure(error)
    }
  }
}
