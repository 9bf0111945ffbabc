import DataRepository

/// What a listing amounts to, where nothing else tells whether a version changed: a hash over all
/// paths and hashes. Not for use from two tasks at once.
final class ListingFingerprint {
  private let digest = DataRepository.Digest(.sha256)
  private let kind: HashKind

  init(of kind: HashKind) {
    self.kind = kind
  }

  func add(_ file: FileInfo) {
    digest.update(Array("\(file.path)\0\(file.hash)\n".utf8))
  }

  /// After it the next listing begins.
  var text: String { "listing \(kind.name) \(digest.finish().hex)" }
}
