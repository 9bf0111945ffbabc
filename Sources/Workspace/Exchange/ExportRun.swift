package import LabelCore

/// An export under way: gives its bytes piece by piece, and holds some hundred tasks at most.
package struct ExportRun {
  private enum Phase {
    case beginning
    /// What is in the source passes through.
    case tasks
    /// What was put aside while columns were looked for, after a serial.
    case spooled(TaskSpool, after: Int)
    case done
  }

  private let options: ExportOptions
  private let source: StoredTasks
  private var writer: ExportWriter
  private var phase = Phase.beginning
  private var place = 0
  private var spool: TaskSpool?
  private var columns = ExportColumns()
  /// What was done so far.
  package private(set) var report = ExportReport()

  /// Tasks read at once.
  private static let batch = 200

  package init(_ options: ExportOptions, of source: StoredTasks) {
    self.options = options
    self.source = source
    writer = ExportWriter(options)
    report.total = source.count
  }

  /// The next bytes, which may be none; nil at the end.
  package mutating func next() async throws -> [UInt8]? {
    try Task.checkCancellation()
    switch phase {
    case .beginning where options.format.needsColumns: return try await readAhead()
    case .beginning:
      phase = .tasks
      return writer.beginning
    case .tasks:
      guard place < source.count else { return end() }
      return try await read().flatMap { writer.add($0) }
    case .spooled(let spool, let serial):
      let (tasks, last) = try await spool.tasks(after: serial, limit: Self.batch)
      if tasks.isEmpty { return end() }
      phase = .spooled(spool, after: last)
      return tasks.flatMap { writer.add($0) }
    case .done: return nil
    }
  }

  /// Some of the columns; when all are found, the line with their names.
  private mutating func readAhead() async throws -> [UInt8] {
    if spool == nil { spool = try TaskSpool() }
    guard place < source.count, let spool else {
      writer = ExportWriter(options, columns: columns)
      phase = spool.map { .spooled($0, after: 0) } ?? .done
      return writer.beginning
    }
    let tasks = try await read()
    for task in tasks { columns.add(task, options) }
    try await spool.add(tasks)
    return []
  }

  private mutating func end() -> [UInt8] {
    phase = .done
    return writer.end
  }

  /// The next tasks of the source; what is none is reported.
  private mutating func read() async throws -> [TaskObject] {
    let places = place..<min(place + Self.batch, source.count)
    place = places.upperBound
    var tasks: [TaskObject] = []
    for task in try await source.read(places) {
      switch task.content {
      case .success(let stored): tasks.append(stored.object)
      case .failure(let problem): report.add(task.path, problem.message)
      }
    }
    report.done = place
    return tasks
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
