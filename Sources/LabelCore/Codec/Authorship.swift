/// Tagline's one key in a completion: who made it, from which raw file, and which edit of it this is.
///
/// `"tagline": {uid, rev, annotator, note, source: {repo, branch, key, sha256, commit}, result_sha256}`,
/// always the completion's last key. Without it a completion has the bytes Label Studio writes.
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
  /// SHA-256 of the `result` as we wrote it; another one now means that the web page edited it.
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

/// A raw file as it was when a task was read from it.
package struct SourceFile: Hashable, Sendable {
  package var repo: String
  package var branch: String
  /// Path in the repo without a leading slash.
  package var key: String
  /// SHA-256 of the file's bytes, lower-case hex.
  package var sha256: String
  /// Id of the commit it was read at.
  package var commit: String

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
    let members = value.ownMembers
    guard let uid = members[member: "uid"]?.text, !uid.isEmpty else { return nil }
    self.init(
      uid: uid, rev: members[member: "rev"]?.whole ?? 1,
      annotator: members[member: "annotator"]?.text ?? "",
      source: members[member: "source"].flatMap(SourceFile.init))
    note = members[member: "note"]?.text ?? ""
    resultSHA256 = members[member: "result_sha256"]?.text ?? ""
  }

  /// The key's value; fields of `old` that we do not know stay.
  func value(over old: JSON?) -> JSON {
    var members = old?.ownMembers ?? []
    members[member: "uid"] = .string(uid)
    members[member: "rev"] = .whole(rev)
    members[member: "annotator"] = .string(annotator)
    members[member: "note"] = .string(note)
    members[member: "source"] = source?.value(over: members[member: "source"]) ?? .null
    members[member: "result_sha256"] = .string(resultSHA256)
    return .object(members)
  }
}

extension SourceFile {
  /// Reads the value of `source`; nil without a `key`.
  package init?(_ value: JSON) {
    let members = value.ownMembers
    guard let key = members[member: "key"]?.text else { return nil }
    func text(_ name: String) -> String { members[member: name]?.text ?? "" }
    self.init(
      repo: text("repo"), branch: text("branch"), key: key, sha256: text("sha256"),
      commit: text("commit"))
  }

  func value(over old: JSON?) -> JSON {
    var members = old?.ownMembers ?? []
    members[member: "repo"] = .string(repo)
    members[member: "branch"] = .string(branch)
    members[member: "key"] = .string(key)
    members[member: "sha256"] = .string(sha256)
    members[member: "commit"] = .string(commit)
    return .object(members)
  }
}

/// SHA-256 as lower-case hex, passed in: this module computes no hashes itself.
package struct Digest: Sendable {
  package var sha256: @Sendable ([UInt8]) -> String

  package init(sha256: @escaping @Sendable ([UInt8]) -> String) {
    self.sha256 = sha256
  }

  /// Hash of what `value` means: the same for every order of members and spelling of numbers.
  package func callAsFunction(_ value: JSON) -> String {
    sha256(value.canonicalBytes)
  }
}
