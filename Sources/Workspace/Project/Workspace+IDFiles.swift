import DataRepository
import Foundation
import GRDB
import LabelCore

extension Workspace {
  /// Takes over what somebody else wrote into source.json and target.json since we last did.
  func readIDFiles() async throws {
    try await readIDFile(project.sourceFile, as: "source", .sourceFile, source.address)
    try await readIDFile(project.targetFile, as: "target", .targetFile, target.address)
  }

  private func readIDFile(
    _ path: String, as name: String, _ stamp: MetaName, _ address: String
  ) async throws {
    guard let bytes = try AtomicFile.read(path) else { return }
    let hash = ContentHash(of: bytes).hex
    guard try await database.read({ try $0.meta(stamp) }) != hash else { return }
    guard let tree = try? JSON(parsing: bytes), let file = IDFile(tree) else {
      throw WorkspaceError(
        .invalidConfig, path, "\(path) is no id file of Label Studio; move it away and try again")
    }
    try await database.write { database in
      try database.takeOver(file, as: name, address)
      try database.setMeta(stamp, hash)
      try database.setMeta(.idFilesAreOld, "1")
    }
  }

  /// Writes both files if project.db knows more, also when a crash came before they were written; not if
  /// they were written less than `seconds` ago.
  func writeIDFiles(atMostEvery seconds: Double = 0) async throws {
    guard seconds == 0 || now - idFilesAt >= seconds else { return }
    try await readIDFiles()
    guard try await areIDFilesOld() else { return }
    let (source, target) = (self.source, self.target)
    let (sourceIDs, targetIDs) = try await database.read { database in
      (try database.sourceIDs(source.address), try database.targetIDs(target.address))
    }
    try await write(sourceIDs, to: project.sourceFile, .sourceFile)
    try await write(targetIDs, to: project.targetFile, .targetFile)
    try await database.write { try $0.setMeta(.idFilesAreOld, nil) }
    idFilesAt = now
  }

  /// Whether project.db knows more than the files, or one of them is missing.
  private func areIDFilesOld() async throws -> Bool {
    let hasTasks = try await database.read { try $0.hasTasks() }
    guard hasTasks else { return false }
    let files = FileManager.default
    if !files.fileExists(atPath: project.sourceFile) { return true }
    if !files.fileExists(atPath: project.targetFile) { return true }
    return try await database.read { try $0.meta(.idFilesAreOld) } != nil
  }

  private func write(_ file: IDFile, to path: String, _ stamp: MetaName) async throws {
    let bytes = file.tree.bytes(.ujson)
    let hash = ContentHash(of: bytes).hex
    if try await database.read({ try $0.meta(stamp) }) == hash, try AtomicFile.read(path) == bytes {
      return
    }
    try AtomicFile.write(bytes, to: path)
    try await database.write { try $0.setMeta(stamp, hash) }
  }
}

extension Database {
  fileprivate func hasTasks() throws -> Bool {
    try Bool.fetchOne(self, sql: "SELECT EXISTS (SELECT 1 FROM tasks)") ?? false
  }

  /// Keeps the entries of an id file by key; ids that nobody has seen give way to those in it.
  fileprivate func takeOver(_ file: IDFile, as name: String, _ address: String) throws {
    try run(sql: "DELETE FROM id_entries WHERE file = ?", arguments: [name])
    for (id, entry) in file.entries {
      try run(
        sql: "INSERT OR IGNORE INTO id_entries VALUES (?, ?, ?)",
        arguments: [name, entry.key(after: address) ?? entry.key, id])
    }
    guard name == "source" else { return }
    for (id, entry) in file.entries.sorted(by: { $0.key < $1.key }) {
      if let key = entry.key(after: address) { try settle(key, as: id) }
    }
    let highest = max(file.highest ?? -1, try meta(.highestID).flatMap { Int($0) } ?? -1)
    try setMeta(.highestID, String(highest))
  }

