package import DataRepository
package import LabelCore

/// Writing files: each object that changes is a commit of its own on the server.
extension S3Store {
  package func stage(_ body: AsyncThrowingStream<Bytes, any Error>) async throws -> StagedContent {
    try await spool.take(body)
  }

  /// Applies the changes one after another, unless one has a path that no file can have. When one
  /// fails, those before it stay; putting them again is harmless. The commit returned carries the
  /// id the gateway gave for the last put, where it did.
  package func commit(
    _ changes: [FileChange], to branch: Branch, description: String, ifHead: ExpectedHead?
  ) async throws -> CommitInfo {
    for change in changes { try Self.checkPath(of: change) }
    try await makeIfMissing(branch)
    var last: String?
    for change in changes {
      last = try await naming(CommitRef(branch)) { try await apply(change, to: branch) } ?? last
    }
    var info = CommitInfo(repo: branch.repo, id: last ?? branch.name, branch: branch.name)
    info.started = client.configuration.now()
    info.finished = info.started
    info.description = description
    return info
  }

  /// As `commit` of the changes does, page by page.
  package func commit(
    putting files: PagedFiles, to branch: Branch, description: String, ifHead: ExpectedHead?
  ) async throws -> CommitInfo {
    var cursor = files.makeCursor()
    var last = try await commit([], to: branch, description: description, ifHead: ifHead)
    while let page = try cursor.next() {
      last = try await commit(
        page.map(\.change), to: branch, description: description, ifHead: nil)
    }
    return last
  }

  private static func checkPath(of change: FileChange) throws {
    switch change {
    case .put(let path, _), .append(let path, _): _ = try key(of: path)
    case .delete(let path), .copy(_, _, let path):
      if path != "/" { _ = try key(of: path.hasSuffix("/") ? String(path.dropLast()) : path) }
    }
  }

  /// Makes a missing branch of an existing repo. A gateway asked to do that makes the repo, too, so
  /// it is asked only when the repo is known to be there.
  private func makeIfMissing(_ branch: Branch) async throws {
    do {
      _ = try await inspectBranch(branch)
    } catch let error as StoreError where error.code == .branchNotFound {
      guard try await branches().contains(where: { $0.branch.repo == branch.repo }) else {
        throw error
      }
      _ = try await createBranch(branch, head: nil)
    }
  }

  private func apply(_ change: FileChange, to branch: Branch) async throws -> String? {
    switch change {
    case .put(let path, let content):
      return try await put(content, at: path, on: branch)
    case .append(let path, let content):
      return try await append(content, to: path, on: branch)
    case .delete(let path):
      try await delete(path, on: branch)
    case .copy(let from, let source, let path):
      try await copy(source, at: from, to: path, on: branch)
    }
    return nil
  }

  private func put(
    _ content: FileContent, from spool: Spool? = nil, at path: String, on branch: Branch
  ) async throws -> String? {
    let (key, bucket) = (try Self.key(of: path), try bucket(of: branch))
    try await refuseDirectory(path, in: bucket)
    switch content {
    case .bytes(let bytes):
      let hash = Digest.of(bytes, .sha256).hex
      return try await client.put(.bytes(bytes), sha256: hash, at: key, in: bucket)
    case .staged(let staged):
      let body = try (spool ?? self.spool).body(of: staged)
      return try await client.put(body, sha256: staged.hash, at: key, in: bucket)
    }
  }

  /// A gateway of 1.x answers 200 to a PUT on a directory's name and replaces the whole tree.
  private func refuseDirectory(_ path: String, in bucket: String) async throws {
    guard try await isDirectory(Self.key(of: path), in: bucket) else { return }
    throw StoreError(.pathCollision, path, "\(path) is a directory; a file there would replace it")
  }

  /// S3 cannot append: the old bytes and the new ones are put together in a temporary file.
  private func append(_ content: FileContent, to path: String, on branch: Branch) async throws
    -> String?
  {
    let old = try await entry(at: Self.key(of: path), in: bucket(of: branch))
    guard let old, old.kind == .file, old.size > 0 else {
      return try await put(content, at: path, on: branch)
    }
    let joined = Spool()
    let body = JoinedBody([
      readFile(path, at: CommitRef(branch), offset: 0, length: nil), try spool.read(content),
    ])
    let whole = try await joined.take(AsyncThrowingStream { try await body.next() })
    return try await put(.staged(whole), from: joined, at: path, on: branch)
  }

  /// A directory's name deletes the tree on 1.x and nothing on 2.x, so its files are deleted one by
  /// one. What is not there is not asked for: deleting it would make a commit all the same.
  private func delete(_ path: String, on branch: Branch) async throws {
    let bucket = try bucket(of: branch)
    let plain = path.hasSuffix("/") ? String(path.dropLast()) : path
    let key = plain.isEmpty ? "" : try Self.key(of: plain)
    if !key.isEmpty {
      guard let entry = try await entry(at: key, in: bucket) else { return }
      if entry.kind == .file { return try await client.delete(key, in: bucket) }
    }
    let below = try await listFiles(ListRequest(prefix: plain + "/"), at: CommitRef(branch))
      .collect()
    for file in below { try await client.delete(Self.key(of: file.path), in: bucket) }
  }

  private func copy(_ source: String, at from: CommitRef, to path: String, on branch: Branch)
    async throws
  {
    let info = try await inspectFile(source, at: from)
    guard info.kind == .directory else {
      return try await copyFile(source, at: from, to: path, on: branch)
    }
    // Listed whole before: a tree may be copied into itself.
    for file in try await list(ListRequest(prefix: info.path), at: from) {
      let rest = Substring(file.path.utf8.dropFirst(info.path.utf8.count))
      let copy = path.hasSuffix("/") ? path + rest : "\(path)/\(rest)"
      try await copyFile(file.path, at: from, to: copy, on: branch)
    }
  }

  private func copyFile(_ source: String, at from: CommitRef, to path: String, on branch: Branch)
    async throws
  {
    let bucket = try bucket(of: branch)
    try await refuseDirectory(path, in: bucket)
    let origin = S3Object(bucket: try self.bucket(of: from), key: try Self.key(of: source))
    try await client.copy(origin, to: S3Object(bucket: bucket, key: try Self.key(of: path)))
  }
}

/// Several bodies, one after another.
private actor JoinedBody {
  typealias Body = AsyncThrowingStream<Bytes, any Error>

  private var bodies: ArraySlice<Body>
  private var current: Body.Iterator?

  init(_ bodies: [Body]) {
    self.bodies = bodies[...]
  }

  func next() async throws -> Bytes? {
    while true {
      if var body = current {
        let piece = try await body.next(isolation: self)
        current = piece == nil ? nil : body
        if let piece { return piece }
      }
      guard let body = bodies.popFirst() else { return nil }
      current = body.makeAsyncIterator()
    }
  }
}
