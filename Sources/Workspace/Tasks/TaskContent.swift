import GRDB
import LabelCore

/// A raw task as project.db keeps it.
struct TaskContent: Sendable {
  /// `{"data": …}` with what else the raw task has.
  var root: JSON
  /// The text behind the address in `data`, with blob urls.
  var blob: String?

  init(root: JSON, blob: String? = nil) {
    self.root = root
    self.blob = blob
  }

  init(_ task: RawTask) {
    self.init(root: task.root, blob: task.fetchedText)
  }

  var data: JSON { root["data"] ?? .object([]) }
  var predictions: [JSON] { root["predictions"]?.arrayValue ?? [] }

  /// The data as the screen shows them: the text in place of its address.
  func shown(_ context: TaskContext) -> JSON {
    guard let blob, let key = context.blobKey else { return data }
    var data = data
    data[key] = .string(blob)
    return data
  }

  /// The last prediction, which Label Studio's page takes too.
  func suggestion(_ context: TaskContext) -> Decision? {
    RawTask(root: root, isWrapped: true).suggestion(context.schema)
  }
}

extension TaskContext {
  /// The member of `data` that holds a blob's address; nil without blob urls.
  var blobKey: String? {
    source.usesBlobURLs ? source.dataKey ?? labeling.dataKey ?? "text" : nil
  }

  /// The tasks of a raw file. A list of several makes several, which Label Studio 0.x refuses.
  func tasks(in bytes: [UInt8], key: String) -> FoundTasks {
    var file = RawFile(key: key)
    file.structuredFields = labeling.structuredFields
    do throws(RawProblem) {
      if let blobKey {
        let task = try file.blobTask(content: bytes, bucket: source.path, field: blobKey)
        return .tasks([FoundTask(nth: 0, content: TaskContent(task))])
      }
      return .tasks(
        try file.tasks(in: bytes, fields: labeling.fields).enumerated().map {
          FoundTask(nth: $0.offset, content: TaskContent($0.element))
        })
    } catch {
      guard error.code == .notOneTask, let several = severalTasks(in: bytes, file) else {
        return .problem(error.message)
      }
      return several
    }
  }

  /// Nil unless the file is a list of two or more; one bad element makes the whole file unreadable.
  private func severalTasks(in bytes: [UInt8], _ file: RawFile) -> FoundTasks? {
    guard case .array(let items)? = try? JSON(parsing: bytes), items.count > 1 else { return nil }
    var found: [FoundTask] = []
    for (nth, item) in items.enumerated() {
      do throws(RawProblem) {
        let tasks = try file.tasks(in: item.bytes(.compact), fields: labeling.fields)
        found += tasks.map { FoundTask(nth: nth, content: TaskContent($0)) }
      } catch {
        return .problem("\(error.message) (item \(nth) of the list)")
      }
    }
    return .tasks(found)
  }
}

extension Database {
  func content(of ordinal: Int) throws -> TaskContent? {
    let statement = try cachedStatement(
      sql: "SELECT bytes, blob FROM contents WHERE ordinal = ?")
    let row = try Row.fetchOne(statement, arguments: [ordinal])
    guard let row else { return nil }
    let blob = row.optionalBytes("blob")
    return TaskContent(
      root: try JSON(parsing: row.bytes("bytes")),
      blob: blob.map { String(decoding: $0, as: UTF8.self) })
  }

  /// Keeps a content, and makes room by forgetting those that were put in first.
  func setContent(_ content: TaskContent, of ordinal: Int, limit: Int) throws {
    try run(sql: "DELETE FROM contents WHERE ordinal = ?", arguments: [ordinal])
    try run(
      sql: "INSERT INTO contents (ordinal, bytes, blob) VALUES (?, ?, ?)",
      arguments: [
        ordinal, Blob(content.root.bytes(.compact)), content.blob.map { Blob(Array($0.utf8)) },
      ])
    while try contentSize() > limit {
      try run(
        sql: """
          DELETE FROM contents WHERE serial IN
            (SELECT serial FROM contents WHERE ordinal <> ? ORDER BY serial LIMIT 64)
          """, arguments: [ordinal])
      if changesCount == 0 { break }
    }
  }

  private func contentSize() throws -> Int {
    try value(Int.self, sql: "SELECT count FROM counters WHERE name = 'contents'") ?? 0
  }
}