  /// Gives a known task the id that Label Studio gave its key, as long as ours was provisional. Another
  /// task that holds it provisionally moves on.
  private func settle(_ key: String, as id: Int) throws {
    guard let own = try numbered("key = ? ORDER BY id LIMIT 1", key) else { return }
    guard own.id != id else { return try fix(own.ordinal) }
    guard !own.isFixed else { return }
    if let holder = try numbered("id = ?", id) {
      guard !holder.isFixed else { return }
      let free = try Int.fetchOne(
        self, sql: "SELECT max((SELECT max(id) FROM tasks), (SELECT max(id) FROM id_entries)) + 1")
      try move(holder.ordinal, to: max(free ?? 0, (meta(.highestID).flatMap { Int($0) } ?? -1) + 1))
    }
    try move(own.ordinal, to: id)
    try fix(own.ordinal)
  }

  private typealias Numbered = (ordinal: Int, id: Int, isFixed: Bool)

  private func numbered(
    _ condition: String, _ argument: any DatabaseValueConvertible
  ) throws -> Numbered? {
    let row = try Row.fetchOne(
      self, sql: "SELECT ordinal, id, is_sent FROM tasks WHERE \(condition)",
      arguments: [argument])
    return row.map { ($0["ordinal"], $0["id"], $0["is_sent"]) }
  }

  private func fix(_ ordinal: Int) throws {
    try run(sql: "UPDATE tasks SET is_sent = 1 WHERE ordinal = ?", arguments: [ordinal])
  }

  private func move(_ ordinal: Int, to id: Int) throws {
    try run(sql: "UPDATE tasks SET id = ? WHERE ordinal = ?", arguments: [id, ordinal])
    guard var draft = try draft(of: ordinal) else { return }
    draft.renumber(to: id)
    try setDraft(draft, of: ordinal)
  }

  /// source.json: every key with the lowest id of its tasks, and entries of keys that were never seen.
  fileprivate func sourceIDs(_ address: String) throws -> IDFile {
    var file = IDFile()
    let rows = try Row.fetchCursor(
      self, sql: "SELECT min(id) AS id, key FROM tasks GROUP BY key")
    var known: Set<String> = []
    while let row = try rows.next() {
      let key: String = row["key"]
      known.insert(key)
      file.entries[row["id"]] = IDFile.Entry(key: address + key)
    }
    let entries = try Row.fetchCursor(
      self, sql: "SELECT key, id FROM id_entries WHERE file = 'source'")
    while let row = try entries.next() {
      let key: String = row["key"]
      let id: Int = row["id"]
      guard !known.contains(key), file.entries[id] == nil else { continue }
      file.entries[id] = IDFile.Entry(key: key.hasPrefix("s3://") ? key : address + key)
    }
    return file
  }

  /// target.json: every object that has a task, under the task's id, and what Label Studio wrote so lately
  /// that it is not known here.
  fileprivate func targetIDs(_ address: String) throws -> IDFile {
    var file = IDFile()
    let rows = try Row.fetchCursor(
      self,
      sql: "SELECT tasks.id, objects.path FROM objects JOIN tasks USING (ordinal)")
    while let row = try rows.next() {
      file.entries[row["id"]] = IDFile.Entry(key: address + (row["path"] as String))
    }
    var news = IDFile()
    let entries = try Row.fetchCursor(
      self,
      sql: """
        SELECT key, id FROM id_entries WHERE file = 'target'
          AND NOT EXISTS (SELECT 1 FROM objects WHERE path = key)
        """)
    while let row = try entries.next() {
      news.entries[row["id"]] = IDFile.Entry(key: address + (row["key"] as String))
    }
    return file.mergedTarget(news)
  }
}

extension Database {
  /// Forgets what target.json has of objects that are gone; Label Studio fails on such an entry. To be asked
  /// once the branch was listed, after the file was read.
  func dropDeadTargetEntries() throws {
    try execute(
      sql: """
        DELETE FROM id_entries WHERE file = 'target'
          AND NOT EXISTS (SELECT 1 FROM objects WHERE path = key)
        """)
  }
}

extension IDFile.Entry {
  /// The key in a bucket whose keys begin with `address`; nil for one of another bucket.
  fileprivate func key(after address: String) -> String? {
    key.hasPrefix(address) ? String(key.dropFirst(address.count)) : nil
  }
}
