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
      let isOurs = entry.key.hasPrefix(address)
      let key = isOurs ? String(entry.key.dropFirst(address.count)) : entry.key
      try run(
        sql: "INSERT OR IGNORE INTO id_entries VALUES (?, ?, ?)", arguments: [name, key, id])
      if name == "source", isOurs { try settle(key, as: id) }
    }
    guard name == "source" else { return }
    let highest = max(file.highest ?? -1, try meta(.highestID).flatMap { Int($0) } ?? -1)
    try setMeta(.highestID, String(highest))
  }

  /// Gives a known task the id that Label Studio gave its key, if ours was provisional and it is free.
  private func settle(_ key: String, as id: Int) throws {
    let row = try Row.fetchOne(
      self, sql: "SELECT ordinal, id, is_sent FROM tasks WHERE key = ? ORDER BY nth LIMIT 1",
      arguments: [key])
    guard let row else { return }
    let (ordinal, own): (Int, Int) = (row["ordinal"], row["id"])
    let isFree =
      try Bool.fetchOne(
        self, sql: "SELECT NOT EXISTS (SELECT 1 FROM tasks WHERE id = ?)", arguments: [id]) ?? false
    if own == id || (isFree && !(row["is_sent"] as Bool)) {
      try run(
        sql: "UPDATE tasks SET id = ?, is_sent = 1 WHERE ordinal = ?", arguments: [id, ordinal])
    }
  }

  /// source.json: every key with the id of its first task, and entries of keys that were never seen.
  fileprivate func sourceIDs(_ address: String) throws -> IDFile {
    var file = IDFile()
    let rows = try Row.fetchCursor(
      self, sql: "SELECT id, key, min(nth) FROM tasks GROUP BY key")
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

  /// target.json: every object that has a task, under the task's id.
  fileprivate func targetIDs(_ address: String) throws -> IDFile {
    var file = IDFile()
    let rows = try Row.fetchCursor(
      self,
      sql: "SELECT tasks.id, objects.path FROM objects JOIN tasks USING (ordinal)")
    while let row = try rows.next() {
      file.entries[row["id"]] = IDFile.Entry(key: address + (row["path"] as String))
    }
    return file
  }
}
