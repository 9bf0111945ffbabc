package import LabelCore

/// An export of a version as objects of a bucket for Label Studio 1.x.
package struct BucketExport {
  private var labels: GatheredTasks
  private var raw: RawTasks?
  /// Whether tasks that nobody decided anything about are exported too.
  private let takesOpen: Bool
  private var writer: BucketWriter
  /// Nil before the version was gone through once.
  private var index: LabelIndex?
  /// Places before this one were looked at.
  private var place = 0
  private var written: Set<Int> = []
  package private(set) var report = ExportReport()

  /// - Parameters:
  ///   - raw: where predictions come from, and tasks without a label; nil where that is not known.
  ///   - takesOpen: whether tasks that nobody decided anything about are exported too.
  package init(
    _ writer: BucketWriter, of labels: StoredTasks, raw: RawTasks?, takesOpen: Bool
  ) throws {
    self.writer = writer
    self.labels = try GatheredTasks(of: labels)
    self.raw = raw
    self.takesOpen = takesOpen
    report.total = labels.count
  }

  /// The next objects; nil at the end.
  package mutating func next() async throws -> [BucketWriter.Object]? {
    try Task.checkCancellation()
    let index: LabelIndex
    if let known = self.index {
      index = known
    } else {
      index = try await readIndex()
      self.index = index
    }
    if let found = try await raw?.next() { return try await objects(of: found, index) }
    guard place < labels.count else { return nil }
    let places = place..<min(place + GatheredTasks.batch, labels.count)
    place = places.upperBound
    let left = places.filter { !index.isFollowing($0) && !written.contains($0) }
    return objects(of: try await labels.read(left).compactMap(\.self))
  }

  private mutating func readIndex() async throws -> LabelIndex {
    while try await labels.readAhead(&report) != nil { try Task.checkCancellation() }
    var index = labels.index
    if let raw { index.fix(to: try await raw.keys()) }
    return index
  }

  // MARK: - Raw tasks

  /// What the tasks of some raw files make, each with its labels.
  private mutating func objects(
    of found: [RawTasks.Found], _ index: LabelIndex
  ) async throws -> [BucketWriter.Object] {
    var open: [(task: GatheredTask, place: Int?)] = []
    for found in found {
      switch found.content {
      case .success(let raw):
        let place = place(of: raw, found.source, index)
        if let place { written.insert(place) }
        open.append((GatheredTask(raw: raw.root, id: 0, source: found.source), place))
      case .failure(let problem):
        if takesOpen { report.add(found.source.text, problem.message) }
      }
    }
    var labelled = try await labels.read(open.compactMap(\.place)).makeIterator()
    return objects(
      of: open.compactMap { open in
        guard open.place != nil else { return takesOpen ? open.task : nil }
        guard case var task?? = labelled.next() else { return nil }
        task.source = task.source ?? open.task.source
        task.predictions = open.task.predictions
        return task
      })
  }

  /// The object that holds the labels of a raw task: that which records its key, else the next one with its
  /// data.
  private func place(of task: RawTask, _ source: SourceKey, _ index: LabelIndex) -> Int? {
    let keyed = index.places(of: source)
    let candidates = keyed.count > 1 ? keyed.filter(index.holds(task.data)) : keyed
    return (candidates + index.places(with: task.data)).first {
      !written.contains($0) && !index.isFollowing($0)
    }
  }

  // MARK: - Labels

  private mutating func objects(of tasks: [GatheredTask]) -> [BucketWriter.Object] {
    tasks.flatMap { task in
      let made = writer.add(task)
      report.done += 1
      let name = task.source?.text ?? task.object.id.map { "task \($0)" } ?? "a task"
      for left in made.leftOut { report.add(name, left.description) }
      return made.objects
    }
  }
}
