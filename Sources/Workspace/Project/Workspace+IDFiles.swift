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
    guard let hash = try AtomicFile.sha256(of: path) else { return }
    guard try await database.read({ try $0.meta(stamp) }) != hash else { return }
    guard let bytes = try AtomicFile.read(path) else { return }
    guard let tree = try? JSON(parsing: bytes), let file = IDFile(tree) else {
      throw WorkspaceError(
        .invalidConfig, path, "\(path) is no id file of Label Studio; move it away and try again")
    }
    try await database.write { database in
      try database.takeOver(file, as: name, address)
      try database.setMeta(stamp, ContentHash(of: bytes).hex)
      try database.setMeta(.idFilesAreOld, "1")
    }
  }

  /// Writes both files if project.db knows more, also when a crash came before they were written; not if
  /// they were written less than `seconds` ago.
  func writeIDFiles(atMostEvery seconds: Double = 0) async throws {
    guard seconds == 0 || now - idFilesAt >= seconds else { return }
    try await readIDFiles()
    guard try await areIDFilesOld() else { return }
    try await write(.source(source.address), to: project.sourceFile, .sourceFile)
    try await write(.target(target.address), to: project.targetFile, .targetFile)
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

  private func write(_ text: IDFileText, to path: String, _ stamp: MetaName) async throws {
    let (hash, known) = try await database.read { database in
      let digest = DataRepository.Digest(.sha256)
      try text.write(database) { digest.update($0) }
      return (digest.finish().hex, try database.meta(stamp))
    }
    if known == hash, try AtomicFile.sha256(of: path) == hash { return }
    let written = try await database.read { database in
      let digest = DataRepository.Digest(.sha256)
      try AtomicFile.write(to: path) { append in
        try text.write(database) { piece in
          digest.update(piece)
          try append(piece)
        }
      }
      return digest.finish().hex
    }
    try await database.write { try $0.setMeta(stamp, written) }
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
