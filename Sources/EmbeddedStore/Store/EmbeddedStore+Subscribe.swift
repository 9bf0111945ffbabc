package import DataRepository
import GRDB
package import LabelCore

extension EmbeddedStore {
  package func subscribe(to branch: Branch, after: String?)
    -> AsyncThrowingStream<CommitInfo, any Error>
  {
    pages(from: Subscription(after: after)) { subscription in
      var subscription = subscription
      while true {
        // Counted before the look, so that no commit falls between the look and the wait.
        let count = arrivals.count
        let found = try await read { [subscription] database in
          try subscription.look(at: branch, StoreRows(database: database))
        }
        if !found.elements.isEmpty { return found }
        subscription = found.next ?? subscription
        // Other processes announce nothing here.
        try await arrivals.wait(after: count, atMost: settings.lookInterval)
      }
    }
  }
}

/// What a subscriber has seen of a branch.
private struct Subscription: Sendable {
  /// The id to begin after, until its row is known.
  var after: String?
  /// The row of the last commit given out.
  var last: Int64 = 0
  /// The rows to give out next, newest first.
  private var rest: [Int64] = []

  private static let pageSize = 256

  init(after: String?) {
    self.after = after
  }

  /// The next finished commits, oldest first, at most a page of them.
  func look(at branch: Branch, _ rows: StoreRows) throws -> Page<Subscription, CommitInfo> {
    var next = self
    let repo = try rows.repo(branch.repo)
    if let after {
      next.last = try rows.commit(after, in: repo).id
      next.after = nil
    }
    guard let head = try rows.head(of: branch.name, in: repo) else {
      throw rows.branchNotFound(branch.name, in: repo)
    }
    if next.rest.isEmpty, let head { next.rest = try rows.chain(from: head, after: next.last) }
    var found: [CommitInfo] = []
    while found.count < Self.pageSize, let row = next.rest.popLast() {
      let commit = try rows.commit(row, in: repo)
      guard !commit.isOpen else {
        // It, or what became of the branch, is looked up anew when it is finished.
        next.rest = []
        break
      }
      found.append(commit.info)
      next.last = row
    }
    return Page(elements: found, next: next)
  }
}
