import LabelCore

/// The tasks of a version, each with all that was decided about it: Label Studio 1.x writes an object for every
/// annotation. The version is read once; what was read waits in a private file, so that memory grows with
/// some bytes an object only.
struct GatheredTasks {
  private let source: StoredTasks
  private let spool: TaskSpool
  /// Complete once `readAhead` came to the end.
  private(set) var index = LabelIndex()
  /// Objects before this one were read.
  private(set) var place = 0

  /// Objects read at once.
  static let batch = 200

  init(of source: StoredTasks) throws {
    self.source = source
    spool = try TaskSpool()
  }

  /// How many objects there are.
  var count: Int { source.count }

  /// Reads some more objects and gives those that are tasks; nil at the end. What is none is reported.
  mutating func readAhead(_ report: inout ExportReport) async throws -> [TargetObject]? {
    guard place < count else {
      index.finish()
      return nil
    }
    let places = Array(place..<min(place + Self.batch, count))
    place += places.count
    var read: [TargetObject] = []
    var kept: [(place: Int, bytes: [UInt8])] = []
    for (place, task) in zip(places, try await source.read(places)) {
      switch task?.content {
      case .success(let stored):
        index.add(stored, at: place)
        read.append(stored)
        kept.append((place, task?.bytes ?? []))
      case .failure(let problem): report.add(task?.path ?? "", problem.message)
      case nil: break
      }
    }
    try await spool.add(kept)
    return read
  }

  /// The tasks at these places with all that belongs to them; nil where there is none.
  func read(_ places: [Int]) async throws -> [GatheredTask?] {
    let own = try await spool.read(places)
    let followers = places.map(index.followers)
    var beside = try await spool.read(followers.flatMap(\.self)).makeIterator()
    return zip(own, followers).map { own, followers in
      let others = followers.compactMap { _ -> AnnotatedTask? in
        guard case .annotations(let task)?? = beside.next() else { return nil }
        return task
      }
      return own.map { GatheredTask($0, beside: others) }
    }
  }
}
