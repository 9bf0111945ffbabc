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

  /// Appends it to the journal and puts it into the outbox.
  func append(to database: Database) throws {
    try database.run(
      sql: """
        INSERT INTO journal (ordinal, at, annotator, uid, rev, decision)
        VALUES (?, ?, ?, ?, ?, ?)
        """,
      arguments: [ordinal, at, annotator, uid, rev, decision.map { $0.json.text() }])
    try database.run(
      sql: "INSERT INTO outbox VALUES (?, ?, ?)",
      arguments: [database.lastInsertedRowID, ordinal, at])
  }
}

extension Decision {
  /// `{"outcome", "choices": {control: [values]}, "note", "lead_time"}`.
  var json: JSON {
    let choices = answers.map { answer -> JSON.Member in
      switch answer.value {
      case .choices(let values):
        JSON.Member(answer.control, .array(values.map { .string($0) }))
      }
    }
    return [
      "outcome": .string(outcome.rawValue), "choices": .object(choices), "note": .string(note),
      "lead_time": .seconds(leadTime),
    ]
  }
}
