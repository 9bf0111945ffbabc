package import DataRepository
package import LabelCore

/// One version of labels, wherever it is: what a comparison reads.
///
/// `StoreVersion` is a commit of a store, `DirectoryVersion` a directory with a downloaded one,
/// `ExportVersion` a file of tasks that Label Studio exported, `RowVersion` one of rows,
/// `WorkspaceVersion` what a workspace holds.
package protocol LabelVersion: Sendable {
  /// What it was called: a ref, a directory, a file.
  var name: String { get }
  /// The commit that it is; nil for files, and where the store does not tell commits.
  var commit: String? { get }
  /// What the hashes of `list` are. Only hashes of one kind are ever compared.
  var hashKind: HashKind { get }
  /// What names this content for good, so that its sums can be kept; nil where only the listing
  /// tells whether something changed.
  var fingerprint: String? { get }

  /// All files in byte order of their paths.
  func list() -> AsyncThrowingStream<FileInfo, any Error>
  /// The contents of many files at once, in the order asked for; a missing one is left out.
  func read(_ paths: [String]) -> AsyncThrowingStream<FileContents, any Error>
}

extension LabelVersion {
  /// What the first tasks tell about the columns of an export of the same tasks.
  package func rowHints() async throws -> RowHints {
    var paths: [String] = []
    for try await file in list() {
      paths.append(file.path)
      if paths.count == 200 { break }
    }
    var hints = RowHints()
    for try await file in read(paths) {
      if let task = try? ExportedTask.object(parsing: file.bytes) { hints.learn(from: task) }
    }
    return hints
  }
}

/// How a hash was made. Equal hashes of one kind mean equal bytes; across kinds they mean nothing.
package struct HashKind: Hashable, Sendable {
  package var name: String

  /// SHA-256 of the bytes: the embedded store's, and that of local files.
  package static let sha256 = HashKind(name: "sha256")

  package init(name: String) {
    self.name = name
  }

  /// What the listings of a store give. Others than the embedded store promise equal hashes for
  /// equal content within themselves only (Pachyderm hashes the hashes of its chunks, S3 gives any
  /// ETag).
  package init(of identity: StoreIdentity) {
    self = identity.kind == "embedded" ? .sha256 : HashKind(name: "\(identity.kind):\(identity.id)")
  }
}
