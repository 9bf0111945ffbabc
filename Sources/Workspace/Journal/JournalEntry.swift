import Foundation
import GRDB
import LabelCore

/// One decision as the journal keeps it, for ever.
struct JournalEntry {
  var ordinal: Int
  var at: Double
  var annotator: String
  /// The completion it is about, and the count of its saves.
  var uid: String
  var rev: Int
  /// Nil: taken back.
  var decision: Decision?

  /// Appends it to the journal and puts it into the outbox, unless there is nothing to send.
  func append(to database: Database, isSent: Bool = true) throws {
    try database.run(
      sql: """
        INSERT INTO journal (ordinal, at, annotator, uid, rev, decision)
        VALUES (?, ?, ?, ?, ?, ?)
        """,
      arguments: [ordinal, at, annotator, uid, rev, decision.map { $0.json.text() }])
    guard isSent else { return }
    try database.run(
      sql: "INSERT INTO outbox VALUES (?, ?, ?)",
      arguments: [database.lastInsertedRowID, ordinal, at])
  }
}

extension Database {
  /// The count of its saves at which a completion of a task was taken back; nil while it stands, or when
  /// this journal knows nothing of it.
  func revision(ofTakenBack uid: String, _ ordinal: Int) throws -> Int? {
    guard !uid.isEmpty else { return nil }
    return try value(
      Int.self,
      sql: """
        SELECT rev FROM (
          SELECT rev, decision FROM journal WHERE ordinal = ? AND uid = ?
          ORDER BY serial DESC LIMIT 1
        ) WHERE decision IS NULL
        """, arguments: [ordinal, uid])
  }
}

extension Decision {
  /// `{"outcome", "choices": {control: [values]}, "note", "lead_time"}`, with `"values"` of the other controls
  /// where there are any.
  var json: JSON {
    var choices: [JSON.Member] = []
    var values: [JSON.Member] = []
    for answer in answers {
      if case .choices(let given) = answer.value {
        choices.append(JSON.Member(answer.control, .array(given.map { .string($0) })))
      } else {
        values.append(JSON.Member(answer.control, answer.value.plain))
      }
    }
    var json: JSON = ["outcome": .string(outcome.rawValue), "choices": .object(choices)]
    if !values.isEmpty { json["values"] = .object(values) }
    json["note"] = .string(note)
    json["lead_time"] = .seconds(leadTime)
    return json
  }
}
