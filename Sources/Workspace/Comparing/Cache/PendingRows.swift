import Synchronization

/// Rows of a cache that are not in its file yet. Their hashes lie at random places of the index, so
/// that many at once are written in a fraction of the time, and of the bytes, that they take alone.
final class PendingRows: Sendable {
  struct Key: Hashable, Sendable {
    var kind: HashKind
    var hash: String
  }

  private struct Rows {
    /// In the order in which they came.
    var order: [Key] = []
    var byKey: [Key: CacheRow] = [:]
  }

  private struct State {
    var waiting = Rows()
    /// Being written.
    var leaving = Rows()
    var isWriting = false
    /// Whether all was asked for while somebody wrote.
    var isAllAsked = false
    /// Seconds.
    var lastWritten: Double
  }

  /// Rows, and seconds after the last writing, at which they are due.
  private static let most = 16_384
  private static let patience = 3.0

  private let state: Mutex<State>

  init(at now: Double) {
    state = Mutex(State(lastWritten: now))
  }

  /// The rows with these hashes, in their order.
  func find(_ hashes: [String], of kind: HashKind) -> [CacheRow?] {
    state.withLock { state in
      hashes.map { hash in
        let key = Key(kind: kind, hash: hash)
        return state.waiting.byKey[key] ?? state.leaving.byKey[key]
      }
    }
  }

  func add(_ rows: [CacheRow], of kind: HashKind) {
    state.withLock { state in
      for row in rows {
        let key = Key(kind: kind, hash: row.hash)
        if state.waiting.byKey.updateValue(row, forKey: key) == nil {
          state.waiting.order.append(key)
        }
      }
    }
  }

  /// What is to be written now, which stays to be found until `written`; nil while somebody writes,
  /// and while nothing is due unless `all` is asked for.
  func take(at now: Double, all: Bool) -> [(kind: HashKind, rows: [CacheRow])]? {
    state.withLock { state in
      let isDue =
        all || state.waiting.order.count >= Self.most || now - state.lastWritten >= Self.patience
      if state.isWriting, all { state.isAllAsked = true }
      guard isDue, !state.isWriting, !state.waiting.order.isEmpty else { return nil }
      state.isWriting = true
      (state.leaving, state.waiting) = (state.waiting, Rows())
      let kinds = Set(state.leaving.order.map(\.kind))
      return kinds.map { kind in
        let keys = state.leaving.order.filter { $0.kind == kind }
        return (kind, keys.compactMap { state.leaving.byKey[$0] })
      }
    }
  }

  /// Ends what `take` began; whether all was asked for meanwhile, so that the rest is to be written.
  func written(at now: Double) -> Bool {
    state.withLock { state in
      defer { state.isAllAsked = false }
      (state.leaving, state.isWriting, state.lastWritten) = (Rows(), false, now)
      return state.isAllAsked
    }
  }
}
