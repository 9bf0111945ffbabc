import GRDB
import LabelCore

/// Label Studio 0.x numbers objects that it did not write by their place in the listing. It then shows a
/// label on the wrong task and saves it under that task's number, over what is there.
extension TargetIndexer {
  /// Takes over what was written into a second object of a task, and puts back what that was written over;
  /// the next flush sends both. Whatever clashes stays in the copy, which is then never overwritten.
  ///
  /// `base` is what the copy was made from, as last seen; by default the task's own object.
  mutating func takeOver(
    copy: FiledObject, into ordinal: Int, since base: TaskObject? = nil
  ) throws {
    let before = try displaced(by: copy, ordinal)
    try release(copy, reason: Self.secondObject)
    guard base != nil || news.contains(copy.path), let own = try database.object(of: ordinal)
    else { return }
    let current = try database.draft(of: ordinal) ?? own.object
    let merge = current.absorbing(
      try TaskObject(parsing: copy.bytes), since: try base ?? asSeen(own),
      digest: TaskContext.digest)
    for note in merge.notes { try database.keep(note, of: ordinal, at: context.options.now()) }
    if let object = merge.object, merge.isChanged { try database.setDraft(object, of: ordinal) }
    try database.refresh(ordinal, context)
    guard merge.notes.allSatisfy({ $0.sentence == nil }) else { return }
    try database.run(sql: "UPDATE objects SET is_copy = 1 WHERE path = ?", arguments: [copy.path])
    misfiled += 1
    try putBack(before, at: copy.path)
  }

  /// A task's object as it was before this sync; nil when it is new as well.
  private func asSeen(_ own: StoredObject) throws -> TaskObject? {
    guard news.contains(own.path) else { return own.object }
    return try before[own.path].map { try TaskObject(parsing: $0) }
  }

  /// What the owner of a path had there before another task's object was written over it.
  private func displaced(by copy: FiledObject, _ ordinal: Int) throws -> TaskObject? {
    guard let owner = copy.ordinal, owner != ordinal else { return nil }
    return try database.earlier(of: copy.path)
  }

  /// Makes the task whose number a copy has the owner of that number again: with what it had, else in the
  /// form of a task whose last completion was deleted. A running Label Studio fails without the object, and
  /// a restarted one would number the copy anew.
  private func putBack(_ before: TaskObject?, at path: String) throws {
    guard let id = context.target.number(of: path),
      let ordinal = try database.value(
        Int.self, sql: "SELECT ordinal FROM tasks WHERE id = ? AND gone = 0", arguments: [id]),
      try database.current(of: ordinal) == nil
    else { return }
    guard let object = try before ?? emptied(ordinal, id) else { return }
    try database.setDraft(object, of: ordinal)
    try database.refresh(ordinal, context)
  }

  private func emptied(_ ordinal: Int, _ id: Int) throws -> TaskObject? {
    guard let content = try database.content(of: ordinal) else { return nil }
    var object = TaskObject(root: content.root, id: id)
    object.tree["predictions"] = .array(content.predictions)
    return object
  }
}
