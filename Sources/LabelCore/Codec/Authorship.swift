/// Tagline's one key in a completion: who made it, from which raw file, and which edit of it this is.
///
/// `"tagline": {uid, rev, annotator, note, source: {repo, branch, key, sha256, commit}, result_sha256}`,
/// always the completion's last key. Of a task in a raw file of several, `source` has `nth` as well. Without it a completion has the bytes Label Studio writes.
package struct Authorship: Hashable, Sendable {
  /// The key in the completion.
  package static let key = "tagline"

  /// Names the completion for good, whatever its `id` becomes.
  package var uid: String
  /// Counts the saves of this completion, from 1.
  package var rev: Int
  package var annotator: String
  package var note: String
  /// The raw file that the task was read from.
  package var source: SourceFile?
  /// SHA-256 of the `result` as we wrote it, in its canonical form: Python's `json.dumps(result,
  /// sort_keys=True, separators=(",", ":"), ensure_ascii=False)` in UTF-8, whole floats as integers.
  /// Another one now means that the web page edited it.
  package var resultSHA256: String

  package init(uid: String, rev: Int = 1, annotator: String, source: SourceFile? = nil) {
    self.uid = uid
    self.rev = rev
    self.annotator = annotator
    self.note = ""
    self.source = source
    self.resultSHA256 = ""
  }
}

/// A raw file as it was when a task was read from it, and which of its tasks that was.
package struct SourceFile: Hashable, Sendable {
  package var repo: String
  package var branch: String
  /// Path in the repo without a leading slash.
  package var key: String
  /// SHA-256 of the file's bytes, lower-case hex; of a file of several tasks, of the task's part of it.
  package var sha256: String
  /// Id of the commit it was read at.
  package var commit: String
  /// Of a file of several tasks: which of those with equal data, from 0. Nil where the task has the file to
  /// itself.
  package var nth: Int?

  package init(repo: String, branch: String, key: String, sha256: String, commit: String) {
    self.repo = repo
    self.branch = branch
    self.key = key
    self.sha256 = sha256
    self.commit = commit
  }
}

extension Authorship {
  /// Reads the key's value; nil without a `uid`, everything else may be missing.
  package init?(_ value: JSON) {
    guard let uid = value["uid"]?.stringValue, !uid.isEmpty else { return nil }
    self.init(
      uid: uid, rev: value["rev"]?.whole ?? 1,
      annotator: value["annotator"]?.stringValue ?? "",
      source: value["source"].flatMap(SourceFile.init))
    note = value["note"]?.stringValue ?? ""
    resultSHA256 = value["result_sha256"]?.stringValue ?? ""
  }

  /// The key's value; fields of `old` that we do not know stay.
  func value(over old: JSON?) -> JSON {
    var value = JSON.object(old?.members ?? [])
    value["uid"] = .string(uid)
    value["rev"] = .int(rev)
    value["annotator"] = .string(annotator)
    value["note"] = .string(note)
    value["source"] = source?.value(over: value["source"]) ?? .null
    value["result_sha256"] = .string(resultSHA256)
    return value
  }
}

extension SourceFile {
  /// Reads the value of `source`; nil without a `key`.
  package init?(_ value: JSON) {
    guard let key = value["key"]?.stringValue else { return nil }
    func text(_ name: String) -> String { value[name]?.stringValue ?? "" }
    self.init(
      repo: text("repo"), branch: text("branch"), key: key, sha256: text("sha256"),
      commit: text("commit"))
    nth = value["nth"]?.whole
  }

  func value(over old: JSON?) -> JSON {
    var value = JSON.object(old?.members ?? [])
    value["repo"] = .string(repo)
    value["branch"] = .string(branch)
    value["key"] = .string(key)
    value["sha256"] = .string(sha256)
    value["commit"] = .string(commit)
    value["nth"] = nth.map { .int($0) }
    return value
  }
}

/// SHA-256 as lower-case hex, passed in: this module computes no hashes itself.
package struct Digest: Sendable {
  /// Gives pieces to whoever takes them, one after another.
  package typealias Pieces = ((_ take: ([UInt8]) -> Void) -> Void)

  private var hash: @Sendable (Pieces) -> String

  /// Of bytes that are held together.
  package init(sha256: @escaping @Sendable ([UInt8]) -> String) {
    hash = { pieces in
      var all: [UInt8] = []
      pieces { all += $0 }
      return sha256(all)
    }
  }

  /// Of bytes as they come.
  package static func piecewise(_ hash: @escaping @Sendable (Pieces) -> String) -> Digest {
    var digest = Digest { _ in "" }
    digest.hash = hash
    return digest
  }

  /// Hash of what `value` means: the same for every order of members and spelling of numbers.
  package func callAsFunction(_ value: JSON) -> String {
    hash { value.writeCanonical(into: $0) }
  }
}
