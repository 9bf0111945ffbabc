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
}

extension Database {
  func content(of ordinal: Int) throws -> TaskContent? {
    let statement = try cachedStatement(
      sql: "SELECT bytes, blob FROM contents WHERE ordinal = ?")
    // Not fetched as a whole: a huge row would be copied.
    let rows = try Row.fetchCursor(statement, arguments: [ordinal])
    guard let row = try rows.next() else { return nil }
    let blob = try row.withUnsafeData(named: "blob") { data in
      data.map { String(decoding: $0, as: UTF8.self) }
    }
    return TaskContent(root: try row.json("bytes"), blob: blob)
  }

  /// Keeps a content, and makes room by forgetting those that were put in first.
  func setContent(_ content: TaskContent, of ordinal: Int, limit: Int) throws {
    try run(sql: "DELETE FROM contents WHERE ordinal = ?", arguments: [ordinal])
    try run(
      sql: "INSERT INTO contents (ordinal, bytes, blob) VALUES (?, ?, ?)",
      largeArguments: [
        ordinal, Blob.json(content.root, .compact), content.blob.map { Blob(Array($0.utf8)) },
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
