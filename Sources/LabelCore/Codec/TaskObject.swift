/// One object of the target: a task and all its completions, as Label Studio 0.8 stores it.
///
/// A tree with typed views. What is not edited keeps its place and spelling, unknown fields included.
package struct TaskObject: Hashable, Sendable {
  /// The whole object, ready to be written.
  package var tree: JSON

  /// Takes a stored tree; fails with what makes it no task object (Label Studio passes over it too).
  package init(_ tree: JSON) throws(ObjectProblem) {
    guard case .object = tree else { throw ObjectProblem(.notAnObject) }
    guard let completions = tree["completions"] else {
      throw ObjectProblem(.noCompletions)
    }
    guard completions.arrayValue != nil else { throw ObjectProblem(.completionsNotAList) }
    self.tree = tree
  }

  /// The object that a first save of a raw task starts from: its fields in their order, `id` in its
  /// place or last, predictions and the raw file's own completions left out, numbers as Python writes them.
  ///
  /// `root` is the raw task in the form `{"data": …}`.
  package init(root: JSON, id: Int) {
    tree = JSON.object(root.members ?? []).pythonRead
    tree["id"] = .int(id)
    tree["predictions"] = nil
    tree["completions"] = .array([])
  }

  /// A task of 1.x, whose completions are yet to be set.
  init(annotated tree: JSON) {
    self.tree = tree
  }

  /// The task's data, nil when missing (Label Studio then fails on the whole project).
  package var data: JSON? {
    get { tree["data"] }
    set { tree["data"] = newValue }
  }

  /// The task id written inside; Label Studio does not read it.
  package var id: Int? { tree["id"]?.whole }

  /// The completions, oldest first.
  package var completions: [Completion] {
    get { (tree["completions"]?.arrayValue ?? []).map { Completion($0) } }
    set { tree["completions"] = .array(newValue.map(\.value)) }
  }

  /// Moves a task that was never sent to another id, the ids of its completions along with it.
  package mutating func renumber(to task: Int) {
    let old = id
    tree["id"] = .int(task)
    completions = completions.map { completion in
      var completion = completion
      if let old, let id = completion.id, id / 1000 == old {
        completion.value["id"] = .int(task &* 1000 &+ id % 1000)
      }
      return completion
    }
  }

  /// As `renumber(to:)`, another object.
  package func renumbered(to task: Int) -> TaskObject {
    var object = self
    object.renumber(to: task)
    return object
  }

  /// Where in the raw files of `repo` our completions were read from, each once.
  package func sources(repo: String) -> [MatchSource] {
    var seen: Set<MatchSource> = []
    return completions.compactMap { $0.authorship?.source }
      .filter { $0.repo == repo }
      .map { MatchSource(key: $0.key, nth: $0.nth) }
      .filter { seen.insert($0).inserted }
  }
}

// MARK: - Bytes

extension TaskObject {
  /// Reads a stored object; fails with the parser's words if it is no JSON.
  package init(parsing bytes: [UInt8]) throws(ObjectProblem) {
    try self.init(ObjectProblem.tree(parsing: bytes))
  }

  /// The bytes to store in the target: Python's `json.dumps`, no newline at the end.
  package var bytes: [UInt8] { tree.bytes(.python) }

  /// The bytes of `completions/<id>.json` in the project directory, as ujson writes them.
  package var localCopy: [UInt8] { tree.bytes(.ujson) }
}
