import GRDB
import LabelCore

/// What the commit under way holds.
///
/// It may land after a task of it was decided anew, and has perhaps landed where the program was killed or no
/// answer came. What is decided meanwhile stands on top of it, so what it holds of that task is kept until
/// somebody looked.
extension Database {
  /// Notes that the drafts go out. What an earlier commit held is forgotten: the pull before this one
  /// looked whether it landed.
  func noteUnderWay(_ context: TaskContext) throws {
    let decided = try values(
      Int.self, sql: "SELECT ordinal FROM under_way WHERE bytes IS NOT NULL ORDER BY ordinal")
    try run(sql: "DELETE FROM under_way", arguments: [])
    for ordinal in decided {
      guard let draft = try draft(of: ordinal) else { continue }
      // It may be what the target has.
      try propose(draft, of: ordinal)
      try refresh(ordinal, context)
    }
    try run(sql: "INSERT INTO under_way (ordinal) SELECT ordinal FROM drafts", arguments: [])
  }

  /// Whether a commit that holds something of a task is under way, or nobody knows what became of it.
  func isUnderWay(_ ordinal: Int) throws -> Bool {
    try value(Int.self, sql: "SELECT 1 FROM under_way WHERE ordinal = ?", arguments: [ordinal])
      != nil
  }

  /// Keeps what the commit under way holds of a task that is about to be decided anew.
  func keepUnderWay(_ ordinal: Int) throws {
    try run(
      sql: """
        UPDATE under_way SET bytes = (SELECT bytes FROM drafts WHERE ordinal = ?1)
        WHERE ordinal = ?1 AND bytes IS NULL
        """, arguments: [ordinal])
  }

  /// What such a commit made of a task, if it has landed: `theirs` is what the target has now, nil for nothing,
  /// and `earlier` what it had. To be asked once.
  func landed(
    _ ordinal: Int, in theirs: TaskObject?, since earlier: TaskObject?, _ annotator: String
  ) throws -> TaskObject? {
    let row = try row(
      sql: """
        SELECT ifnull(under_way.bytes, drafts.bytes) AS bytes
        FROM under_way JOIN drafts USING (ordinal) WHERE ordinal = ?
        """, arguments: [ordinal])
    guard let row else { return nil }
    try run(sql: "DELETE FROM under_way WHERE ordinal = ?", arguments: [ordinal])
    let sent = try TaskObject(parsing: row.bytes("bytes"))
    if theirs == sent { return sent }
    // Somebody wrote on top of it: mine tells.
    func mine(_ object: TaskObject?) -> [Completion] {
      object?.completions.filter { $0.isMine(annotator) } ?? []
    }
    return mine(sent) != mine(earlier) && mine(sent) == mine(theirs) ? sent : nil
  }
}
