import DataRepository
import GRDB
import LabelCore

/// One raw file on its way into the index: which of its known tasks each of its pieces is, then piece after
/// piece. A file is read more than once if it has known tasks, so that none of it need be held.
struct FileIndexing: Sendable {
  let file: IncomingFile
  /// Of a large file those between its unchanged ends.
  let known: KnownTasks
  private let matching: PartMatching<ShortHash>
  /// Why nothing at all can be read from a file whose tasks are known: they stay until it is mended.
  let problem: String?
  private let ends: UnchangedEnds
  private var cursor: TaskCursor
  /// The known tasks of the tail.
  private var tail: KnownSequence?

  /// A file that is held in memory with all of its known tasks.
  init(_ file: IncomingFile, known: KnownTasks, _ context: TaskContext) throws {
    let ends = UnchangedEnds(TaskCursor(file, context))
    let between = try Between(ends, isRead: !known.rows.isEmpty)
    self.init(file, known, ends, between)
  }

  /// A large file: of what did not change nothing is held.
  init(_ file: IncomingFile, _ context: TaskContext, _ snapshot: DatabaseSnapshot) async throws {
    var ends = UnchangedEnds(TaskCursor(file, context))
    var known = try await snapshot.read {
      try KnownTasks(of: file.key, behind: .end, through: .end, $0)
    }
    if known.isCurrent, context.blobKey == nil {
      ends = try await UnchangedEnds(ends.cursor, of: file.key, snapshot)
    }
    known = try await Self.known(file, ends, snapshot)
    var between = try Between(ends, isRead: !known.rows.isEmpty)
    if try await between.recurs(in: file, known, ends, snapshot) {
      ends.giveUpTail()
      known = try await Self.known(file, ends, snapshot)
      between = try Between(ends, isRead: true)
    }
    self.init(file, known, ends, between)
    if ends.tail != .max {
      tail = KnownSequence(of: file.key, behind: ends.known.through, snapshot)
    }
  }

  private init(
    _ file: IncomingFile, _ known: KnownTasks, _ ends: UnchangedEnds, _ between: Between
  ) {
    self.file = file
    self.known = known
    self.ends = ends
    cursor = ends.cursor
    problem = between.problem
    matching = PartMatching(
      between.identities, known: known.parts, isBetween: !ends.isEmpty)
  }

  private static func known(
    _ file: IncomingFile, _ ends: UnchangedEnds, _ snapshot: DatabaseSnapshot
  ) async throws -> KnownTasks {
    try await snapshot.read { database in
      try KnownTasks(
        of: file.key, behind: ends.known.behind, through: ends.known.through, database)
    }
  }

  enum Step: Sendable {
    /// A task and the known one that it is.
    case task(FoundTask, known: KnownTasks.Row?)
    /// A task that is as it was but for its place.
    case moved(KnownTasks.Row, nth: Int, start: Int?)
  }

  /// What is to be written of the next pieces, which may be nothing; nil at the end.
  mutating func next() async throws -> [Step]? {
    try Task.checkCancellation()
    guard problem == nil, case let parts = try cursor.parts(), !parts.isEmpty else { return nil }
    var steps: [Step] = []
    for part in parts where part.nth >= ends.head {
      if part.nth < ends.tail {
        let place = part.nth - ends.head
        let old = matching.found.indices.contains(place) ? matching.found[place] : nil
        steps.append(.task(cursor.task(of: part), known: old.map { known.rows[$0] }))
      } else if let row = try await tail?.next()?.row,
        row.nth != part.nth || row.start != part.start
      {
        steps.append(.moved(row, nth: part.nth, start: part.start))
      }
    }
    return steps
  }

  /// Ordinals of known tasks that were in the file and are not any more.
  var gone: [Int] {
    guard problem == nil else { return [] }
    return matching.left.filter { !known.parts[$0].isGone }.map { known.rows[$0].ordinal }
  }

  /// Both known once `next` came to the end.
  var form: RawForm { problem == nil ? cursor.form : known.form }
  var head: [UInt8] { cursor.head }
}

/// The pieces of a file between its unchanged ends.
private struct Between {
  private(set) var identities: [PartIdentity<ShortHash>] = []
  /// Why there is no task in a file of one piece.
  private(set) var problem: String?

  init(_ ends: UnchangedEnds, isRead: Bool) throws {
    guard isRead else { return }
    var cursor = ends.cursor
    while case let parts = try cursor.parts(), let last = parts.last {
      try Task.checkCancellation()
      for part in parts where part.nth >= ends.head && part.nth < ends.tail {
        let task = cursor.task(of: part)
        identities.append(task.identity)
        if part.nth == 0, part.start == nil { problem = task.problem }
      }
      if last.nth >= ends.tail { break }
    }
  }

  /// Whether a task of the tail is equal to one that came, changed or went: then it is not the last ones that are
  /// what they were, as of equal rows the first is the first.
  func recurs(
    in file: IncomingFile, _ known: KnownTasks, _ ends: UnchangedEnds, _ snapshot: DatabaseSnapshot
  ) async throws -> Bool {
    let changed = identities + known.parts.filter { !$0.isGone }.map(\.identity)
    guard ends.tail != .max, !changed.isEmpty else { return false }
    let hashes = Set(changed.flatMap { [$0.data, $0.bytes].compactMap(\.self) })
    var tail = KnownSequence(of: file.key, behind: ends.known.through, snapshot)
    while let identity = try await tail.next()?.identity {
      if hashes.contains(identity.bytes) || identity.data.map(hashes.contains) == true {
        return true
      }
    }
    return false
  }
}
