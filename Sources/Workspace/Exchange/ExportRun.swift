package import LabelCore

/// An export under way: gives its bytes piece by piece, and holds some hundred tasks at most.
package struct ExportRun {
  private enum Phase {
    /// The version is read, columns are looked for meanwhile.
    case reading
    /// Some tasks are in several objects: their columns are those of the whole tasks.
    case columns
    case tasks
    case done
  }

  private let options: ExportOptions
  private var source: GatheredTasks
  private var writer: ExportWriter
  private var phase = Phase.reading
  /// Objects before this one went through the phase.
  private var place = 0
  private var columns = ExportColumns()
  /// What was done so far.
  package private(set) var report = ExportReport()

  package init(_ options: ExportOptions, of source: StoredTasks) throws {
    self.options = options
    self.source = try GatheredTasks(of: source)
    writer = ExportWriter(options)
    report.total = source.count
  }

  /// The next bytes, which may be none; nil at the end.
  package mutating func next() async throws -> [UInt8]? {
    try Task.checkCancellation()
    switch phase {
    case .reading: return try await readAhead()
    case .columns:
      guard let tasks = try await gathered() else { return begin() }
      for task in tasks { columns.add(task, options) }
      return []
    case .tasks:
      guard let tasks = try await gathered() else { return end() }
      return tasks.flatMap { writer.add($0) }
    case .done: return nil
    }
  }

  private mutating func readAhead() async throws -> [UInt8] {
    if let read = try await source.readAhead(&report) {
      if options.format.needsColumns { for task in read { columns.add(task.object, options) } }
      report.done = source.place
      return []
    }
    report.total -= source.index.followingCount
    report.done = report.total
    guard options.format.needsColumns, source.index.followingCount > 0 else { return begin() }
    columns = ExportColumns()
    phase = .columns
    return []
  }

  private mutating func begin() -> [UInt8] {
    writer = ExportWriter(options, columns: columns)
    (phase, place) = (.tasks, 0)
    return writer.beginning
  }

  private mutating func end() -> [UInt8] {
    phase = .done
    return writer.end
  }

  /// The next tasks, each with all of its labels; nil at the end.
  private mutating func gathered() async throws -> [TaskObject]? {
    guard place < source.count else { return nil }
    let places = place..<min(place + GatheredTasks.batch, source.count)
    place = places.upperBound
    let leaders = places.filter { !source.index.isFollowing($0) }
    return try await source.read(leaders).compactMap { $0?.object }
  }
}

/// How far an export is, and what could not be exported.
package struct ExportReport: Equatable, Sendable {
  /// A file that holds no task, and why.
  package struct Problem: Equatable, Sendable {
    package var path: String
    package var reason: String
  }

  package var total = 0
  package var done = 0
  /// The first ones.
  package private(set) var problems: [Problem] = []
  package private(set) var problemCount = 0

  /// Problems that are kept.
  private static let limit = 20

  mutating func add(_ path: String, _ reason: String) {
    problemCount += 1
    if problems.count < Self.limit { problems.append(Problem(path: path, reason: reason)) }
  }
}
