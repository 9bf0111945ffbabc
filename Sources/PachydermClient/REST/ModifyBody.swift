import DataRepository
import LabelCore
import PachydermWire

extension RESTStore {
  /// A body up to this size is kept in memory; a larger one goes through a temporary file.
  private static let mostInMemory = 4 << 20

  /// The messages of a ModifyFile stream, one JSON object a line.
  func modifyBody(_ changes: [FileChange], to branch: Branch) async throws -> HTTPBody {
    let steps = ModifySteps(changes, store: self, target: commit(CommitRef(branch)))
    let size = changes.reduce(0) { sum, change in
      switch change {
      case .put(_, .bytes(let bytes)), .append(_, .bytes(let bytes)): sum + bytes.count
      case .put(_, .staged(let staged)), .append(_, .staged(let staged)): sum + staged.size
      case .delete, .copy: sum
      }
    }
    guard size > Self.mostInMemory else {
      var body = Bytes()
      while let line = try await steps.next() { body += line }
      return .bytes(body)
    }
    let body = try await spool.take(AsyncThrowingStream { try await steps.next() })
    return try spool.body(of: body)
  }
}

/// The lines of a ModifyFile stream, made one by one.
private actor ModifySteps {
  /// Bytes of a file in one message, well below gRPC's 20 MiB.
  private static let chunk = 1 << 20

  private let store: RESTStore
  private var changes: ArraySlice<FileChange>
  private var waiting: ArraySlice<PFS.ModifyFileRequest>
  /// The file that is being added.
  private var file: (path: String, pieces: AsyncThrowingStream<Bytes, any Error>.Iterator)?

  init(_ changes: [FileChange], store: RESTStore, target: PFS.Commit) {
    self.changes = changes[...]
    self.store = store
    waiting = [.with { $0.setCommit = target }]
  }

  func next() async throws -> Bytes? {
    while true {
      if let message = waiting.popFirst() {
        return message.json.bytes(.compact) + [UInt8(ascii: "\n")]
      }
      if let (path, pieces) = file {
        var pieces = pieces
        let piece = try await pieces.next(isolation: self)
        file = piece == nil ? nil : (path, pieces)
        if let piece { add(piece, to: path) }
        continue
      }
      guard let change = changes.popFirst() else { return nil }
      try begin(change)
    }
  }

  /// Adding is to the end of a file: putting deletes it first, in the same commit. A name without a
  /// slash deletes a file, one with a slash a directory.
  private func begin(_ change: FileChange) throws {
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
      let origin = store.file(source, at: from)
      waiting.append(
        .with { $0.copyFile = .with { ($0.destination, $0.source) = (path, origin) } })
    }
  }

  private func open(_ content: FileContent, at path: String) throws {
    switch content {
    case .bytes(let bytes) where bytes.count <= Self.chunk: add(bytes, to: path)
    case .staged(let staged) where staged.size == 0: add([], to: path)
    default: file = (path, try store.spool.read(content).makeAsyncIterator())
    }
  }

  private func add(_ bytes: Bytes, to path: String) {
    // An empty file has no source at all.
    guard !bytes.isEmpty else {
      waiting.append(.with { $0.addFile = .with { $0.path = path } })
      return
    }
    for start in stride(from: 0, to: bytes.count, by: Self.chunk) {
      let piece = Bytes(bytes[start..<min(start + Self.chunk, bytes.count)])
      waiting.append(
        .with { $0.addFile = .with { ($0.path, $0.raw) = (path, WireBytes(piece)) } })
    }
  }
}
