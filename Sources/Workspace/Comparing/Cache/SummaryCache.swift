package import DataRepository
import Foundation
import GRDB
package import LabelCore

/// What was read of objects, by their hashes, so that each is read and parsed once, ever:
/// `$XDG_CACHE_HOME/tagline/summaries.db`.
///
/// Several processes may share the file. It may be deleted at any time. Nothing here fails: a file
/// that is broken, of another program version or cannot be written is thrown away or done without.
package final class SummaryCache: Sendable {
  /// What is known of one object.
  package struct Entry: Sendable {
    /// Nil for an object that is no task.
    package var summary: LabelSummary?
    /// SHA-256 of the bytes, by which objects of different stores are compared.
    package var content: ContentHash
  }

  /// Bytes of summaries that the cache may hold, tables and index included.
  package static let defaultLimit = 512 << 20

  let database: CacheDatabase
  private let pending: PendingRows
  private let limit: Int
  private let now: @Sendable () -> Double

  /// The cache in the file at `place`; a private one for this process where that cannot be had.
  package init(
    at place: String, limit: Int = SummaryCache.defaultLimit,
    now: @escaping @Sendable () -> Double = { Date().timeIntervalSince1970 }
  ) {
    database = CacheDatabase(at: place)
    pending = PendingRows(at: now())
    self.limit = limit
    self.now = now
  }

  /// A cache that lives as long as this value, in a file that the system removes.
  package static func temporary() -> SummaryCache { SummaryCache(at: "") }

  /// Days since 1970: when an entry was last used, for throwing away what was longest not.
  private var today: Int { Int(now() / 86_400) }

  /// What is known of objects with these hashes, in their order; nil for those not met yet.
  package func entries(_ hashes: [String], of kind: HashKind) async -> [Entry?] {
    let today = today
    // First those that are not written: what leaves while this looks on is in the file then.
    var rows = pending.find(hashes, of: kind)
    let others = rows.indices.filter { rows[$0] == nil }
    if !others.isEmpty {
      let asked = others.map { hashes[$0] }
      let stored = await database.read([CacheRow?]()) { database in
        try CacheRow.find(asked, of: kind, database)
      }
      for (place, row) in zip(others, stored) { rows[place] = row }
    }
    let old = rows.compactMap { row in row.flatMap { $0.used < today ? $0.serial : nil } }
    if !old.isEmpty {
      await database.write { try CacheRow.touch(old, today, $0) }
    }
    return zip(hashes, rows).map { hash, row in
      // Without a hash nothing is known to be equal.
      hash.isEmpty ? nil : row.flatMap { Entry($0.bytes, content: $0.content) }
    }
  }

  /// Remembers objects under their hashes: at once for this value, in the file within seconds or
  /// with `flush`.
  package func keep(_ entries: [(hash: String, entry: Entry)], of kind: HashKind) async {
    if entries.isEmpty { return }
    let rows = entries.map { hash, entry in
      CacheRow(
        serial: 0, hash: hash, content: entry.content, bytes: entry.summary?.bytes ?? [],
        used: today)
    }
    pending.add(rows, of: kind)
    await write(all: false)
  }

  /// Writes what is not in the file yet; where another job is writing, that job does.
  package func flush() async {
    await write(all: true)
  }

  /// What `body` gives, with a `flush` behind it however it ends.
  func flushing<Result: Sendable>(
    _ body: () async throws -> Result
  ) async throws -> Result {
    do {
      let result = try await body()
      await flush()
      return result
    } catch {
      await flush()
      throw error
    }
  }

  private func write(all: Bool) async {
    var all = all
    while let kinds = pending.take(at: now(), all: all) {
      let (today, limit) = (today, limit)
      // A task that was cancelled may not write, and yet what it read is worth keeping.
      let task = Task { [database] in
        await database.write { database in
          for (kind, rows) in kinds { try CacheRow.insert(rows, of: kind, today, database) }
          try CacheRow.evict(over: limit, database)
        }
      }
      await task.value
      all = pending.written(at: now())
    }
  }

  /// The sums of the version with this fingerprint.
  package func tally(_ fingerprint: String) async -> VersionTally? {
    let bytes = await database.read(nil) { try CacheRow.tally(fingerprint, $0) }
    return bytes.flatMap { VersionTally(bytes: $0) }
  }

  package func keep(_ tally: VersionTally, for fingerprint: String) async {
    let (bytes, today) = (tally.bytes, today)
    await database.write { try CacheRow.keep(tally: bytes, fingerprint, today, $0) }
  }
}

extension SummaryCache.Entry {
  package init(_ contents: FileContents) {
    content = ContentHash(of: contents.bytes)
    let stored = try? TargetObject(parsing: contents.bytes)
    summary = stored.map { LabelSummary($0, digest: .sha256) }
  }

  /// Of what a row holds; nil when that is damaged.
  init?(_ bytes: [UInt8], content: ContentHash) {
    self.content = content
    if bytes.isEmpty { return }
    guard let summary = LabelSummary(bytes: bytes) else { return nil }
    self.summary = summary
  }
}

extension LabelCore.Digest {
  /// SHA-256 in lower-case hex.
  package static let sha256 = LabelCore.Digest.piecewise { ContentHash(ofPieces: $0).hex }
}
