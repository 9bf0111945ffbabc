/// What merging one target object came to.
package struct TaskMerge: Equatable, Sendable {
  /// The object to write; nil when there is nothing to write and none is there.
  package var object: TaskObject?
  /// Whether `object` differs from what is in the branch now.
  package var isChanged: Bool
  package var notes: [MergeNote]
}

/// Something about a merge that somebody should hear of.
package enum MergeNote: Equatable, Sendable {
  /// Both sides saved the completion equally often and say different things; theirs stays in the object.
  case conflict(ours: Completion, theirs: Completion)
  /// Theirs was saved more often than ours and stays.
  case superseded(ours: Completion, theirs: Completion)
  /// We changed what somebody deleted since we last saw it; it is not brought back.
  case deletedThere(ours: Completion)
  /// We deleted what somebody changed since we last saw it; it stays.
  case changedThere(theirs: Completion)
  /// The id of our new completion was taken in the meantime.
  case renumbered(uid: String, from: Int, to: Int)
}

/// The three sides of one target object.
///
/// A completion is the same on two sides if its `uid` is, or, made elsewhere, its `id` and `created_at`.
/// Merging again with the result as `theirs` changes nothing.
package struct TaskMerger: Sendable {
  /// What we last saw in the branch, nil if there was none.
  package var base: TaskObject?
  /// What is in the branch now, nil if there is none.
  package var theirs: TaskObject?
  /// `base`, or the raw task, with our edits; its new completions carry a `uid`.
  package var ours: TaskObject
  package var digest: Digest
  package var unseen = Unseen.isTheirs
  /// Whether what `ours` lacks was deleted by us; a misfiled copy may simply be older.
  fileprivate var isDeleting = true

  /// What is made of a completion of `base` that `theirs` lacks, or has as it was before, while it says
  /// something new elsewhere: its writer may never have seen it.
  package enum Unseen: Sendable {
    /// It was deleted, or put back.
    case isTheirs
    /// It stays if this annotator made it.
    case keepsOwn(annotator: String)
    /// It stays, whosoever it is: nobody who writes there asks what came before.
    case keepsAll
  }

  package init(base: TaskObject?, theirs: TaskObject?, ours: TaskObject, digest: Digest) {
    self.base = base
    self.theirs = theirs
    self.ours = ours
    self.digest = digest
  }

  /// Theirs with our edits: nothing of anybody is lost, and fields that we do not know stay theirs.
  package func merged() -> TaskMerge {
    if isDeleting, let theirs, theirs == base {
      return TaskMerge(object: ours, isChanged: ours != theirs, notes: [])
    }
    var notes: [MergeNote] = []
    let merged = mergedCompletions(&notes)
    let old = theirs?.completions ?? []
    let isChanged = merged != old
    if theirs == nil, merged.isEmpty, !(base == nil && ours.completions.isEmpty) {
      return TaskMerge(object: nil, isChanged: false, notes: notes)
    }
    var object = theirs ?? ours
    if theirs != nil { takeOverFields(into: &object, isChanged: isChanged) }
    object.completions = merged
    return TaskMerge(object: object, isChanged: object != theirs, notes: notes)
  }
}

extension TaskObject {
  /// This object with what was written into `copy`, another object that belongs to the same task: Label
  /// Studio files a task's object under a second number and goes on there. Nothing is deleted; `base` is
  /// the object as we last saw it, without which an edit of the copy is a conflict.
  package func absorbing(_ copy: TaskObject, since base: TaskObject?, digest: Digest) -> TaskMerge {
    var ours = base ?? self
    ours.tree["id"] = tree["id"]
    ours.completions = copy.completions
    var merger = TaskMerger(base: base, theirs: self, ours: ours, digest: digest)
    merger.isDeleting = false
    return merger.merged()
  }
}

// MARK: - Fields on top

extension TaskMerger {
  /// Applies what we changed on top since `base`. `id` and `predictions` follow the last save, as in
  /// Label Studio, which is ours if we changed a completion.
  private func takeOverFields(into object: inout TaskObject, isChanged: Bool) {
    let last = ["id", "predictions"]
    if isChanged {
      for name in last { object.tree[name] = ours.tree[name] }
    }
    guard let base else { return }
    let names = [base, ours].flatMap { $0.tree.members ?? [] }.map(\.name)
    for name in names where name != "completions" && !last.contains(name) {
      let value = ours.tree[name]
      if !same(value, base.tree[name]) { object.tree[name] = value }
    }
  }

  private func same(_ left: JSON?, _ right: JSON?) -> Bool {
    left == right || left?.canonicalBytes == right?.canonicalBytes
  }
}

// MARK: - Completions

extension TaskMerger {
  /// The same completion on every side; repeated ones are told apart by their place among equals.
  private struct Slot: Hashable {
    enum Name: Hashable {
      case uid(String)
      case foreign(id: Int?, createdAt: Int?)
    }
    var name: Name
    var nth: Int
  }

  private typealias Side = [(slot: Slot, completion: Completion)]

