/// All that both versions say about one row, for the part of the screen below the list.
package struct RowDetail: Hashable, Sendable {
  /// Nil on the side that does not have the task, or whose object is no task any more.
  package var a: TaskDetail?
  package var b: TaskDetail?

  package init(a: TaskDetail?, b: TaskDetail?) {
    self.a = a
    self.b = b
  }

  package var swapped: RowDetail { RowDetail(a: b, b: a) }
}

/// One side of a row, read from its object.
package struct TaskDetail: Hashable, Sendable {
  /// The whole text (`TaskText.main` of the data).
  package var text: String
  /// The whole data; `.null` without.
  package var data: JSON
  /// Everybody's, in stored order: who, when, how long, the note, the label (`text`).
  package var completions: [CompletionSummary]
  /// The place in `completions` of the one that counts; nil for an open task.
  package var deciding: Int?
  /// The stored regions of each of `completions`.
  package var results: [[JSON]]

  /// Of a stored object.
  package init(_ object: TaskObject, digest: Digest) {
    let summary = LabelSummary(object, digest: digest)
    data = object.data ?? .null
    text = TaskText.main(data)
    completions = summary.completions
    deciding = summary.decidingPlace
    results = object.completions.map(\.result)
  }

  /// The stored regions of the one that counts, or of the newest that `annotator` made.
  package func result(by annotator: String? = nil) -> [JSON]? {
    guard let annotator else { return deciding.map { results[$0] } }
    return completions.newest { $0.annotator == annotator && $0.outcome == .labelled }
      .map { results[$0] }
  }
}
