import DataRepository
import GRDB

/// A body being put aside; one writer's lock is held only while a piece is written.
actor StagingSession {
  private let store: EmbeddedStore
  private let writer = ContentWriter(withMD5: true)

  init(store: EmbeddedStore) {
    self.store = store
  }

  func take(_ piece: Bytes) async throws {
    // Large pieces are cut, so that memory is bounded whatever the source gives.
    var rest = piece[...]
    while !rest.isEmpty {
      let part = rest.prefix(ContentRows.pieceSize)
      rest = rest.dropFirst(part.count)
      guard writer.take(part) else { continue }
      try await store.write { [writer, store] database in
        try writer.flush(to: database)
        try Self.mark(writer.unfinishedRow, store, database)
      }
    }
  }

  func finish() async throws -> StagedContent {
    try await store.write { [writer, store] database in
      let stored = try writer.finish(in: database)
      let now = store.settings.now()
      if stored.isNew {
        try database.execute(
          sql: "INSERT OR REPLACE INTO staged (content, at) VALUES (?, ?)",
          arguments: [stored.row, now])
      } else {
        // Staged by somebody else before: it may not go before this caller has committed.
        try database.execute(
          sql: "UPDATE staged SET at = ? WHERE content = ?", arguments: [now, stored.row])
      }
      try store.removeStale(in: database)
      return StagedContent(hash: stored.hash.hex, size: stored.size, md5: stored.md5)
    }
  }

  /// Removes what was written; what cannot be removed now is found when it is old.
  func abandon() async {
    // A task that was cancelled may not write, but must clean up.
    let task = Task { [writer, store] in
      try await store.write { try writer.abandon(in: $0) }
    }
    _ = await task.result
  }

  private static func mark(_ row: Int64?, _ store: EmbeddedStore, _ database: Database) throws {
    guard let row else { return }
    // Seen by nobody, but found by the next cleaning if this process dies.
    try database.execute(
      sql: "INSERT OR REPLACE INTO staged (content, at) VALUES (?, ?)",
      arguments: [row, store.settings.now()])
  }
}
