package import LabelCore

extension VersionedStore {
  /// The whole of one file; meant for small ones.
  package func readWhole(_ path: String, at commit: CommitRef) async throws -> Bytes {
    var bytes = Bytes()
    for try await piece in readFile(path, at: commit, offset: 0, length: nil) {
      bytes.append(contentsOf: piece)
    }
    return bytes
  }

  /// The files that pass `request`, all in memory.
  package func list(_ request: ListRequest = ListRequest(), at commit: CommitRef) async throws
    -> [FileInfo]
  {
    try await listFiles(request, at: commit).collect()
  }

  /// Puts the whole of `bytes` aside; see `stage`.
  package func stage(_ bytes: Bytes) async throws -> StagedContent {
    try await stage(
      AsyncThrowingStream { continuation in
        continuation.yield(bytes)
        continuation.finish()
      })
  }

  /// Whether there is such a branch.
  package func hasBranch(_ branch: Branch) async throws -> Bool {
    do {
      _ = try await inspectBranch(branch)
      return true
    } catch let error as StoreError where error.code == .branchNotFound {
      return false
    } catch let error as StoreError where error.code == .repoNotFound {
      return false
    }
  }

  /// One put as one commit.
  @discardableResult
  package func put(_ bytes: Bytes, at path: String, on branch: Branch) async throws -> CommitInfo {
    try await commit(
      [.put(path: path, content: .bytes(bytes))], to: branch, description: "", ifHead: nil)
  }
}

extension AsyncThrowingStream where Failure == any Error {
  /// Everything until the end, in memory.
  package func collect() async throws -> [Element] {
    var elements: [Element] = []
    for try await element in self { elements.append(element) }
    return elements
  }
}
