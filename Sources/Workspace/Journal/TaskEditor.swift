import GRDB
import LabelCore

/// Turns one decision into a journal entry and the object that will be sent, inside one transaction.
struct TaskEditor {
  let context: TaskContext
  let record: TaskRecord
  let content: TaskContent
  let database: Database

  func save(_ order: SaveOrder) throws {
    var object =
      try database.current(of: record.ordinal)
      ?? TaskObject(root: content.root, id: record.row.id)
    let entry = try order.decision.map { try write($0, into: &object, order) }
    guard let entry = entry ?? takeBack(from: &object) else { return }
    try finish(object, entry)
  }

  /// Keeps what became of the task's object, and why.
  func finish(_ object: TaskObject, _ entry: JournalEntry) throws {
    try entry.append(to: database)
    try database.propose(object, of: record.ordinal)
    try database.refresh(record.ordinal, context)
    try database.setMeta(.savedAt, String(context.seconds))
  }

  private func write(
    _ decision: Decision, into object: inout TaskObject, _ order: SaveOrder
  ) throws -> JournalEntry {
    let mine = order.isNew ? nil : object.index(annotator: context.annotator)
    let old = mine.map { object.completions[$0] }
    let gone = try old == nil && !order.isNew ? takenBack(from: object) : nil
    let rev = (old?.revision(TaskContext.digest) ?? gone?.rev ?? 0) + 1
    let uid = old?.authorship?.uid ?? gone?.uid ?? context.options.makeUID()
    if !order.keepsData { renewData(of: &object) }
    let source = order.keepsData ? old?.authorship?.source : nil
    var save = DecisionSave(
      decision, schema: context.schema, task: record.row.id, now: context.seconds,
      authorship: Authorship(
        uid: uid, rev: rev, annotator: context.annotator, source: try source ?? sourceFile()))
    save.decision.leadTime = decision.leadTime
    object.save(save, digest: TaskContext.digest, newRegionID: context.options.makeRegionID)
    return entry(uid, rev, decision)
  }

  /// The completion that I took back last, as the next one is: who has not seen that it went takes it for
  /// another state of the same one, and never for a second label.
  private func takenBack(from object: TaskObject) throws -> (uid: String, rev: Int)? {
    let uid = try database.value(
      String.self,
      sql: """
        SELECT uid FROM journal WHERE ordinal = ? AND annotator = ? ORDER BY serial DESC LIMIT 1
        """, arguments: [record.ordinal, context.annotator])
    guard let uid, !object.completions.contains(where: { $0.authorship?.uid == uid }),
      let rev = try database.revision(ofTakenBack: uid, record.ordinal)
    else { return nil }
    return (uid, rev)
  }

  /// Nil when there is nothing of mine to take back.
  private func takeBack(from object: inout TaskObject) -> JournalEntry? {
    guard let place = object.index(annotator: context.annotator) else { return nil }
    let old = object.completions[place]
    object.remove(place, task: record.row.id, predictions: content.predictions)
    return entry(old.authorship?.uid ?? "", old.revision(TaskContext.digest) + 1, nil)
  }

  /// The data become those of the raw file, unless they say the same already.
  func renewData(of object: inout TaskObject) {
    guard !record.isGone,
      object.data.map({ TaskContext.digest($0) }) != TaskContext.digest(content.data)
    else { return }
    object.data = content.data
  }

  func entry(_ uid: String, _ rev: Int, _ decision: Decision?) -> JournalEntry {
    JournalEntry(
      ordinal: record.ordinal, at: context.options.now(), annotator: context.annotator, uid: uid,
      rev: rev, decision: decision)
  }

  /// The raw file as it is now, as completions record it.
  func sourceFile() throws -> SourceFile {
    let branch = context.source.branch
    let commit = try database.meta(.readCommit) ?? ""
    // A store that tells of no commits names the branch instead.
    var file = SourceFile(
      repo: branch.repo, branch: branch.name, key: record.row.key, sha256: record.sha256,
      commit: commit == branch.name ? "" : commit)
    if record.part.start != nil { file.nth = record.part.twin }
    return file
  }
}
