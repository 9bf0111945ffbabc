import DataRepository
import GRDB
import LabelCore

/// What of a large raw file is as it was when it was last read: its first tasks and its last ones. They need not
/// be held, nor parsed; only what is between them can be new, edited, moved or gone.
struct UnchangedEnds: Sendable {
  /// Pieces before this one are the tasks that they were, at the same bytes.
  private(set) var head = 0
  /// Pieces from this one on are, in their order, the tasks that were last, perhaps at other places.
  private(set) var tail = Int.max
  /// The known tasks before those between the ends, and the last of those between them.
  private(set) var known = (behind: KnownPlace.start, through: KnownPlace.end)
  /// Reads on from some piece before the end of the head.
  private(set) var cursor: TaskCursor

  /// Nothing is known to be as it was.
  init(_ cursor: TaskCursor) {
    self.cursor = cursor
  }

  /// Goes through the file, as it is now and was then, side by side.
  init(_ cursor: TaskCursor, of key: String, _ snapshot: DatabaseSnapshot) async throws {
    self.cursor = cursor
    let pieces = try await findHead(KnownSequence(of: key, snapshot))
    let tasks = try await snapshot.read { database in
      try Int.fetchOne(
        database, sql: "SELECT count(*) FROM tasks WHERE key = ? AND gone = 0", arguments: [key])
    }
    guard head < min(pieces, tasks ?? 0) else { return }
    try await findTail(
      KnownSequence(of: key, behind: known.behind, snapshot), shift: (tasks ?? 0) - pieces)
    if tail >= pieces { giveUpTail() }
  }

  /// Whether nothing is known to be as it was.
  var isEmpty: Bool { head == 0 && tail == .max }

  /// Forgets that the last tasks are what they were.
  mutating func giveUpTail() {
    tail = .max
    known.through = .end
  }

  /// Finds the first piece that is another, and counts all.
  private mutating func findHead(_ sequence: KnownSequence) async throws -> Int {
    var (sequence, reading) = (sequence, cursor)
    var (count, isOver) = (0, false)
    while true {
      try Task.checkCancellation()
      let before = reading
      let parts = try reading.parts()
      if parts.isEmpty { return count }
      count += parts.count
      if isOver { continue }
      cursor = before
      for part in parts {
        guard let entry = try await sequence.next(), entry.row.nth == part.nth,
          entry.row.start == part.start, entry.isStill(part, reading)
        else {
          isOver = true
          break
        }
        head += 1
        known.behind = entry.place
      }
    }
  }

  /// Finds the last piece that is another than the task that stood as far from the end.
  ///
  /// - Parameter shift: how many more tasks there were than pieces are.
  private mutating func findTail(_ sequence: KnownSequence, shift: Int) async throws {
    var (sequence, reading) = (sequence, cursor)
    for _ in 0..<max(0, shift) { _ = try await sequence.next() }
    let first = head + max(0, -shift)
    (tail, known.through) = (first, sequence.place)
    while case let parts = try reading.parts(), !parts.isEmpty {
      try Task.checkCancellation()
      for part in parts where part.nth >= first {
        guard let entry = try await sequence.next() else { break }
        if !entry.isStill(part, reading) { (tail, known.through) = (part.nth + 1, entry.place) }
      }
    }
  }
}

extension KnownSequence.Entry {
  /// Whether a piece is this task to the byte, or still what could not be read.
  fileprivate func isStill(_ part: RawPart, _ cursor: TaskCursor) -> Bool {
    guard identity.bytes == ShortHash(cursor.sha256(of: part)) else { return false }
    return problem == nil || cursor.task(of: part).problem == problem
  }
}
