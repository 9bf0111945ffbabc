import GRDB
import LabelCore

/// What is decided here and not sent yet, or was sent and is not there any more, while others write.
extension TargetIndexer {
  /// Puts unsent decisions of a task on top of what its object became.
  func rebase(_ ordinal: Int, path: String) throws {
    let row = try database.row(
      sql: "SELECT bytes, earlier FROM objects WHERE path = ?", arguments: [path])
    if let row {
      let earlier = try row.optionalBytes("earlier").map { try TaskObject(parsing: $0) }
      let theirs = try TaskObject(parsing: row.bytes("bytes"))
      if let ours = try database.draft(of: ordinal) {
        let landed = try database.landed(
          ordinal, in: theirs, since: earlier, context.annotator)
        var merger = TaskMerger(
          base: landed ?? earlier, theirs: theirs, ours: ours, digest: TaskContext.digest)
        merger.unseen = unseen
        try apply(merger.merged(), to: ordinal)
      } else if let earlier {
        try bringBackMine(of: earlier, in: theirs, ordinal)
      }
      try takeBackAgain(in: theirs, since: earlier, ordinal)
    }
    try database.run(
      sql: "UPDATE objects SET earlier = NULL WHERE path = ?", arguments: [path])
    try database.refresh(ordinal, context)
  }

  /// Sends my completion again where somebody wrote who had not seen it. Label Studio and gateways ask for
  /// no condition, so the last to write wins.
  private func bringBackMine(
    of earlier: TaskObject, in theirs: TaskObject, _ ordinal: Int
  ) throws {
    if case .isTheirs = unseen { return }
    let mine = earlier.completions.filter { $0.isMine(context.annotator) }
    if mine.allSatisfy(theirs.completions.contains) { return }
    var merger = TaskMerger(
      base: earlier, theirs: theirs, ours: earlier, digest: TaskContext.digest)
    merger.unseen = .keepsOwn(annotator: context.annotator)
    var merge = merger.merged()
    guard merge.isChanged else { return }
    merge.object?.raiseRevision(of: context.annotator)
    try apply(merge, to: ordinal)
  }

  /// Takes what I had taken back off again where somebody said something new who had not seen that it went.
  /// Where nothing is new, it was put back.
  private func takeBackAgain(
    in theirs: TaskObject, since earlier: TaskObject?, _ ordinal: Int
  ) throws {
    if case .isTheirs = unseen { return }
    let news = theirs.completions.filter { earlier?.completions.contains($0) != true }
    let returned = try news.filter { completion in
      guard completion.isMine(context.annotator), let uid = completion.authorship?.uid,
        let rev = try database.revision(ofTakenBack: uid, ordinal)
      else { return false }
      return completion.revision(TaskContext.digest) < rev
    }
    guard !returned.isEmpty, returned.count < news.count,
      var object = try database.current(of: ordinal)
    else { return }
    object.completions.removeAll(where: returned.contains)
    guard object != theirs else { return }
    try database.setDraft(object, of: ordinal)
  }

  func apply(_ merge: TaskMerge, to ordinal: Int) throws {
    for note in merge.notes { try database.keep(note, of: ordinal, at: context.options.now()) }
    if let object = merge.object, merge.isChanged {
      try database.setDraft(object, of: ordinal)
    } else if try !database.hasPendingAnnotations(ordinal) {
      try database.dropDraft(of: ordinal)
    }
  }
}
