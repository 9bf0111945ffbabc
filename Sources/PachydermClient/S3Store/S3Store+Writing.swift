package import DataRepository
package import LabelCore

/// Writing files: each object that changes is a commit of its own on the server.
extension S3Store {
  package func stage(_ body: AsyncThrowingStream<Bytes, any Error>) async throws -> StagedContent {
    try await spool.take(body)
  }

  /// Applies the changes one after another. When one fails, those before it stay; putting them again is
  /// harmless. The commit returned carries the id the gateway gave for the last put, where it did.
  package func commit(
    _ changes: [FileChange], to branch: Branch, description: String, ifHead: ExpectedHead?
  ) async throws -> CommitInfo {
    var last: String?
    for change in changes {
      last = try await apply(change, to: branch) ?? last
    }
    var info = CommitInfo(repo: branch.repo, id: last ?? branch.name, branch: branch.name)
    info.started = client.configuration.now()
    info.finished = info.started
    info.description = description
    return info
  }

  private func apply(_ change: FileChange, to branch: Branch) async throws -> String? {
    let bucket = bucket(of: branch)
    switch change {
    case .put(let path, let content):
      return try await put(content, at: try key(of: path), in: bucket)
    case .append(let path, let content):
      return try await append(content, to: path, on: branch)
    case .delete(let path):
      try await delete(path, on: branch)
    case .copy(let from, let source, let path):
      try await copy(source, at: from, to: path, on: branch)
    }
    return nil
  }

  private func put(_ content: FileContent, at key: String, in bucket: String) async throws
    -> String?
  {
    switch content {
    case .bytes(let bytes):
      let hash = Digest.of(bytes, .sha256).hex
      return try await client.put(.bytes(bytes), sha256: hash, at: key, in: bucket)
    case .staged(let staged):
      let body = try spool.body(of: staged)
      return try await client.put(body, sha256: staged.hash, at: key, in: bucket)
    }
  }

  /// S3 cannot append: the old bytes and the new ones are put together.
  private func append(_ content: FileContent, to path: String, on branch: Branch) async throws
    -> String?
  {
    let key = try key(of: path)
    var old = Bytes()
    do {
      old = try await client.get(key, in: bucket(of: branch)).bytes
    } catch let error as StoreError where error.code == .fileNotFound {}
    guard case .bytes(let new) = content else {
      guard old.isEmpty else {
        throw Self.unsupported("\(branch):\(path)", "appending a large body")
      }
      return try await put(content, at: key, in: bucket(of: branch))
    }
    return try await put(.bytes(old + new), at: key, in: bucket(of: branch))
  }

  /// A directory's name deletes the tree on 1.x and nothing on 2.x, so its files are deleted one by one.
  private func delete(_ path: String, on branch: Branch) async throws {
    let key = try key(of: path.hasSuffix("/") ? String(path.dropLast()) : path)
    let bucket = bucket(of: branch)
    let commit = CommitRef(branch)
    let below = try await listFiles(ListRequest(prefix: "/" + key + "/"), at: commit).collect()
    for file in below { try await client.delete(try self.key(of: file.path), in: bucket) }
    // Deleting an absent key would make a commit all the same.
    let level = try await listFiles(ListRequest(prefix: "/" + key, depth: .directories), at: commit)
      .collect()
    if level.contains(where: { $0.path == "/" + key }) { try await client.delete(key, in: bucket) }
  }

  private func copy(_ source: String, at from: CommitRef, to path: String, on branch: Branch)
    async throws
  {
    let (sourceBucket, target) = (try bucket(of: from), bucket(of: branch))
    let info = try await inspectFile(source, at: from)
    guard info.kind == .directory else {
      return try await client.copy(
        try key(of: source), of: sourceBucket, to: try key(of: path), in: target)
    }
    for try await file in listFiles(ListRequest(prefix: info.path), at: from) {
      let rest = file.path.dropFirst(info.path.count)
      let copy = path.hasSuffix("/") ? path + rest : "\(path)/\(rest)"
      try await client.copy(
        try key(of: file.path), of: sourceBucket, to: try key(of: copy), in: target)
    }
  }
}
