import GRDB
import LabelCore

/// A filter as SQL: conditions on `tasks` and their arguments.
struct TaskQuery {
  private(set) var conditions: [String] = []
  private(set) var arguments: StatementArguments = []
  /// Whether the filter lets all tasks through whose raw file is there.
  let isPlain: Bool

  init(_ filter: TaskFilter) {
    isPlain = filter.isEmpty
    if filter.statuses.isEmpty {
      conditions.append("tasks.place IS NOT NULL")
    } else {
      let codes = filter.statuses.map { String($0.code) }.sorted()
      conditions.append("tasks.status IN (\(codes.joined(separator: ", ")))")
    }
    for bit in [TaskMarks.unsent, .stale, .noted, .others] where filter.marks.contains(bit) {
      // One condition a mark, so that the partial indexes on them are used.
      conditions.append("tasks.marks & \(bit.rawValue)")
    }
    if !filter.label.isEmpty {
      add(
        "EXISTS (SELECT 1 FROM labels WHERE labels.value = ? AND labels.ordinal = tasks.ordinal)",
        filter.label)
    }
    if !filter.text.isEmpty { add(text: filter.text) }
  }

  mutating func add(_ condition: String, _ argument: any DatabaseValueConvertible) {
    conditions.append(condition)
    arguments += [argument]
  }

  /// Text and key are kept in one folded string; `mails.jsonl #17` is what the task list says of one in a
  /// file of several.
  mutating func add(text: String) {
    let words = text.lowercased()
    let parts = words.split(separator: "#", omittingEmptySubsequences: false)
    if parts.count == 2, let item = Int(parts[1]) {
      conditions.append(
        "(\(Self.holdsWords) OR tasks.start IS NOT NULL AND tasks.nth = ? AND \(Self.holdsWords))")
      let key = parts[0].last == " " ? parts[0].dropLast() : parts[0]
      arguments += [words, item &- 1, String(key)]
    } else {
      add(Self.holdsWords, words)
    }
  }

  private static let holdsWords = """
    EXISTS (SELECT 1 FROM texts WHERE texts.ordinal = tasks.ordinal
      AND instr(texts.folded, ?) > 0)
    """

  var sql: String { conditions.joined(separator: " AND ") }

  /// How many tasks pass.
  func count(_ database: Database) throws -> Int {
    if isPlain { return try database.count(of: [.open, .labelled, .skipped, .unreadable]) }
    return try Int.fetchOne(
      database, sql: "SELECT count(*) FROM tasks WHERE \(sql)", arguments: arguments) ?? 0
  }

  /// How many of those that pass come before `ordinal`: its position.
  func position(of ordinal: Int, _ database: Database) throws -> Int {
    if isPlain {
      return try Int.fetchOne(
        database, sql: "SELECT place FROM tasks WHERE ordinal = ?", arguments: [ordinal]) ?? 0
    }
    return try Int.fetchOne(
      database, sql: "SELECT count(*) FROM tasks WHERE \(sql) AND tasks.ordinal < ?",
      arguments: arguments + [ordinal]) ?? 0
  }

  /// The rows at these positions, in order.
  func rows(_ positions: Range<Int>, _ database: Database) throws -> [TaskRecord] {
    let condition = isPlain ? "place >= ? AND place < ? ORDER BY place" : "\(sql) ORDER BY ordinal"
    let limits = isPlain ? "" : "LIMIT ? OFFSET ?"
    let places: StatementArguments =
      isPlain
      ? [positions.lowerBound, positions.upperBound]
      : arguments + [positions.count, positions.lowerBound]
    let records = try TaskRecord.fetchAll(
      database, sql: "SELECT \(TaskRecord.columns) FROM tasks WHERE \(condition) \(limits)",
      arguments: places)
    return zip(records, positions).map { record, position in
      var record = record
      record.row.position = position
      return record
    }
  }

  /// The ordinal at `position`, nil beyond the end.
  func ordinal(at position: Int, _ database: Database) throws -> Int? {
    guard position >= 0 else { return nil }
    return try rows(position..<position + 1, database).first?.ordinal
  }
}

extension Database {
  /// How many tasks are in one of these states, from the counters.
  func count(of statuses: Set<TaskStatus>) throws -> Int {
    let codes = statuses.map { "'\($0.code)'" }.joined(separator: ", ")
    return try Int.fetchOne(
      self, sql: "SELECT sum(count) FROM counters WHERE name IN (\(codes))") ?? 0
  }
}
