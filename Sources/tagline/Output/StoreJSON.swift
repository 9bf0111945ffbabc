import DataRepository
import Foundation
import LabelCore

/// What a store lists, as JSON: plain objects for `--json`, and for `--raw` the messages of Pachyderm 1.13's
/// `pfs.proto` in proto3's JSON with original names (64-bit numbers and hashes are strings).
enum StoreJSON {
  static func repo(_ repo: RepoInfo) -> JSON {
    .members(
      ("name", .string(repo.name)), ("created", time(repo.created)),
      ("size_bytes", .int(repo.size)), ("description", .string(repo.description)),
      ("branches", .array(repo.branches.map { .string($0) })))
  }

  static func branch(_ info: BranchInfo) -> JSON {
    .members(
      ("repo", .string(info.branch.repo)), ("branch", .string(info.branch.name)),
      ("head", info.head.map { .string($0) } ?? .null))
  }

  static func commit(_ commit: CommitInfo) -> JSON {
    .members(
      ("repo", .string(commit.repo)), ("branch", .string(commit.branch)),
      ("id", .string(commit.id)), ("parent", commit.parent.map { .string($0) } ?? .null),
      ("started", time(commit.started)),
      ("finished", commit.finished.map { time($0) } ?? .null),
      ("size_bytes", .int(commit.size)), ("description", .string(commit.description)))
  }

  static func file(_ file: FileInfo) -> JSON {
    .members(
      ("path", .string(file.displayPath)),
      ("type", .string(file.kind == .directory ? "dir" : "file")),
      ("size_bytes", .int(file.size)), ("hash", .string(file.hash)),
      ("committed", file.committed.map { time($0) } ?? .null))
  }

  static func rawRepo(_ repo: RepoInfo) -> JSON {
    let branches = repo.branches.map { rawBranchName(Branch(repo: repo.name, name: $0)) }
    return .present(
      ("repo", rawRepoName(repo.name)), ("created", time(repo.created)),
      ("size_bytes", rawSize(repo.size)), ("description", rawText(repo.description)),
      ("branches", branches.isEmpty ? nil : .array(branches)))
  }

  static func rawBranch(_ info: BranchInfo) -> JSON {
    .present(
      ("branch", rawBranchName(info.branch)),
      ("head", info.head.map { rawCommitName(info.branch.repo, $0) }),
      ("name", .string(info.branch.name)))
  }

  static func rawCommit(_ commit: CommitInfo) -> JSON {
    .present(
      ("commit", rawCommitName(commit.repo, commit.id)),
      ("branch", rawBranchName(Branch(repo: commit.repo, name: commit.branch))),
      ("origin", .members(("kind", .string("USER")))),
      ("description", rawText(commit.description)),
      ("parent_commit", commit.parent.map { rawCommitName(commit.repo, $0) }),
      ("started", time(commit.started)), ("finished", commit.finished.map { time($0) }),
      ("size_bytes", rawSize(commit.size)))
  }

  static func rawFile(_ file: FileInfo, _ commit: CommitRef) -> JSON {
    .present(
      (
        "file",
        .members(
          ("commit", rawCommitName(commit.repo, commit.commit)),
          ("path", .string(file.displayPath)))
      ),
      ("file_type", .string(file.kind == .directory ? "DIR" : "FILE")),
      ("size_bytes", rawSize(file.size)), ("committed", file.committed.map { time($0) }),
      ("hash", rawText(Base64.encoded(hex: file.hash))))
  }

  private static func rawRepoName(_ name: String) -> JSON {
    .members(("name", .string(name)))
  }

  private static func rawBranchName(_ branch: Branch) -> JSON {
    .members(("repo", rawRepoName(branch.repo)), ("name", .string(branch.name)))
  }

  private static func rawCommitName(_ repo: String, _ id: String) -> JSON {
    .members(("repo", rawRepoName(repo)), ("id", .string(id)))
  }

  /// proto3 leaves out zeros and empty texts.
  private static func rawSize(_ size: Int) -> JSON? {
    size == 0 ? nil : .string(String(size))
  }

  private static func rawText(_ text: String) -> JSON? {
    text.isEmpty ? nil : .string(text)
  }

  private static func time(_ seconds: Double) -> JSON {
    .string(HumanUnits.timestamp(seconds))
  }
}

extension JSON {
  /// An object with these members in this order.
  static func members(_ members: (String, JSON)...) -> JSON {
    .object(members.map { Member($0.0, $0.1) })
  }

  /// An object with those of these members that are there.
  static func present(_ members: (String, JSON?)...) -> JSON {
    .object(members.compactMap { name, value in value.map { Member(name, $0) } })
  }
}

enum Base64 {
  /// The bytes that hex digits spell, in base64; empty when they are not hex digits.
  static func encoded(hex: String) -> String {
    let digits = hex.compactMap { $0.hexDigitValue.map(UInt8.init) }
    guard digits.count == hex.count, digits.count.isMultiple(of: 2) else { return "" }
    let bytes = stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
    return Data(bytes).base64EncodedString()
  }
}
