/// A decision about to be written, with all that a pure edit cannot know by itself.
package struct DecisionSave: Sendable {
  package var decision: Decision
  package var schema: ResultSchema
  /// Task id, written on top and in new completion ids.
  package var task: Int
  /// Unix seconds, the `created_at` of a new completion.
  package var now: Int
  /// Who, and which completion of theirs (`uid`); `rev` is the journal's count of saves. Note and hash are
  /// filled in from the decision.
  package var authorship: Authorship

  package init(
    _ decision: Decision, schema: ResultSchema, task: Int, now: Int, authorship: Authorship
  ) {
    self.decision = decision
    self.schema = schema
    self.task = task
    self.now = now
    self.authorship = authorship
  }
}

extension TaskObject {
  /// The place of the completion that Tagline named `uid`.
  package func index(uid: String) -> Int? {
    completions.firstIndex { $0.authorship?.uid == uid }
  }

  /// The place of the newest completion that `annotator` made with Tagline.
  package func index(annotator: String) -> Int? {
    completions.newest { $0.isMine(annotator) }
  }

  /// Counts one more save of this annotator's newest completion, so that nobody takes the object for one
  /// from which something was only deleted.
  package mutating func raiseRevision(of annotator: String) {
    guard let place = index(annotator: annotator), var author = completions[place].authorship
    else { return }
    author.rev &+= 1
    var raised = completions
    raised[place].sign(author)
    completions = raised
  }

  /// Writes a decision into the completion of its `uid`, or into a new one, and returns its place.
  ///
  /// Saving again what is already there under the same or a higher `rev` changes nothing, so that a save
  /// may be repeated after a crash. A lower `rev` than the stored one is raised above it.
  @discardableResult
  package mutating func save(
    _ save: DecisionSave, digest: Digest, newRegionID: () -> String
  ) -> Int {
    let place = index(uid: save.authorship.uid)
    let old = place.map { completions[$0] }
    var draft = CompletionDraft(
      result: save.decision.result(save.schema, over: old?.result ?? [], newID: newRegionID),
      leadTime: save.decision.leadTime, isSkipped: save.decision.outcome == .skipped,
      authorship: save.authorship)
    draft.authorship?.note = save.decision.note
    draft.authorship?.resultSHA256 = digest(.array(draft.result))
    guard let place, let old else {
      add(draft, task: save.task, now: save.now)
      return completions.count - 1
    }
    let stored = old.revision(digest)
    if stored >= save.authorship.rev {
      if !old.isEditedElsewhere(digest), old.says(draft) { return place }
      draft.authorship?.rev = stored &+ 1
    }
    update(place, with: draft, task: save.task)
    return place
  }
}

extension Completion {
  fileprivate func says(_ draft: CompletionDraft) -> Bool {
    var object = TaskObject(root: .object([]), id: 0)
    object.add(draft, task: 0, now: 0)
    return object.completions.last?.saysTheSame(as: self) ?? false
  }
}

// MARK: - Labels of a task

extension Array where Element == Completion {
  /// The place of the newest by `created_at` of those that `pass`; of equals the later one, and those
  /// without a time are older than all others.
  package func newest(where pass: (Completion) -> Bool = { _ in true }) -> Int? {
    indices.filter { pass(self[$0]) }.max { left, right in
      let times = (self[left].createdAt ?? .min, self[right].createdAt ?? .min)
      return times.0 == times.1 ? left < right : times.0 < times.1
    }
  }
}

extension TaskObject {
  /// The completion that is the task's label in a version: the newest that is not skipped.
  package var label: Completion? {
    let completions = completions
    return completions.newest { !$0.isSkipped }.map { completions[$0] }
  }

  /// My decision, nil while the task is open for me.
  package func decision(of annotator: String, _ schema: ResultSchema?) -> Decision? {
    index(annotator: annotator).map { completions[$0].decision(schema) }
  }

  /// What others decided, newest first; completions of mine are left out.
  package func others(
    than annotator: String, _ schema: ResultSchema?, digest: Digest
  ) -> [OtherDecision] {
    let places = completions.enumerated().filter { !$0.element.isMine(annotator) }
    let newestFirst = places.sorted { left, right in
      let times = (left.element.createdAt ?? .min, right.element.createdAt ?? .min)
      return times.0 == times.1 ? left.offset > right.offset : times.0 > times.1
    }
    return newestFirst.map { place in
      let author =
        if case .annotator(let name) = place.element.author(digest) { name } else { "" }
      return OtherDecision(
        annotator: author, decidedAt: place.element.createdAt,
        decision: place.element.decision(schema))
    }
  }
}
