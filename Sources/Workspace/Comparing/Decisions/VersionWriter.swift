import DataRepository
import LabelCore

extension VersionComparison {
  /// Writes what was decided as one new version: a branch at A's commit and one commit on it, in
  /// Label Studio's own format. Nothing else is changed.
  ///
  /// Objects are taken byte for byte, in the place that A gives the task. Fails with `WriteRefusal`
  /// before anything is written, with `StoreError.Code.conflict` when somebody else writes to the
  /// new branch at the same time, and then leaves their work alone.
  package func write(_ order: WriteOrder) async throws -> WrittenVersion {
    guard let a = a as? StoreVersion, let head = a.commit, a.store.traits.pinsCommits,
      a.ref.repo == order.branch.repo
    else { throw WriteRefusal.notWritable(self.a.name) }
    if try await a.store.hasBranch(order.branch) { throw WriteRefusal.branchExists(order.branch) }
    var plan = WritePlan(result: self, a: a, order: order)
    try await plan.gather()
    _ = try await a.store.createBranch(order.branch, head: head)
    var written = WrittenVersion(
      branch: order.branch, commit: head, parent: head, counts: plan.counts)
    if plan.changes.isEmpty { return written }
    let description = order.description ?? Self.description(self, plan.counts)
    let commit: CommitInfo
    do {
      commit = try await a.store.commit(
        plan.changes, to: order.branch, description: description, ifHead: .commit(head))
    } catch {
      guard let landed = try? await Self.landed(order.branch, on: head, description, in: a.store)
      else { throw error }
      commit = landed
    }
    // A store that commits without a condition shows only now that somebody came between.
    guard commit.parent == nil || commit.parent == head else {
      throw StoreError(
        .conflict, "\(order.branch)",
        "somebody else committed to \(order.branch) at the same time: it holds their changes too")
    }
    written.commit = commit.id
    return written
  }

  /// Our commit, where it landed and only its answer got lost. A branch without its commit would pass for the
  /// version that was asked for: it is taken away.
  private static func landed(
    _ branch: Branch, on head: String, _ description: String, in store: any VersionedStore
  ) async throws -> CommitInfo? {
    guard let now = try await store.inspectBranch(branch).head else { return nil }
    guard now != head else {
      try await store.deleteBranch(branch, force: false)
      return nil
    }
    let found = try await store.inspectCommit(CommitRef(repo: branch.repo, commit: now))
    let isOurs = found.parent == head && found.description == description && found.finished != nil
    return isOurs ? found : nil
  }

  /// `compare labeled_data@v2 with labeled_data@v3: 9 decided, 3 taken over`.
  private static func description(_ result: VersionComparison, _ counts: WriteCounts) -> String {
    "compare \(result.a.name) with \(result.b.name): \(counts.all - counts.automatic) decided, "
      + "\(counts.automatic) taken over"
  }
}

/// The changes that make a new version out of A.
private struct WritePlan {
  let result: VersionComparison
  let a: StoreVersion
  let order: WriteOrder
  private(set) var changes: [FileChange] = []
  private(set) var counts = WriteCounts()
  private var undecided: (count: Int, first: [RowKey]) = (0, [])
  /// The highest number of a path in A and of what was added; nil before it is needed.
  private var highest: Int?

  init(result: VersionComparison, a: StoreVersion, order: WriteOrder) {
    self.result = result
    self.a = a
    self.order = order
  }

  mutating func gather() async throws {
    for try await page in result.pages(try await result.select()) {
      for row in page { try await add(row) }
    }
    // A stream that is cancelled looks like one that ended; half of a version is not to be written.
    try Task.checkCancellation()
    if undecided.count > 0 {
      throw WriteRefusal.undecided(count: undecided.count, first: undecided.first)
    }
  }

  private mutating func add(_ row: ComparisonRow) async throws {
    let key = row.key
    let decided = order.decisions[key]
    let rule: RowDecision? =
      switch order.undecided {
      case .refuse: nil
      case .keepA: .keepA
      case .keepB: .keepB
      }
    guard let decision = decided ?? order.merge?.decision(key).decision ?? rule else {
      undecided.count += 1
      if undecided.first.count < 100 { undecided.first.append(key) }
      return
    }
    if decided == nil { counts.automatic += 1 }
    switch decision {
    case .keepA: counts.fromA += 1
    case .keepB:
      counts.fromB += 1
      try await takeB(row)
    case .label(let label):
      counts.relabelled += 1
      try await put(label, on: row)
    }
  }

  private mutating func takeB(_ row: ComparisonRow) async throws {
    if let parts = try await result.parts(row) { return try await take(parts) }
    guard let b = row.b else {
      changes.append(.delete(path: "/" + (row.a?.path ?? "")))
      return
    }
    let path = try await path(of: row)
    if path.isRenumbered {
      // What Label Studio 1.x wrote keeps its own numbers.
      let bytes =
        switch try await stored(b, in: result.b) {
        case .completions(let object): object.renumbered(to: path.number ?? 0).bytes
        case .annotations(let task): task.tree.bytes(.python)
        }
      changes.append(.put(path: path.text, content: .bytes(bytes)))
    } else if let version = result.b as? StoreVersion, version.identity == a.identity {
      changes.append(.copy(from: version.ref, source: "/" + b.path, path: path.text))
    } else {
      changes.append(.put(path: path.text, content: .bytes(try await bytes(b, in: result.b))))
    }
  }

