/// One object of the target: a task and all its completions, as Label Studio 0.8 stores it.
///
/// A tree with typed views. What is not edited keeps its place and spelling, unknown fields included.
package struct TaskObject: Hashable, Sendable {
  /// The object's fields in stored order.
  package var members: [JSON.Member]

  /// Takes a stored tree; fails with what makes it no task object (Label Studio passes over it too).
  package init(_ tree: JSON) throws(ObjectProblem) {
    guard case .object(let members) = tree else { throw ObjectProblem(.notAnObject) }
    guard let completions = members[member: "completions"] else {
      throw ObjectProblem(.noCompletions)
    }
    guard completions.elements != nil else { throw ObjectProblem(.completionsNotAList) }
    self.members = members
  }

  /// The object that a first save of a raw task starts from: its fields in their order, `id` in its
  /// place or last, predictions and the raw file's own completions left out.
  ///
  /// `root` is the raw task in the form `{"data": …}`.
  package init(root: JSON, id: Int) {
    members = root.ownMembers
    members[member: "id"] = .whole(id)
    members[member: "predictions"] = nil
    members[member: "completions"] = .array([])
  }

  /// The whole object, ready to be written.
  package var tree: JSON { .object(members) }

  /// The task's data, nil when missing (Label Studio then fails on the whole project).
  package var data: JSON? {
    get { members[member: "data"] }
    set { members[member: "data"] = newValue }
  }

  /// The task id written inside; Label Studio does not read it.
  package var id: Int? { members[member: "id"]?.whole }

  /// The completions, oldest first.
  package var completions: [Completion] {
    get { (members[member: "completions"]?.elements ?? []).map(Completion.init) }
    set { members[member: "completions"] = .array(newValue.map(\.value)) }
  }

  /// Keys of the raw files of `repo` that our completions were read from, each once.
  package func sourceKeys(repo: String) -> [String] {
    var seen: Set<String> = []
    return completions.compactMap { $0.authorship?.source }
      .filter { $0.repo == repo }
      .map(\.key)
      .filter { seen.insert($0).inserted }
  }
}