  private func side(_ object: TaskObject?) -> Side {
    let known = base?.completions ?? []
    let uids = Set(known.compactMap { $0.authorship?.uid })
    let foreign = Set(known.filter { $0.authorship == nil }.map(Self.foreignName))
    var counts: [Slot.Name: Int] = [:]
    return (object?.completions ?? []).map { completion in
      var name = Self.foreignName(completion)
      // A completion made elsewhere that we edited since has a uid now, but is still the one of `base`.
      if let uid = completion.authorship?.uid, uids.contains(uid) || !foreign.contains(name) {
        name = .uid(uid)
      }
      let nth = counts[name, default: 0]
      counts[name] = nth + 1
      return (Slot(name: name, nth: nth), completion)
    }
  }

  private static func foreignName(_ completion: Completion) -> Slot.Name {
    .foreign(id: completion.id, createdAt: completion.createdAt)
  }

  private func mergedCompletions(_ notes: inout [MergeNote]) -> [Completion] {
    let theirSide = side(theirs)
    let ourSide = side(ours)
    let known = Dictionary(side(base).map { ($0.slot, $0.completion) }) { first, _ in first }
    let edited = Dictionary(ourSide.map { ($0.slot, $0.completion) }) { first, _ in first }
    let saysNews = theirSide.contains { slot, completion in
      guard let old = known[slot] else { return true }
      return old != completion && !isOlder(completion, than: old)
        && !same(old.value, completion.value)
    }
    var merged: [Completion] = []
    for (slot, completion) in theirSide {
      var old = known[slot]
      if let our = edited[slot] {
        if let seen = old, saysNews, stays(seen), isOlder(completion, than: seen) {
          old = completion
        }
        merged.append(resolve(our, completion, since: old, &notes))
      } else if isDeleting, let old, same(old.taking(idOf: completion).value, completion.value) {
        continue  // deleted by us; others may have given it another id
      } else {
        if isDeleting, old != nil { notes.append(.changedThere(theirs: completion)) }
        merged.append(completion)
      }
    }
    let there = Set(theirSide.map(\.slot))
    for (slot, completion) in ourSide where !there.contains(slot) {
      if let old = known[slot], !(saysNews && stays(old)) {
        if !same(old.value, completion.value) { notes.append(.deletedThere(ours: completion)) }
      } else {
        merged.append(numbered(completion, among: merged, &notes))
      }
    }
    return merged
  }

  /// Whether a completion is one that others may have overwritten unseen.
  private func stays(_ completion: Completion) -> Bool {
    switch unseen {
    case .isTheirs: false
    case .keepsOwn(let annotator): completion.authorship?.annotator == annotator
    case .keepsAll: true
    }
  }

  /// Whether a completion was saved less often than one of the same uid.
  private func isOlder(_ completion: Completion, than other: Completion) -> Bool {
    guard let uid = completion.authorship?.uid, uid == other.authorship?.uid else { return false }
    return completion.revision(digest) < other.revision(digest)
  }

  /// Two states of one completion: the side that changed it, else the one saved more often.
  private func resolve(
    _ our: Completion, _ their: Completion, since old: Completion?, _ notes: inout [MergeNote]
  ) -> Completion {
    if same(our.value, their.value) { return their }
    if let old, same(our.value, old.value) { return their }
    if let old, same(their.value, old.value) { return our.taking(idOf: their) }
    let revisions = (revision(our, since: old), revision(their, since: old))
    if revisions.0 > revisions.1 { return their.overlaid(with: our, since: old) }
    if our.saysTheSame(as: their) { return their }
    notes.append(
      revisions.0 == revisions.1
        ? .conflict(ours: our, theirs: their) : .superseded(ours: our, theirs: their))
    return their
  }

  /// A completion made elsewhere carries no count: a change since `old` counts as one save.
  private func revision(_ completion: Completion, since old: Completion?) -> Int {
    guard completion.authorship == nil else { return completion.revision(digest) }
    return old.map { same($0.value, completion.value) ? 0 : 1 } ?? 0
  }

  /// A new completion of ours, with the next free id if somebody took its own first.
  private func numbered(
    _ completion: Completion, among others: [Completion], _ notes: inout [MergeNote]
  ) -> Completion {
    guard let id = completion.id, others.contains(where: { $0.id == id }) else { return completion }
    var object = ours
    object.completions = others
    let free = object.nextCompletionID(task: ours.id ?? 0)
    var renumbered = completion
    renumbered.value["id"] = .int(free)
    notes.append(.renumbered(uid: completion.authorship?.uid ?? "", from: id, to: free))
    return renumbered
  }
}

extension Completion {
  /// Its id in the branch may be another by now: others may have taken ours.
  fileprivate func taking(idOf other: Completion) -> Completion {
    guard id != other.id else { return self }
    var renumbered = self
    renumbered.value["id"] = other.value["id"]
    return renumbered
  }

  /// This completion with what `newer` changed since `old`; its `id`, `created_at` and unknown fields stay.
  fileprivate func overlaid(with newer: Completion, since old: Completion?) -> Completion {
    var overlaid = self
    let kept: Set<String> = ["id", "created_at", Authorship.key]
    let names = [newer, old].flatMap { $0?.value.members ?? [] }.map(\.name)
    for name in names where !kept.contains(name) {
      let value = newer.value[name]
      if old == nil || value?.canonicalBytes != old?.value[name]?.canonicalBytes {
        overlaid.value[name] = value
      }
    }
    // What is said comes from one side, also where `newer` says again what `old` did.
    for name in ["result", "was_cancelled", "skipped"] {
      overlaid.value[name] = newer.value[name]
    }
    overlaid.sign(newer.authorship)
    return overlaid
  }
}
