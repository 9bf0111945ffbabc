import Foundation
import GRDB

/// What a workspace's journal has on disk, read beside the program that writes it.
struct JournalReader {
  /// The project.db of a workspace.
  let path: String

  init(of project: Project) {
    path =
      project.room.directory.appendingPathComponent(project.directory).path
      + "/.tagline/project.db"
  }

  struct Entry: Equatable {
    var task: Int
    /// `labelled` or `skipped`; nil where a decision was taken back.
    var outcome: String?
  }

  /// The decisions from the one with this number on, oldest first, with the tasks' present ids.
  func entries(from first: Int = 0) throws -> [Entry] {
    try read { database in
      try Row.fetchAll(
        database,
        sql: """
          SELECT tasks.id, json_extract(decision, '$.outcome') AS outcome
          FROM journal JOIN tasks USING (ordinal) ORDER BY serial LIMIT -1 OFFSET ?
          """, arguments: [first]
      ).map { Entry(task: $0["id"], outcome: $0["outcome"]) }
    }
  }

  /// The choices of a control by task, oldest first.
  func choices(of control: String) throws -> [Int: [String]] {
    let rows = try read { database in
      try Row.fetchAll(
        database,
        sql: """
          SELECT tasks.id, json_extract(decision, '$.choices.' || ? || '[0]') AS choice
          FROM journal JOIN tasks USING (ordinal) WHERE choice IS NOT NULL ORDER BY serial
          """, arguments: [control])
    }
    return Dictionary(grouping: rows) { $0["id"] }.mapValues { $0.map { $0["choice"] } }
  }

  private func read<Value>(_ body: (Database) throws -> Value) throws -> Value {
    var configuration = Configuration()
    configuration.readonly = true
    configuration.busyMode = .timeout(60)
    let queue = try DatabaseQueue(path: path, configuration: configuration)
    defer { try? queue.close() }
    return try queue.read(body)
  }
}

extension Terminal {
  /// Takes in output until the journal has so many decisions; gives back the last of them.
  func wait(for count: Int, in journal: JournalReader) throws -> JournalReader.Entry {
    var found: [JournalReader.Entry] = []
    try wait(for: "decision \(count) in the journal") { _ in
      found = (try? journal.entries(from: count - 1)) ?? []
      return !found.isEmpty
    }
    return found[0]
  }
}
