import DataRepository
import GRDB
import LabelCore

/// The drafts of one commit, with their paths in the target settled.
struct Parcel: Sendable {
  /// The object of one task.
  struct Item: Sendable {
    var ordinal: Int
    var taskID: Int
    /// Without a slash in front; empty where it has no object of ours and gets none.
    var path: String
    var bytes: [UInt8]
    /// The newest journal entry of the task that is in `bytes`; later ones stay in the outbox.
    var lastSerial: Int
    /// Nobody's label is left and its raw file is gone, or it was reconciled: the object is taken away.
    var isDeleted = false
    /// Objects of Label Studio 1.x that go with the label, or come back.
    var annotations: [(path: String, what: PendingAnnotation, bytes: [UInt8])] = []
  }

  private(set) var items: [Item] = []
  private(set) var decisions = 0
  private(set) var lastSerial = 0

  /// Packs all drafts. Ids and paths are settled here, inside the transaction.
  init(packing database: Database, _ context: TaskContext) throws {
    try database.noteUnderWay(context)
    let rows = try Row.fetchAll(
      database,
      sql: """
        SELECT drafts.ordinal, drafts.bytes, tasks.id, tasks.is_sent, tasks.gone, objects.path,
          (SELECT max(serial) FROM outbox WHERE outbox.ordinal = drafts.ordinal) AS serial,
          (SELECT count(*) FROM outbox WHERE outbox.ordinal = drafts.ordinal) AS decisions
        FROM drafts JOIN tasks ON tasks.ordinal = drafts.ordinal
          LEFT JOIN objects ON objects.ordinal = drafts.ordinal
        ORDER BY tasks.id
        """)
    var clerk = try PathClerk(database, context.target)
    for row in rows {
      var item = Item(
        ordinal: row["ordinal"], taskID: row["id"], path: row["path"] ?? "",
        bytes: row.bytes("bytes"),
        lastSerial: row["serial"] ?? 0)
      item.annotations = try database.pendingAnnotations(of: item.ordinal)
      item.isDeleted = try TaskObject(parsing: item.bytes).isNothing(isGone: row["gone"])
      if item.path.isEmpty, !item.isDeleted { try clerk.settle(&item, isFixed: row["is_sent"]) }
      guard !item.changes.isEmpty else {
        // Somebody took away before us what was to go.
        try database.dropDraft(of: item.ordinal)
        try database.refresh(item.ordinal, context)
        continue
      }
      items.append(item)
      decisions += row["decisions"]
      lastSerial = max(lastSerial, item.lastSerial)
    }
  }
}

extension TaskObject {
  /// Whether it is not to be there at all. Label Studio's own form of a task without completions has
  /// predictions, also where there are none.
  fileprivate func isNothing(isGone: Bool) -> Bool {
    completions.isEmpty && (isGone || tree["predictions"] == nil)
  }
}

/// Finds free paths in the target for objects that are written for the first time.
private struct PathClerk {
  private let database: Database
  private let target: StorageSettings
  private var taken: Set<String> = []

  init(_ database: Database, _ target: StorageSettings) throws {
    self.database = database
    self.target = target
  }

  /// The task's own number if it is free. Else a provisional id moves to the next free one; an id that
  /// others have seen stays, and only the object gets another path.
  mutating func settle(_ item: inout Parcel.Item, isFixed: Bool) throws {
    item.path = target.objectKey(item.taskID)
    if try isTaken(item.path) {
      let free = try nextFree()
      item.path = target.objectKey(free)
      if !isFixed { try move(&item, to: free) }
    }
    taken.insert(item.path)
    try database.run(
      sql: "UPDATE tasks SET is_sent = 1 WHERE ordinal = ?", arguments: [item.ordinal])
  }

  private func isTaken(_ path: String) throws -> Bool {
    if taken.contains(path) { return true }
    // A copy gives way: all that it says was taken over.
    return try database.value(
      Int.self,
      sql: """
        SELECT 1 FROM objects WHERE path = ?1 AND NOT is_copy
        UNION ALL SELECT 1 FROM annotated WHERE path = ?1
        """, arguments: [path]) != nil
  }

  /// Above every id of tasks, id files and objects.
  private func nextFree() throws -> Int {
    let highest = try database.meta(.highestID).flatMap { Int($0) } ?? -1
    let entries = try database.value(Int.self, sql: "SELECT max(id) FROM id_entries") ?? -1
    var id = max(highest, entries) + 1
    while try isTaken(target.objectKey(id)) { id += 1 }
    try database.setMeta(.highestID, String(id))
    return id
  }

  private func move(_ item: inout Parcel.Item, to id: Int) throws {
    try database.run(
      sql: "UPDATE tasks SET id = ? WHERE ordinal = ?", arguments: [id, item.ordinal])
    var object = try TaskObject(parsing: item.bytes)
    object.renumber(to: id)
    item.taskID = id
    item.bytes = object.tree.bytes(.python)
    try database.setDraft(object, of: item.ordinal)
  }
}

extension Parcel.Item {
  /// As steps of the commit.
  var changes: [FileChange] {
    var changes: [FileChange] = []
    if isDeleted {
      if !path.isEmpty { changes.append(.delete(path: "/\(path)")) }
    } else {
      changes.append(.put(path: "/\(path)", content: .bytes(bytes)))
    }
    for annotation in annotations {
      switch annotation.what {
      case .goes: changes.append(.delete(path: "/\(annotation.path)"))
      case .returns:
        changes.append(.put(path: "/\(annotation.path)", content: .bytes(annotation.bytes)))
      case .stays: break
      }
    }
    return changes
  }

  /// Records that this object is in the target, or no longer; what was decided since stays unsent on top of
  /// it.
  func markSent(_ database: Database, _ context: TaskContext) throws {
    if !isDeleted {
      try file(in: database)
    } else if !path.isEmpty {
      try database.forgetObject(path)
    }
    for annotation in annotations {
      try database.settle(annotationAt: annotation.path, annotation.what)
    }
    try database.run(
      sql: "DELETE FROM outbox WHERE ordinal = ? AND serial <= ?", arguments: [ordinal, lastSerial])
    let isNewer = try database.value(
      Bool.self, sql: "SELECT EXISTS (SELECT 1 FROM outbox WHERE ordinal = ?)", arguments: [ordinal]
    )
    let sent = try TaskObject(parsing: bytes)
    let isPending = try database.hasPendingAnnotations(ordinal)
    if isNewer == true, let draft = try database.draft(of: ordinal), draft != sent || isPending {
      try database.setDraft(draft, of: ordinal)
    } else {
      try database.dropDraft(of: ordinal)
    }
    try database.refresh(ordinal, context)
  }

  private func file(in database: Database) throws {
    if let old = try database.filed(path) { try database.count(regionsOf: old.bytes, by: -1) }
    try database.count(regionsOf: bytes, by: 1)
    // The hash is the store's own: the next listing tells it, and this object is then read once more.
    try database.run(
      sql: """
        INSERT INTO objects (path, hash, seen, ordinal, bytes) VALUES (?, '', ?, ?, ?)
        ON CONFLICT DO UPDATE SET hash = '', ordinal = excluded.ordinal, reason = NULL,
          bytes = excluded.bytes, earlier = NULL, is_copy = 0
        """,
      largeArguments: [
        path, try database.meta(.generation).flatMap { Int($0) } ?? 0, ordinal, Blob(bytes),
      ])
  }
}
