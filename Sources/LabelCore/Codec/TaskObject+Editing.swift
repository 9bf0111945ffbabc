/// What a save writes into a completion.
package struct CompletionDraft: Hashable, Sendable {
  package var result: [JSON]
  /// Seconds, to the millisecond.
  package var leadTime: Double
  package var isSkipped: Bool
  /// Nil leaves our key out: the bytes are Label Studio's own.
  package var authorship: Authorship?

  package init(
    result: [JSON], leadTime: Double, isSkipped: Bool = false, authorship: Authorship? = nil
  ) {
    self.result = result
    self.leadTime = leadTime
    self.isSkipped = isSkipped
    self.authorship = authorship
  }
}

extension TaskObject {
  /// Appends a completion made at `now` (Unix seconds) and returns its id, as a submit or skip of the
  /// page does. `task` is the task's id, which is also written on top.
  @discardableResult
  package mutating func add(_ draft: CompletionDraft, task: Int, now: Int) -> Int {
    let id = nextCompletionID(task: task)
    var completion = Completion(.object([]))
    completion.value["lead_time"] = Self.number(draft.leadTime)
    completion.value["result"] = .array(draft.result)
    completion.value["id"] = .int(id)
    if draft.isSkipped { completion.value["was_cancelled"] = .bool(true) }
    completion.value["created_at"] = .int(now)
    completion.sign(draft.authorship)
    save(completions + [completion], task: task)
    return id
  }

  /// Rewrites the completion at `index`, as an update of the page does: `id`, `created_at` and fields that
  /// we do not know stay. Other than Label Studio's, labelling a skipped one clears the skip.
  package mutating func update(_ index: Int, with draft: CompletionDraft, task: Int) {
    var completions = completions
    guard completions.indices.contains(index) else { return }
    completions[index].value["lead_time"] = Self.number(draft.leadTime)
    completions[index].value["result"] = .array(draft.result)
    completions[index].mark(skipped: draft.isSkipped)
    completions[index].sign(draft.authorship)
    save(completions, task: task)
  }

  /// Sets the star of the completion at `index`.
  package mutating func star(_ index: Int, _ isHoneypot: Bool, task: Int) {
    var completions = completions
    guard completions.indices.contains(index) else { return }
    completions[index].value["honeypot"] = .bool(isHoneypot)
    completions[index].sign(completions[index].authorship)
    save(completions, task: task)
  }

  /// Takes the completion at `index` out, in the form Label Studio gives a deletion: the predictions of
  /// the raw task are appended, even when there are none.
  package mutating func remove(_ index: Int, task: Int, predictions: [JSON] = []) {
    var completions = completions
    guard completions.indices.contains(index) else { return }
    completions.remove(at: index)
    save(completions, task: task)
    tree["predictions"] = .array(predictions)
  }

  /// `task · 1000 + n`, above every id there.
  package func nextCompletionID(task: Int) -> Int {
    let completions = completions
    let ids = Set(completions.compactMap(\.id))
    let own = task &* 1000 &+ completions.count &+ 1
    guard let highest = ids.max(), highest >= own else { return own }
    if highest < Int.max { return highest + 1 }
    return (own...Int.max).first { !ids.contains($0) } ?? own
  }

  private mutating func save(_ completions: [Completion], task: Int) {
    tree["id"] = .int(task)
    tree["predictions"] = nil
    self.completions = completions
  }

  /// Lead time as the page spells it; what no clock can give becomes 0.
  static func number(_ seconds: Double) -> JSON {
    .seconds(seconds.isFinite && abs(seconds) < 1e12 ? seconds : 0)
  }
}

extension Completion {
  /// Marks or clears the skip; a completion of 0.7 keeps both of its fields, as 0.7 does.
  fileprivate mutating func mark(skipped: Bool) {
    let isOld = value["skipped"] != nil
    value["was_cancelled"] = skipped || isOld ? .bool(skipped) : nil
    if isOld { value["skipped"] = .bool(skipped) }
  }

  /// Puts our key last, keeping what else is in it; nil leaves the completion as it is.
  package mutating func sign(_ authorship: Authorship?) {
    guard let authorship else { return }
    let old = value[Authorship.key]
    value[Authorship.key] = nil
    value[Authorship.key] = authorship.value(over: old)
  }
}
