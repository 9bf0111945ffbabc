import DataRepository
import GRDB
import LabelCore

/// One raw file on its way into the index: which of its known tasks each of its pieces is, then piece after
/// piece. A file is read twice if it has known tasks, so that none of it need be held.
struct FileIndexing: Sendable {
  let file: IncomingFile
  let known: KnownTasks
  private let matching: PartMatching<ShortHash>
  /// Why nothing at all can be read from a file whose tasks are known: they stay until it is mended.
  let problem: String?
  private var cursor: TaskCursor
  private var place = 0

  init(_ file: IncomingFile, known: KnownTasks, _ context: TaskContext) async throws {
    self.file = file
    self.known = known
    cursor = TaskCursor(file, context)
    var identities: [PartIdentity<ShortHash>] = []
    var problem: String?
    if !known.rows.isEmpty {
      var first = cursor
      while case let tasks = try first.next(), !tasks.isEmpty {
        try Task.checkCancellation()
        identities += tasks.map(\.identity)
        if identities.count == 1, let only = tasks.first, only.start == nil {
          problem = only.problem
        }
      }
    }
    matching = PartMatching(identities, known: known.parts)
    self.problem = identities.count == 1 ? problem : nil
  }

  /// A task and the known one that it is.
  struct Step: Sendable {
    var task: FoundTask
    var known: KnownTasks.Row?
  }

  /// The next tasks; none at the end.
  mutating func next() async throws -> [Step] {
    try Task.checkCancellation()
    guard problem == nil else { return [] }
    return try cursor.next().map { task in
      defer { place += 1 }
      let old = matching.found.indices.contains(place) ? matching.found[place] : nil
      return Step(task: task, known: old.map { known.rows[$0] })
    }
  }

  /// Ordinals of known tasks that were in the file and are not any more.
  var gone: [Int] {
    guard problem == nil else { return [] }
    return matching.left.filter { !known.parts[$0].isGone }.map { known.rows[$0].ordinal }
  }

  /// Both known once `next` came to the end.
  var form: RawForm { problem == nil ? cursor.form : known.form }
  var head: [UInt8] { cursor.head }
}
