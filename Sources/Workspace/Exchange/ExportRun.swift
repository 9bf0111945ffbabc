package import LabelCore

/// An export under way: gives its bytes piece by piece, and holds some hundred tasks at most.
package struct ExportRun {
  private enum Phase {
    case beginning, tasks, done
  }

  private let source: StoredTasks
  private var writer: ExportWriter
  private var phase = Phase.beginning
  private var place = 0
  /// What was done so far.
  package private(set) var report = ExportReport()

  /// Tasks read at once.
  private static let batch = 200

  package init(_ options: ExportOptions, of source: StoredTasks) {
    self.source = source
    writer = ExportWriter(options)
    report.total = source.count
  }

  /// The next bytes; nil at the end.
  package mutating func next() async throws -> [UInt8]? {
    switch phase {
    case .done: return nil
    case .beginning:
      phase = .tasks
      return writer.beginning
    case .tasks where place == source.count:
      phase = .done
      return writer.end
    case .tasks:
      try Task.checkCancellation()
      let places = place..<min(place + Self.batch, source.count)
      place = places.upperBound
      return try await source.read(places).flatMap { add($0) }
    }
  }

  private mutating func add(_ task: StoredTask) -> [UInt8] {
    report.done += 1
    switch task.content {
    case .success(let object): return writer.add(object)
    case .failure(let problem):
      report.add(task.path, problem.message)
      return []
    }
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
