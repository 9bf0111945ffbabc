/// A task with all that was decided about it, wherever it is stored: what is written for Label Studio 1.x.
package struct GatheredTask: Hashable, Sendable {
  package var object: TaskObject
  /// The raw file that it was made of, where that is known.
  package var source: SourceKey?
  /// Those of the raw task.
  package var predictions: [JSON] = []

  /// A stored task, and objects of 1.x that belong to it as well.
  package init(_ stored: TargetObject, beside others: [AnnotatedTask] = []) {
    switch stored {
    case .completions(let own):
      object = own.beside(others)
      let recorded = own.completions.lazy.compactMap { $0.authorship?.source }.first
      source = recorded.map { SourceKey(repo: $0.repo, key: $0.key) }
    case .annotations(let first):
      var empty = first.object
      empty.completions = []
      object = empty.beside([first] + others)
      source = first.source
    }
    source = source ?? others.lazy.compactMap(\.source).first
  }

  /// A task that nobody decided anything about. `root` is a raw task in the form `{"data": …}`.
  package init(raw root: JSON, id: Int, source: SourceKey) {
    object = TaskObject(root: root, id: id)
    self.source = source
    predictions = root["predictions"]?.arrayValue ?? []
  }
}
