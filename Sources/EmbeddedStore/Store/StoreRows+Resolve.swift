import DataRepository
import GRDB
import LabelCore

/// A branch name or commit id with the suffixes behind it: `master~2`, `v1^`, `master.1`.
struct Ancestry: Equatable {
  var name: String
  /// Steps to go: up to a parent so many times, or down from the first commit.
  var steps: [Step] = []

  enum Step: Equatable {
    case up(Int)
    /// The n-th commit counted from the first one, which is 1.
    case fromFirst(Int)
  }

  /// Nil if what follows the name is no suffix.
  init?(_ text: String) {
    let end = text.firstIndex { "^~.".contains($0) } ?? text.endIndex
    name = String(text[..<end])
    var rest = text[end...]
    while let mark = rest.popFirst() {
      let digits = rest.prefix { $0.isASCII && $0.isNumber }
      rest = rest.dropFirst(digits.count)
      guard let count = digits.isEmpty ? 1 : Int(digits) else { return nil }
      switch mark {
      case "^", "~": steps.append(.up(count))
      case "." where count > 0: steps.append(.fromFirst(count))
      default: return nil
      }
    }
  }
}

extension StoreRows {
  /// The commit that a branch name or id, with suffixes, stands for.
  func commit(_ ref: CommitRef) throws -> CommitRow {
    try commit(ref.commit, in: repo(ref.repo))
  }

  func commit(_ text: String, in repo: RepoRow) throws -> CommitRow {
    guard let ancestry = Ancestry(text) else { throw commitNotFound(text, in: repo) }
    var commit = try start(ancestry.name, in: repo)
    for step in ancestry.steps {
      switch step {
      case .up(let count):
        commit =
          try ancestor(count, of: commit, in: repo) ?? { throw commitNotFound(text, in: repo) }()
      case .fromFirst(let count):
        let rows = try chain(from: commit.id)
        guard count <= rows.count else { throw commitNotFound(text, in: repo) }
        commit = try self.commit(rows[rows.count - count], in: repo)
      }
    }
    return commit
  }

  private func start(_ name: String, in repo: RepoRow) throws -> CommitRow {
    if RefRules.isCommitID(name) {
      guard let commit = try commit(uuid: name, in: repo) else {
        throw commitNotFound(name, in: repo)
      }
      return commit
    }
    guard let head = try head(of: name, in: repo) else { throw branchNotFound(name, in: repo) }
    guard let head else {
      throw StoreError(
        .noHead, "\(repo.name)@\(name)",
        "the branch \"\(name)\" has no head (create one with 'start commit')")
    }
    return try commit(head, in: repo)
  }

  private func ancestor(_ count: Int, of commit: CommitRow, in repo: RepoRow) throws -> CommitRow? {
    let statement = try database.cachedStatement(sql: "SELECT parent FROM commits WHERE id = ?")
    var row: Int64? = commit.id
    for _ in 0..<count {
      guard let child = row else { return nil }
      row = try Int64.fetchOne(statement, arguments: [child])
    }
    return try row.map { try self.commit($0, in: repo) }
  }

  /// The rows of a commit and its ancestors, newest first, as far as `last` (itself excluded).
  func chain(from commit: Int64, after last: Int64 = 0) throws -> [Int64] {
    let statement = try database.cachedStatement(sql: "SELECT parent FROM commits WHERE id = ?")
    var rows: [Int64] = []
    var next: Int64? = commit
    // A parent was made before its child, so rows go down along the chain.
    while let row = next, row > last {
      rows.append(row)
      next = try Int64.fetchOne(statement, arguments: [row])
    }
    return rows
  }
}
