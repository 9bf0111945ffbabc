import DataRepository
import Foundation
import GRDB
package import LabelCore

/// The decisions of a person about the rows of one comparison, durable like labels: a crash loses
/// nothing, and reopening the same comparison continues.
///
/// A file for each pair of versions in `$XDG_STATE_HOME/tagline/decisions/`, whichever side is A: a
/// comparison belongs to two commits, not to a workspace. One process at a time.
package actor DecisionJournal {
  /// A row and what it was decided before a step; nil for open.
  private struct Change {
    var key: RowKey
    var before: RowDecision?
    var after: RowDecision?
  }

  /// Where the journal lies.
  package nonisolated let place: String
  private let database: DatabaseQueue
  private let lock: DirectoryLock
  /// Whether the file has A and B the other way round.
  private let isSwapped: Bool
  /// What is decided now.
  package private(set) var decisions: [RowKey: RowDecision] = [:]
  /// Steps that `undo` takes back, the last one last.
  private var steps: [[Change]] = []
  /// Steps that `redo` makes again, the next one last.
  private var undone: [[Change]] = []

  /// Opens the journal of a comparison, making it when missing.
  ///
  /// Fails with `WorkspaceError`: another process decides about the same two versions, or the file
  /// cannot be written.
  package init(in directory: String, for result: VersionComparison) async throws {
    let names = [result.fingerprints.a, result.fingerprints.b]
    isSwapped = names[1].utf8.lexicographicallyPrecedes(names[0].utf8)
    let sorted = isSwapped ? names.reversed() : names
    let name = ContentHash(of: Array(sorted.joined(separator: "\0").utf8)).hex.prefix(32)
    place = "\(directory)/\(name).db"
    do {
      try FileManager.default.createDirectory(
        atPath: directory, withIntermediateDirectories: true)
    } catch {
      throw WorkspaceError(.failed, directory, "\(directory) cannot be made")
    }
    lock = try DirectoryLock(at: "\(directory)/\(name).lock")
    database = try Self.open(place)
    let lines = try await failing(at: place) { database in
      try Row.fetchAll(database, sql: "SELECT * FROM events ORDER BY serial")
        .map(JournalLine.init(row:))
    }
    for line in lines { replay(line) }
  }

  private static func open(_ place: String) throws -> DatabaseQueue {
    do {
      var configuration = Configuration()
      configuration.busyMode = .timeout(10)
      configuration.prepareDatabase { database in
        try database.execute(sql: "PRAGMA synchronous = FULL")
      }
      let database = try DatabaseQueue(path: place, configuration: configuration)
      try database.write { try $0.execute(sql: JournalLine.schema) }
      return database
    } catch {
      throw WorkspaceError(.failed, place, "\(place) cannot be written: \(error)")
    }
  }

  private func failing<T: Sendable>(
    at place: String, _ body: @escaping @Sendable (Database) throws -> T
  ) async throws -> T {
    do {
      return try await database.write(body)
    } catch let error as DatabaseError {
      throw WorkspaceError(.failed, place, "\(place): \(error.message ?? "cannot be written")")
    }
  }

  // MARK: Deciding

  /// Decides rows as one step; nil opens a row again. On disk when this returns.
  package func decide(_ rows: [RowKey: RowDecision?], at time: Double) async throws {
    let changes = rows.map { Change(key: $0.key, before: decisions[$0.key], after: $0.value) }
    if changes.isEmpty { return }
    try await keep(changes, .decide, at: time)
    apply(changes)
    steps.append(changes)
    undone = []
  }

  /// Takes the last step back; the rows it was about, none when there is nothing to take back.
  @discardableResult
  package func undo(at time: Double) async throws -> [RowKey] {
    guard let step = steps.last else { return [] }
    try await keep([], .undo, at: time)
    undoLast()
    return step.map(\.key)
  }

  /// Makes the last step taken back again.
  @discardableResult
  package func redo(at time: Double) async throws -> [RowKey] {
    guard let step = undone.last else { return [] }
    try await keep([], .redo, at: time)
    redoLast()
    return step.map(\.key)
  }

  package func decision(_ key: RowKey) -> RowDecision? { decisions[key] }
  package var canUndo: Bool { !steps.isEmpty }
  package var canRedo: Bool { !undone.isEmpty }

  private func apply(_ changes: [Change]) {
    for change in changes { decisions[change.key] = change.after }
  }

  private func undoLast() {
    guard let step = steps.popLast() else { return }
    for change in step { decisions[change.key] = change.before }
    undone.append(step)
  }

  private func redoLast() {
    guard let step = undone.popLast() else { return }
    apply(step)
    steps.append(step)
  }

  // MARK: On disk

  private func keep(
    _ changes: [Change], _ action: JournalLine.Action, at time: Double
  ) async throws {
    let rows = changes.map { change in
      let key = isSwapped ? change.key.swapped : change.key
      let decision = isSwapped ? change.after?.swapped : change.after
      return JournalLine.Row(key: key, decision: decision?.json.text(.compact))
    }
    let line = JournalLine(action: action, at: time, rows: rows)
    try await failing(at: place) { try line.insert($0) }
  }

  private func replay(_ line: JournalLine) {
    switch line.action {
    case .undo: undoLast()
    case .redo: redoLast()
    case .decide:
      let changes = line.rows.map { row in
        let key = isSwapped ? row.key.swapped : row.key
        let stored = row.decision.flatMap { (try? JSON(parsing: Array($0.utf8))) }
        let decision = stored.flatMap { RowDecision($0) }
        return Change(
          key: key, before: decisions[key], after: isSwapped ? decision?.swapped : decision)
      }
      apply(changes)
      steps.append(changes)
      undone = []
    }
  }
}

extension RowKey {
  /// With A and B changing places.
  package var swapped: RowKey { RowKey(a: b, b: a) }
}
