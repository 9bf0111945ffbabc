import DataRepository
import GRDB
import Synchronization

/// Nodes by row within one transaction.
struct NodeAccess {
  let database: Database
  let cache: NodeCache

  /// The node that a slot of an inner node, or a commit, points to.
  func load(_ slot: Slot) throws -> Node {
    let name = NodeCache.Name(row: slot.link, hash: slot.hash)
    if let node = cache[name] { return node }
    guard let stored = try stored(slot.link), let node = stored.decoded() else {
      throw StoreError(
        .failed, "node \(slot.link)", "a part of the store's list of files is missing or damaged")
    }
    cache[name] = node
    return node
  }

  /// The node of a row as it lies there; nil if there is none.
  func stored(_ row: Int64) throws -> StoredNode? {
    let statement = try RawStatement(
      database, "SELECT body, links FROM nodes WHERE id = ?")
    statement.bind(1, row)
    guard try statement.step() else {
      statement.reset()
      return nil
    }
    defer { statement.reset() }
    return StoredNode(body: statement.bytes(0), links: statement.bytes(1))
  }

  /// Stores a node and returns the slot that stands for it one level above.
  func save(_ node: Node) throws -> Slot {
    let stored = StoredNode(node)
    let statement = try RawStatement(
      database, "INSERT INTO nodes (body, links) VALUES (?, ?)")
    statement.bind(1, stored.body)
    statement.bind(2, stored.links)
    try statement.run()
    cache.countWritten()
    return Slot(
      key: node.slots.last?.key ?? Key(bytes: []), hash: ContentHash(of: stored.body),
      link: database.lastInsertedRowID, totals: node.totals)
  }
}

/// Nodes lately used by anybody in this process, and how many were read from and written to the
/// file.
///
/// A row number alone does not name a node for good, since the row of a removed one may be used
/// again: the hash does.
final class NodeCache: Sendable {
  struct Name: Hashable {
    var row: Int64
    var hash: ContentHash
  }

  struct Counts: Equatable, Sendable {
    var read = 0
    var written = 0
  }

  fileprivate struct State {
    var young: [Name: Node] = [:]
    var old: [Name: Node] = [:]
    var counts = Counts()
  }

  private let capacity: Int
  private let state = Mutex(State())

  /// Keeps at least the last `capacity` nodes, at most twice as many.
  init(capacity: Int = 1024) {
    self.capacity = capacity
  }

  subscript(name: Name) -> Node? {
    get {
      state.withLock { state -> Node? in
        if let node = state.young[name] { return node }
        guard let node = state.old[name] else { return nil }
        state.keep(node, as: name, capacity)
        return node
      }
    }
    set {
      guard let newValue else { return }
      state.withLock { state in
        state.counts.read += 1
        state.keep(newValue, as: name, capacity)
      }
    }
  }

  func countWritten() {
    state.withLock { $0.counts.written += 1 }
  }

  var counts: Counts { state.withLock { $0.counts } }

  /// Forgets all nodes and counts.
  func empty() {
    state.withLock { $0 = State() }
  }
}

extension NodeCache.State {
  fileprivate mutating func keep(_ node: Node, as name: NodeCache.Name, _ capacity: Int) {
    if young.count >= capacity {
      old = young
      young = [:]
    }
    young[name] = node
  }
}
