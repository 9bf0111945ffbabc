import GRDB
import LabelCore

/// A row of `objects`.
struct FiledObject: FetchableRecord {
  var path: String
  var ordinal: Int?
  var bytes: [UInt8]

  init(row: Row) {
    path = row["path"]
    ordinal = row["ordinal"]
    bytes = row.bytes("bytes")
  }
}

extension FiledObject {
  /// Path and reason of every object that no task has, copies whose labels were taken over left out.
  static let unmatched = """
    SELECT path, reason FROM objects WHERE ordinal IS NULL AND NOT is_copy
    UNION ALL SELECT path, '\(TargetIndexer.noTask)' FROM annotated WHERE ordinal IS NULL
    """
}

extension Database {
  /// Notes that an object was listed; whether it is known as it is there.
  func markSeen(_ path: String, hash: String, _ generation: Int) throws -> Bool {
    for table in ["objects", "annotated"] {
      try run(
        sql: "UPDATE \(table) SET seen = ? WHERE path = ? AND hash = ?",
        arguments: [generation, path, hash])
      if changesCount > 0 { return true }
    }
    return false
  }

  func filed(_ path: String) throws -> FiledObject? {
    let statement = try cachedStatement(
      sql: "SELECT path, ordinal, bytes FROM objects WHERE path = ?")
    return try FiledObject.fetchOne(statement, arguments: [path])
  }

  /// What Label Studio 1.x has at a path; nil for nothing.
  func annotated(at path: String) throws -> [UInt8]? {
    try value(Blob.self, sql: "SELECT bytes FROM annotated WHERE path = ?", arguments: [path])?
      .bytes
  }

  /// What an object was before it changed, nil once that was dealt with.
  func earlier(of path: String) throws -> TaskObject? {
    let bytes = try value(
      Blob.self, sql: "SELECT earlier FROM objects WHERE path = ?", arguments: [path])
    return try bytes.map { try TaskObject(parsing: $0.bytes) }
  }

  /// Forgets an object that is no longer in the target, and what target.json has of it: Label Studio 0.x
  /// fails on an entry without an object.
  func forgetObject(_ path: String) throws {
    if let old = try filed(path) { try count(regionsOf: old.bytes, by: -1) }
    try run(sql: "DELETE FROM objects WHERE path = ?", arguments: [path])
    try run(sql: "DELETE FROM id_entries WHERE file = 'target' AND key = ?", arguments: [path])
    try setMeta(.idFilesAreOld, "1")
  }

  /// Counts the values that an object's completions hold; `by` is 1 or -1. What is no object holds none.
  func count(regionsOf bytes: [UInt8], by step: Int) throws {
    guard let object = try? TaskObject(parsing: bytes) else { return }
    for label in object.storedLabels {
      try run(
        sql: """
          INSERT INTO held VALUES (?, ?, ?, ?, ?)
          ON CONFLICT DO UPDATE SET count = count + excluded.count
          """,
        arguments: [label.fromName, label.toName, label.type, label.value, label.count * step])
    }
  }

  /// Keeps what somebody should hear of until the next flush tells it.
  func keep(_ note: MergeNote, of ordinal: Int, at now: Double) throws {
    guard let sentence = note.sentence else { return }
    try run(
      sql: "INSERT INTO conflicts (ordinal, at, message) VALUES (?, ?, ?)",
      arguments: [ordinal, now, sentence])
  }
}

extension MergeNote {
  /// For people; nil for what needs nobody's attention.
  var sentence: String? {
    switch self {
    case .conflict(_, let theirs):
      "you and \(theirs.who) changed the same label differently; theirs was kept"
    case .superseded(_, let theirs):
      "\(theirs.who) changed this label after you had; theirs was kept"
    case .deletedThere: "somebody deleted the label you changed; it was not brought back"
    case .changedThere(let theirs): "\(theirs.who) changed the label you deleted; it was kept"
    case .renumbered: nil
    }
  }
}

extension Completion {
  fileprivate var who: String {
    let name = authorship?.annotator ?? ""
    return name.isEmpty ? "somebody on the web page" : name
  }
}

extension ObjectProblem {
  /// Why an object is left alone.
  var sentence: String {
    switch code {
    case .notJSON: "no JSON: \(detail)"
    case .notAnObject: "no JSON object"
    case .noCompletions: "neither completions nor annotations in it"
    case .completionsNotAList: "its completions are no list"
    default: "\(code.rawValue) \(detail)"
    }
  }
}
