import GRDB
import LabelCore

/// One step in a decision journal, which is only ever added to.
struct JournalLine: Sendable {
  enum Action: String {
    case decide
    case undo
    case redo
  }

  struct Row: Sendable {
    var key: RowKey
    /// `RowDecision.json`; nil for a row that is opened again.
    var decision: String?
  }

  var action: Action
  /// Unix seconds.
  var at: Double
  /// Empty but for `decide`.
  var rows: [Row]

  static let schema = """
    CREATE TABLE IF NOT EXISTS events (
      serial INTEGER PRIMARY KEY AUTOINCREMENT,
      action TEXT NOT NULL,
      at REAL NOT NULL,
      rows TEXT NOT NULL
    );
    """

  init(action: Action, at: Double, rows: [Row]) {
    self.action = action
    self.at = at
    self.rows = rows
  }

  init(row: GRDB.Row) throws {
    let name: String = row["action"]
    let text: String = row["rows"]
    guard let action = Action(rawValue: name),
      let list = (try? JSON(parsing: Array(text.utf8)))?.arrayValue
    else {
      throw WorkspaceError(.failed, "decisions", "a step of the decision journal is damaged")
    }
    self.action = action
    at = row["at"]
    rows = list.compactMap { entry in
      guard let parts = entry.arrayValue, parts.count == 3 else { return nil }
      let key = RowKey(a: parts[0].stringValue, b: parts[1].stringValue)
      return Row(key: key, decision: parts[2].stringValue)
    }
  }

  func insert(_ database: Database) throws {
    let list = rows.map { row -> JSON in
      [Self.json(row.key.a), Self.json(row.key.b), Self.json(row.decision)]
    }
    try database.run(
      sql: "INSERT INTO events (action, at, rows) VALUES (?, ?, ?)",
      arguments: [action.rawValue, at, JSON.array(list).text(.compact)])
  }

  private static func json(_ text: String?) -> JSON { text.map(JSON.string) ?? .null }
}