  /// All objects of a task from B, in their places, unless A has another task there.
  private mutating func take(_ parts: (a: [String], b: [String])) async throws {
    for path in parts.a where !parts.b.contains(path) { changes.append(.delete(path: "/" + path)) }
    for path in parts.b {
      let bytes = try await bytes(at: path, in: result.b)
      var place = Place(path)
      if !parts.a.contains(path), try await isTaken(path) { place = try await newPlace() }
      guard place.isRenumbered, case .completions(let object)? = try? TargetObject(parsing: bytes)
      else {
        changes.append(.put(path: place.text, content: .bytes(bytes)))
        continue
      }
      let moved = object.renumbered(to: place.number ?? 0)
      changes.append(.put(path: place.text, content: .bytes(moved.bytes)))
    }
  }

  /// The object with the newer text, B's when it changed, with one completion more.
  private mutating func put(_ label: NewLabel, on row: ComparisonRow) async throws {
    guard var ground = try await ground(of: row) else { return }
    var label = label
    let whole = try await result.gatheredCompletions(row)
    ground.beside += whole
    // In another object than those of 1.x, the place says nothing about which is newer.
    if let newest = whole.compactMap(\.createdAt).max() { label.at = max(label.at, newest + 1) }
    let place = ground.isAnnotated ? try await newPlace() : try await path(of: row)
    add(label, to: ground, at: place)
  }

  private mutating func add(_ label: NewLabel, to ground: Ground, at place: Place) {
    var object = ground.object
    if place.isRenumbered { object.renumber(to: place.number ?? 0) }
    var like = object
    like.completions += ground.beside
    object.add(
      label, like: like, task: place.number ?? object.id ?? 0,
      ids: NewLabelIDs(uid: order.makeUID(), region: order.makeRegionID, digest: .sha256))
    changes.append(.put(path: place.text, content: .bytes(object.bytes)))
  }

  // MARK: Places

  /// Where a task lies in the new version.
  private struct Place {
    var text: String
    /// The number that Label Studio knows it by.
    var number: Int?
    /// Whether it had to get another number than its object has.
    var isRenumbered = false

    init(_ path: String) {
      text = "/" + path
      number = Int(path)
    }
  }

  /// A's place; for a task that only B has B's, or the next number where A has another task there.
  private mutating func path(of row: ComparisonRow) async throws -> Place {
    if let a = row.a { return Place(a.path) }
    let path = row.b?.path ?? ""
    guard try await isTaken(path) else { return Place(path) }
    return try await newPlace()
  }

  /// The next free number.
  private mutating func newPlace() async throws -> Place {
    let next = (try await highestNumber()) + 1
    highest = next
    var place = Place(String(next))
    place.isRenumbered = true
    return place
  }

  private func isTaken(_ path: String) async throws -> Bool {
    do {
      _ = try await a.store.inspectFile("/" + path, at: a.ref)
      return true
    } catch let error as StoreError where error.code == .fileNotFound {
      return false
    }
  }

  /// Of both versions, so that no number means two tasks.
  private mutating func highestNumber() async throws -> Int {
    if let highest { return highest }
    var highest = -1
    for version in [result.a, result.b] {
      for try await file in version.list() {
        if let number = Int(file.path.dropFirst()) { highest = max(highest, number) }
      }
    }
    try Task.checkCancellation()
    self.highest = highest
    return highest
  }

  // MARK: Objects

  /// What a new label is written on.
  private struct Ground {
    var object: TaskObject
    /// Whether it is Label Studio 1.x's, which is never written over: the label goes to a place of its own.
    var isAnnotated: Bool
    /// Completions of the other side, which show how its controls are answered.
    var beside: [Completion] = []

    init(_ stored: TargetObject) {
      object = stored.object
      isAnnotated = if case .annotations = stored { true } else { false }
    }
  }

  private func ground(of row: ComparisonRow) async throws -> Ground? {
    if let task = row.b, row.a == nil || row.isTextChanged {
      return Ground(try await stored(task, in: result.b))
    }
    guard let task = row.a else { return nil }
    var ground = Ground(try await stored(task, in: result.a))
    if let other = row.b {
      let other = try await stored(other, in: result.b)
      ground.beside = other.object.completions
    }
    return ground
  }

  /// Not inlined: the optimiser of Swift 6.3.1 crashes on a function that reads two objects.
  @inline(never)
  private func stored(
    _ task: ComparedTask, in version: any LabelVersion
  ) async throws -> TargetObject {
    try TargetObject(parsing: await bytes(task, in: version))
  }

  @inline(never)
  private func bytes(_ task: ComparedTask, in version: any LabelVersion) async throws -> Bytes {
    try await bytes(at: task.path, in: version)
  }

  private func bytes(at path: String, in version: any LabelVersion) async throws -> Bytes {
    for try await contents in version.read(["/" + path]) { return contents.bytes }
    throw StoreError(
      .fileNotFound, "\(version.name):/\(path)", "\(version.name) has no /\(path) any more")
  }
}
