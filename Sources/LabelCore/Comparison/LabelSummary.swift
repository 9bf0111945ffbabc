/// What comparing needs of one object of the target: a small value that follows from the object's
/// bytes alone, so that it can be kept by their hash.
package struct LabelSummary: Hashable, Sendable {
  /// The task id written inside; nil when there is none.
  package var id: Int?
  /// The raw files that our completions record, each once; their digests and commits left out.
  package var sources: [SourceKey]
  /// Digest of `data` (`Digest.callAsFunction`); "" without data.
  package var data: String
  /// In stored order.
  package var completions: [CompletionSummary]
  /// The beginning of the text in one line, at most `TaskText.excerptLength` characters.
  package var excerpt = ""
  /// Set for an object of Label Studio 1.x, of which a task may have several.
  package var annotated: Annotated?

  /// What places an object of 1.x.
  package struct Annotated: Hashable, Sendable {
    package var name: AnnotatedTask.Name?

    package init(_ name: AnnotatedTask.Name?) {
      self.name = name
    }
  }

  package init(id: Int?, data: String, sources: [SourceKey] = []) {
    self.id = id
    self.data = data
    self.sources = sources
    self.completions = []
  }
}

/// A raw file, whatever its content, or a task in one of several.
package struct SourceKey: Hashable, Sendable {
  package var repo: String
  /// Path in the repo without a leading slash.
  package var key: String
  /// Which of the tasks with equal data in the file; nil where the task has the file to itself.
  package var nth: Int?

  package init(repo: String, key: String, nth: Int? = nil) {
    self.repo = repo
    self.key = key
    self.nth = nth
  }
}

/// One completion: who decided what, and when.
package struct CompletionSummary: Hashable, Sendable {
  package var outcome: Decision.Outcome
  /// Ascending by control; those left blank are missing. Skipped tasks may carry answers that do
  /// not count.
  package var answers: [ControlLabel]
  /// Empty when nobody knows: made or edited on the web page.
  package var annotator: String
  /// Unix seconds of the first save.
  package var createdAt: Int?
  /// Seconds in the page.
  package var leadTime: Double?
  package var note: String

  package init(outcome: Decision.Outcome = .labelled, answers: [ControlLabel] = []) {
    self.outcome = outcome
    self.answers = answers
    self.annotator = ""
    self.note = ""
  }

  package func value(of control: String) -> LabelValue? {
    answers.first { $0.control == control }?.value
  }

  /// The answers in one line; with their controls' names where there are several.
  package var text: String {
    guard outcome == .labelled else { return "(skipped)" }
    if answers.isEmpty { return "(none)" }
    if answers.count == 1 { return answers[0].value.line }
    return answers.map { "\($0.control)=\($0.value.line)" }.joined(separator: "; ")
  }
}

// MARK: - Reading

extension LabelSummary {
  /// Of a stored object; `digest` hashes its data and tells which completions the web page edited.
  package init(_ object: TaskObject, digest: Digest) {
    id = object.id
    data = object.data.map(digest.callAsFunction) ?? ""
    let stored = object.completions
    var seen: Set<SourceKey> = []
    sources = stored.compactMap { completion in
      let source = completion.authorship?.source
      return source.map { SourceKey(repo: $0.repo, key: $0.key, nth: $0.nth) }
    }
    .filter { seen.insert($0).inserted }
    completions = stored.map { CompletionSummary($0, digest: digest) }
    excerpt = TaskText.excerpt(of: object.data.map(TaskText.main) ?? "")
  }

  /// Of a stored object of any form.
  package init(_ stored: TargetObject, digest: Digest) {
    self.init(stored.object, digest: digest)
    if case .annotations(let annotated) = stored {
      sources += [annotated.source].compactMap(\.self)
      self.annotated = Annotated(annotated.name)
    }
  }

  /// Only what `schema` asks for: answers to its controls, choices in its order. Nil keeps all.
  package func fitted(to schema: ResultSchema?) -> LabelSummary {
    guard let schema else { return self }
    var summary = self
    for index in completions.indices {
      summary.completions[index].answers = completions[index].answers.compactMap { answer in
        guard let control = schema.control(answer.control) else { return nil }
        guard case .choices(let values) = answer.value else { return answer }
        return ControlLabel(control: control.name, value: .choices(control.ordered(values)))
      }
    }
    return summary
  }
}

extension CompletionSummary {
  fileprivate init(_ completion: Completion, digest: Digest) {
    outcome = completion.isSkipped ? .skipped : .labelled
    answers = ControlLabel.all(in: completion.result)
    annotator = if case .annotator(let name) = completion.author(digest) { name } else { "" }
    createdAt = completion.createdAt
    leadTime = completion.leadTime
    note = completion.authorship?.note ?? ""
  }
}

// MARK: - The label

extension LabelSummary {
  /// What a version says about a task.
  package enum Outcome: String, Hashable, Sendable {
    case labelled
    case skipped
    /// No completion: open, or undone.
    case none
  }

  /// The completion that is the task's label in a version: the newest that is not skipped.
  package var label: CompletionSummary? {
    completions.newest { $0.outcome == .labelled }.map { completions[$0] }
  }

  /// The completion that decides the outcome: the label, else the newest skip.
  package var deciding: CompletionSummary? { decidingPlace.map { completions[$0] } }

  /// The place of `deciding` among the completions.
  package var decidingPlace: Int? {
    completions.newest { $0.outcome == .labelled } ?? completions.newest { _ in true }
  }

  package var outcome: Outcome {
    switch deciding?.outcome {
    case .labelled: .labelled
    case .skipped: .skipped
    case nil: .none
    }
  }

  /// Everybody known who decided, each once, in byte order.
  package var annotators: [String] {
    completions.map(\.annotator).filter { !$0.isEmpty }.distinctInByteOrder
  }

  /// The task as `annotator` alone decided it.
  package func only(_ annotator: String) -> LabelSummary {
    var summary = self
    summary.completions = completions.filter { $0.annotator == annotator }
    return summary
  }
}

extension Array where Element == CompletionSummary {
  /// As `newest` of stored completions: by `created_at`, of equals the later.
  func newest(where pass: (CompletionSummary) -> Bool) -> Int? {
    indices.filter { pass(self[$0]) }.max { left, right in
      let times = (self[left].createdAt ?? .min, self[right].createdAt ?? .min)
      return times.0 == times.1 ? left < right : times.0 < times.1
    }
  }
}
