import GRDB
import LabelCore

/// What was done about one changed or gone raw file, so that it can be taken back exactly.
struct ChangeStep: Sendable {
  fileprivate struct Part: Sendable {
    var ordinal: Int
    var before: TaskObject?
    var after: TaskObject?
    var annotated: [StoredAnnotation]
  }

  private var parts: [Part] = []
  private let wasKept: Bool

  /// Nil for a task whose raw file is as it was when it was labelled.
  init?(before record: TaskRecord, _ database: Database) throws {
    guard record.isOutdated else { return nil }
    wasKept = record.isKept
    try include(record.ordinal, database)
  }

  /// Another task that is changed along with it.
  mutating func include(_ ordinal: Int, _ database: Database) throws {
    parts.append(
      Part(
        ordinal: ordinal, before: try database.current(of: ordinal),
        annotated: try database.annotated(of: ordinal)))
  }

  /// To be called in the same transaction, once all is done.
  mutating func finish(_ database: Database) throws {
    for index in parts.indices {
      parts[index].after = try database.current(of: parts[index].ordinal)
    }
  }

  /// Puts everything back as it was; what others wrote in between stays.
  func takeBack(_ database: Database, _ context: TaskContext) throws {
    for part in parts {
      for annotation in part.annotated { try database.restore(annotation, of: part.ordinal) }
      if let object = try part.restored(database) ?? part.withoutObject(database) {
        try database.propose(object, of: part.ordinal)
      }
      try database.refresh(part.ordinal, context)
    }
    guard let first = parts.first else { return }
    try database.run(
      sql: "UPDATE tasks SET is_kept = ? WHERE ordinal = ?", arguments: [wasKept, first.ordinal])
  }
}

extension ChangeStep.Part {
  /// What stands for the task in the drafts where only objects of 1.x come back.
  fileprivate func withoutObject(_ database: Database) throws -> TaskObject? {
    guard try database.hasPendingAnnotations(ordinal) else { return nil }
    var object = try database.own(of: ordinal)
    object?.tree["predictions"] = nil
    return object
  }

  /// The object with what the step did to it undone.
  fileprivate func restored(_ database: Database) throws -> TaskObject? {
    let now = try database.current(of: ordinal)
    guard var old = before ?? after else { return nil }
    if before == nil { old.completions = [] }
    // Nothing of the step has left this machine.
    if try !database.isUnderWay(ordinal), try old == database.object(of: ordinal)?.object {
      return old
    }
    old.outrank(now)
    return TaskMerger(base: after, theirs: now, ours: old, digest: TaskContext.digest)
      .merged().object
  }
}

extension TaskObject {
  /// Counts a save more than `other` has in every completion that both have but say differently, so that
  /// nobody takes the older of them for the newer.
  fileprivate mutating func outrank(_ other: TaskObject?) {
    let theirs = other?.completions ?? []
    completions = completions.map { completion in
      guard var author = completion.authorship, !theirs.contains(completion) else {
        return completion
      }
      let rival = theirs.first { $0.authorship?.uid == author.uid }?.authorship
      author.rev = max(author.rev, rival?.rev ?? author.rev) &+ 1
      var raised = completion
      raised.sign(author)
      return raised
    }
  }
}

/// The steps of this session by task; the oldest are forgotten when there are many.
struct ChangeSteps: Sendable {
  private static let limit = 1000
  private var steps: [(ordinal: Int, step: ChangeStep)] = []

  mutating func push(_ step: ChangeStep, of ordinal: Int) {
    steps.append((ordinal, step))
    if steps.count > Self.limit { steps.removeFirst() }
  }

  /// The latest step of a task.
  func last(of ordinal: Int) -> ChangeStep? { steps.last { $0.ordinal == ordinal }?.step }

  /// Forgets the latest step of a task, as it was taken back.
  mutating func pop(_ ordinal: Int) {
    guard let place = steps.lastIndex(where: { $0.ordinal == ordinal }) else { return }
    steps.remove(at: place)
  }
}
