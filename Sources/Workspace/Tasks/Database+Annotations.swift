import GRDB
import LabelCore

/// An object of Label Studio 1.x in the target branch as last seen.
struct StoredAnnotation: Equatable, Sendable {
  /// Without a slash in front.
  var path: String
  var task: AnnotatedTask
  var bytes: [UInt8]
}

/// What is to become of an object of 1.x with the next send.
enum PendingAnnotation: Int, Sendable {
  case stays = 0
  case goes = 1
  /// It is not in the target any more, and comes back as it was.
  case returns = 2
}

/// Objects of Label Studio 1.x are never written over. They are taken away with a label that is dropped, and put
/// back when that is taken back.
extension Database {
  /// What Label Studio 1.x has of a task, in the order of its numbers; without what is to go.
  func annotated(of ordinal: Int) throws -> [StoredAnnotation] {
    let statement = try cachedStatement(
      sql: """
        SELECT path, bytes FROM annotated WHERE ordinal = ? AND pending <> 1
        ORDER BY length(path), path
        """)
    return try Row.fetchAll(statement, arguments: [ordinal]).compactMap { row in
      let bytes = row.bytes("bytes")
      guard case .annotations(let task) = try TargetObject(parsing: bytes) else { return nil }
      return StoredAnnotation(path: row["path"], task: task, bytes: bytes)
    }
  }

  func hasPendingAnnotations(_ ordinal: Int) throws -> Bool {
    try value(
      Int.self, sql: "SELECT 1 FROM annotated WHERE ordinal = ? AND pending LIMIT 1",
      arguments: [ordinal]) != nil
  }

  /// Has what 1.x annotated of a task taken away with the next send.
  func dropAnnotations(of ordinal: Int) throws {
    // On its way back it is there before it goes.
    if try !isUnderWay(ordinal) {
      try run(
        sql: "DELETE FROM annotated WHERE ordinal = ? AND pending = ?",
        arguments: [ordinal, PendingAnnotation.returns.rawValue])
    }
    try run(
      sql: "UPDATE annotated SET pending = ? WHERE ordinal = ?",
      arguments: [PendingAnnotation.goes.rawValue, ordinal])
  }

  /// Takes that back: what is still there stays, what was taken away comes back with the next send, unless
  /// something else is in its place now.
  func restore(_ annotation: StoredAnnotation, of ordinal: Int) throws {
    try run(
      sql: "UPDATE annotated SET pending = 0 WHERE path = ? AND pending = ?",
      arguments: [annotation.path, PendingAnnotation.goes.rawValue])
    guard try filed(annotation.path) == nil, try annotated(at: annotation.path) == nil else {
      return
    }
    try run(
      sql: """
        INSERT INTO annotated (path, hash, seen, ordinal, data_sha256, project, task, bytes, pending)
        VALUES (?, '', 0, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        annotation.path, ordinal, Blob(ContentBytes.of(annotation.task.data)),
        annotation.task.name?.project, annotation.task.name?.task, Blob(annotation.bytes),
        PendingAnnotation.returns.rawValue,
      ])
  }

  /// What the next send does with the objects of 1.x of a task.
  func pendingAnnotations(
    of ordinal: Int
  ) throws -> [(path: String, what: PendingAnnotation, bytes: [UInt8])] {
    let statement = try cachedStatement(
      sql: "SELECT path, pending, bytes FROM annotated WHERE ordinal = ? AND pending ORDER BY path")
    return try Row.fetchAll(statement, arguments: [ordinal]).map {
      ($0["path"], PendingAnnotation(rawValue: $0["pending"]) ?? .stays, $0.bytes("bytes"))
    }
  }

  /// Records that this was done; what was to stay after all comes back with the next send.
  func settle(annotationAt path: String, _ what: PendingAnnotation) throws {
    switch what {
    case .goes:
      try run(
        sql: "DELETE FROM annotated WHERE path = ? AND pending = ?",
        arguments: [path, what.rawValue])
      try run(
        sql: "UPDATE annotated SET pending = ? WHERE path = ?",
        arguments: [PendingAnnotation.returns.rawValue, path])
    case .returns:
      // The hash is the store's own: the next listing tells it.
      try run(
        sql: "UPDATE annotated SET pending = 0, seen = ? WHERE path = ? AND pending = ?",
        arguments: [
          meta(.generation).flatMap { Int($0) } ?? 0, path, what.rawValue,
        ])
    case .stays: break
    }
  }
}
