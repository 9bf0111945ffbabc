import DataRepository
import GRDB

/// Goes through the nodes of many trees, each node once, and tells what is wrong with them.
struct TreeWalk: Sendable {
  private var waiting: [Slot] = []
  private var seen: Set<NodeCache.Name> = []

  var isDone: Bool { waiting.isEmpty }

  mutating func add(_ slots: [Slot]) {
    for slot in slots where seen.insert(NodeCache.Name(row: slot.link, hash: slot.hash)).inserted {
      waiting.append(slot)
    }
  }

  /// Checks the next `count` nodes.
  mutating func check(_ count: Int, _ report: inout CheckReport, _ database: Database) throws {
    let access = NodeAccess(database: database, cache: NodeCache())
    for _ in 0..<count {
      guard let slot = waiting.popLast() else { return }
      report.nodes += 1
      guard let stored = try access.stored(slot.link) else {
        report.add("node \(slot.link) of a tree is missing")
        continue
      }
      guard ContentHash(of: stored.body) == slot.hash, let node = stored.decoded() else {
        report.add("node \(slot.link) of a tree is damaged")
        continue
      }
      if node.totals.files != slot.totals.files || node.totals.size != slot.totals.size {
        report.add("node \(slot.link) of a tree has other totals than are kept above it")
      }
      if node.level > 0 {
        add(node.slots)
      } else {
        try checkFiles(node.slots, &report, ContentRows(database: database))
      }
    }
  }

  private func checkFiles(_ files: [Slot], _ report: inout CheckReport, _ contents: ContentRows)
    throws
  {
    for file in files where try contents.find(file.hash)?.size != file.totals.size {
      report.add("the content of \(file.key.text), \(file.hash.hex), is missing")
    }
  }
}
