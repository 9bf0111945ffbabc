/// What an object of a bucket says about one task, whichever Label Studio or tool wrote it. The one place
/// that tells the forms apart.
package enum TargetObject: Hashable, Sendable {
  /// A task with its completions, as Label Studio 0.x and Tagline store it.
  case completions(TaskObject)
  /// Annotations as Label Studio 1.x exports them, or is given them to import. Never written to.
  case annotations(AnnotatedTask)

  /// Takes a stored tree; fails with what makes it none of these forms.
  package init(_ tree: JSON) throws(ObjectProblem) {
    if tree["completions"] == nil, let annotated = AnnotatedTask(tree) {
      self = .annotations(annotated)
    } else {
      self = .completions(try TaskObject(tree))
    }
  }

  /// Reads a stored object; fails with the parser's words if it is no JSON.
  package init(parsing bytes: [UInt8]) throws(ObjectProblem) {
    try self.init(ObjectProblem.tree(parsing: bytes))
  }

  /// The task with its completions, for reading: what 1.x annotated in the form of 0.x.
  package var object: TaskObject {
    switch self {
    case .completions(let object): object
    case .annotations(let annotated): annotated.object
    }
  }
}

/// One object of Label Studio 1.x (1.23.2).
package struct AnnotatedTask: Hashable, Sendable {
  package enum Form: Hashable, Sendable {
    /// `PREFIX/ANNOTATION_ID` of a target storage: one annotation with its task inside.
    case annotation
    /// A task with the list of its annotations: `PREFIX/TASK_ID.json` of a target storage with
    /// FUTURE_SAVE_TASK_TO_STORAGE, a JSON export, or what a source storage imports.
    case task
  }

  /// Which task it is in which project of a Label Studio; several objects may hold the same one.
  package struct Name: Hashable, Sendable {
    package var project: Int
    package var task: Int

    package init(project: Int, task: Int) {
      self.project = project
      self.task = task
    }
  }

  /// Where an export keeps the raw key in the data, when asked to: `raw_data:/a.json`.
  package static let keyMember = "tagline_key"

  package var form: Form
  /// The whole object as stored.
  package var tree: JSON

  /// Nil for what is none of the two forms.
  init?(_ tree: JSON) {
    self.tree = tree
    if tree["annotations"]?.arrayValue != nil, tree["data"]?.members != nil {
      form = .task
    } else if tree["result"] != nil, tree["task"]?["data"]?.members != nil {
      form = .annotation
    } else {
      return nil
    }
  }

  private var task: JSON { form == .annotation ? tree["task"] ?? .null : tree }

  /// Nil where no Label Studio numbered the task, as in what is yet to be imported.
  package var name: Name? {
    guard let task = task["id"]?.whole else { return nil }
    return Name(project: self.task["project"]?.whole ?? 0, task: task)
  }

  /// The task's data without our key.
  package var data: JSON {
    var data = task["data"] ?? .object([])
    data[Self.keyMember] = nil
    return data
  }

  /// The raw file that an export of ours recorded in the data.
  package var source: SourceKey? {
    task["data"]?[Self.keyMember]?.stringValue.flatMap { SourceKey(text: $0) }
  }

  /// The annotations in stored order, with everything that is in them.
  package var annotations: [JSON] {
    switch form {
    case .annotation:
      var annotation = tree
      annotation["task"] = nil
      return [annotation]
    case .task: return tree["annotations"]?.arrayValue ?? []
    }
  }

  /// The annotations as completions: spans are counted as in 0.x, all else is as stored.
  package var completions: [Completion] {
    let counting = SpanCounting(data)
    return annotations.map { annotation in
      var annotation = annotation
      if let result = annotation["result"]?.arrayValue {
        annotation["result"] = .array(result.map { counting.inUTF16($0) })
      }
      return Completion(annotation)
    }
  }

  /// The task as 0.x would store it, for reading only: its own fields, and completions for annotations.
  package var object: TaskObject {
    var object = TaskObject(annotated: task.renaming("annotations", to: "completions"))
    object.data = data
    object.completions = completions
    return object
  }
}

extension SourceKey {
  /// Reads `raw_data:/a.json`.
  package init?(text: String) {
    guard let colon = text.firstIndex(of: ":") else { return nil }
    let key = text[text.index(after: colon)...].drop { $0 == "/" }
    guard !key.isEmpty, colon > text.startIndex else { return nil }
    self.init(repo: String(text[..<colon]), key: String(key))
  }

  /// `raw_data:/a.json`.
  package var text: String { "\(repo):/\(key)" }
}
