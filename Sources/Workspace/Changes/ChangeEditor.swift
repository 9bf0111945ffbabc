import GRDB
import LabelCore

/// Does what somebody decided about a label whose raw file changed or is gone, inside one transaction. What it
/// makes of objects is to be sent; `entries` are for the journal.
struct ChangeEditor {
  private let editor: TaskEditor
  private let record: TaskRecord
  private let database: Database
  private let context: TaskContext
  private var object: TaskObject
  /// What Label Studio 1.x annotated of the task, in objects that are never written over.
  private let annotated: [AnnotatedTask]
  private(set) var entries: [JournalEntry] = []

  /// Fails with `invalidDecision` where file and label belong together.
  init(_ editor: TaskEditor) throws {
    self.editor = editor
    record = editor.record
    database = editor.database
    context = editor.context
    guard record.isOutdated, let object = try database.own(of: record.ordinal) else {
      throw WorkspaceError(
        .invalidDecision, "task \(record.row.id)",
        "task \(record.row.id): its raw file is as it was when it was labelled")
    }
    self.object = object
    annotated = try database.annotated(of: record.ordinal).map(\.task)
  }

  /// The label is for the present text from now on, completions made elsewhere byte for byte. Of a gone file
  /// the label stays. What only 1.x annotated, for another text, is taken over.
  mutating func keep() throws {
    let place = object.index(annotator: context.annotator)
    let old = place.map { object.completions[$0] }
    guard !record.isGone else {
      try database.run(
        sql: "UPDATE tasks SET is_kept = 1 WHERE ordinal = ?", arguments: [record.ordinal])
      return note(old)
    }
    if object.completions.isEmpty { object.adopt(annotated, task: record.row.id) }
    editor.renewData(of: &object)
    if let place, var author = old?.authorship {
      author.rev = (old?.revision(TaskContext.digest) ?? author.rev) + 1
      author.source = try editor.sourceFile()
      var completions = object.completions
      completions[place].sign(author)
      object.completions = completions
    }
    note(object.index(annotator: context.annotator).map { object.completions[$0] })
    try propose()
  }

  /// Takes off what counts as the label here: mine, and what the web page made. Others' labels stay. The
  /// object stays in the form that Label Studio 0.x gives a deletion, unless its raw file is gone; those of 1.x
  /// go.
  mutating func drop() throws {
    noteRemoval()
    object.completions = object.completions.filter { completion in
      completion.authorship.map { $0.annotator != context.annotator } ?? false
    }
    editor.renewData(of: &object)
    try empty(predictions: editor.content.predictions)
  }

  /// Takes everybody's label off, and the object away, and those of 1.x.
  mutating func remove() throws {
    noteRemoval()
    object.completions = []
    try empty(predictions: nil)
  }

  /// Gives all completions to the task that has their text now.
  mutating func move(to other: TaskRecord, _ content: TaskContent, keepsOld: Bool) throws {
    let there = TaskEditor(
      context: context, record: other, content: content, database: database)
    var target =
      try database.current(of: other.ordinal) ?? TaskObject(root: content.root, id: other.row.id)
    there.renewData(of: &target)
    let source = try there.sourceFile()
    var moved = object
    moved.adopt(annotated, task: record.row.id)
    for completion in moved.completions {
      target.adopt(completion, task: other.row.id, source: source, uid: context.options.makeUID())
    }
    let mine = target.index(annotator: context.annotator).map { target.completions[$0] }
    entries.append(
      there.entry(
        mine?.authorship?.uid ?? "", mine?.authorship?.rev ?? 0, mine?.decision(context.schema)))
    try database.propose(target, of: other.ordinal)
    try database.refresh(other.ordinal, context)
    if keepsOld {
      if !record.isGone { try keep() }
    } else {
      noteRemoval()
      object.completions = []
      editor.renewData(of: &object)
      try empty(predictions: record.isGone ? [] : editor.content.predictions)
    }
  }

  /// Of a task that had no object of ours, none is written for it.
  private mutating func empty(predictions: [JSON]?) throws {
    let hasObject = try database.object(of: record.ordinal) != nil
    object.tree["predictions"] = hasObject ? predictions.map(JSON.array) : nil
    try database.dropAnnotations(of: record.ordinal)
    try propose()
  }

  private func propose() throws {
    try database.propose(object, of: record.ordinal)
    try database.refresh(record.ordinal, context)
  }

  /// The label that stands; a label of the web page has no name of its own.
  private mutating func note(_ mine: Completion?) {
    let completions = object.beside(annotated).completions
    let counted = mine ?? completions.newest { $0.authorship == nil }.map { completions[$0] }
    entries.append(
      editor.entry(
        mine?.authorship?.uid ?? "", mine?.revision(TaskContext.digest) ?? 0,
        counted?.decision(context.schema)))
  }

  private mutating func noteRemoval() {
    let mine = object.index(annotator: context.annotator).map { object.completions[$0] }
    entries.append(
      editor.entry(
        mine?.authorship?.uid ?? "", (mine?.revision(TaskContext.digest) ?? 0) + 1, nil))
  }
}

extension TaskObject {
  /// Takes over a completion of another task with the same text, as a new one that was read from `source`.
  fileprivate mutating func adopt(
    _ completion: Completion, task: Int, source: SourceFile, uid: String
  ) {
    var moved = completion
    moved.value["id"] = .int(nextCompletionID(task: task))
    if var author = moved.authorship {
      author.uid = uid
      author.source = source
      moved.sign(author)
    }
    tree["id"] = .int(task)
    tree["predictions"] = nil
    completions.append(moved)
  }
}
