import DataRepository
import LabelCore

/// Shows how one file differs between two commits.
struct TextDifferences: Sendable {
  let store: any VersionedStore
  /// Nil is the empty tree.
  let old: CommitRef?
  let new: CommitRef

  /// Above this a difference is only named: comparing line by line would take long.
  private static let sizeLimit = 1024 * 1024
  private static let lineLimit = 5000

  /// Header and hunks of the file, as `diff -u` writes them.
  func lines(_ difference: FileDifference, isColoured: Bool) async throws -> [String] {
    let path = DisplayText.cleaned(difference.path)
    var lines = [
      "--- " + (difference.old == nil ? "/dev/null" : "\(old ?? new):\(path)"),
      "+++ " + (difference.new == nil ? "/dev/null" : "\(new):\(path)"),
    ]
    guard let before = try await text(of: difference.old, at: old),
      let after = try await text(of: difference.new, at: new)
    else {
      let sizes = [difference.old, difference.new].map { HumanUnits.size($0?.size ?? 0) }
      return lines + ["Binary or large files differ: \(sizes[0]) before, \(sizes[1]) now"]
    }
    lines += LineDiff(old: before, new: after).hunks(isColoured: isColoured)
    return lines
  }

  /// The file's text, empty for no file; nil for what is not to be compared line by line.
  private func text(of file: FileInfo?, at commit: CommitRef?) async throws -> String? {
    guard let file, let commit else { return "" }
    guard file.size <= Self.sizeLimit else { return nil }
    var bytes: Bytes = []
    for try await piece in store.readFile(file.path, at: commit, offset: 0, length: nil) {
      bytes += piece
    }
    guard !bytes.contains(0), bytes.count(where: { $0 == 0x0A }) <= Self.lineLimit else {
      return nil
    }
    return String(validating: bytes, as: UTF8.self)
  }
}
