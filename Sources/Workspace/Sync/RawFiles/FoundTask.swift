import DataRepository
import LabelCore

/// A task that was found in a raw file, or a piece of one in which none could be read.
struct FoundTask: Sendable {
  /// Place in the file, from 0.
  var nth: Int
  /// The byte it begins at; nil where it has the file to itself.
  var start: Int?
  /// Bytes.
  var size: Int
  /// Of the piece as written, or of the file.
  var sha256: ContentHash
  var content: TaskContent?
  /// Hash of the data by meaning.
  var data: ContentHash?
  /// Why there is no content.
  var problem: String?

  var identity: PartIdentity<ShortHash> {
    PartIdentity(data: data.map(ShortHash.init), bytes: ShortHash(sha256))
  }
}

/// Half a SHA-256: enough to tell the rows of a file apart, and small enough to hold those of a million.
struct ShortHash: Hashable, Sendable {
  private var high: UInt64
  private var low: UInt64

  init(_ hash: ContentHash) {
    (high, low, _, _) = hash.bigEndianWords
  }

  /// Nil unless there are 32 bytes.
  init?(_ bytes: [UInt8]?) {
    guard let hash = bytes.flatMap({ ContentHash($0) }) else { return nil }
    self.init(hash)
  }
}

/// Reads the tasks of a raw file in their order, some at a time.
struct TaskCursor: Sendable {
  private let file: IncomingFile
  private let context: TaskContext
  private let reader: RawFile
  private var splitter: RawPartReader
  private var offset = 0
  private var isAtEnd = false
  private var found: [FoundTask] = []

  /// At once: tasks, or bytes of them.
  private static let batch = (tasks: 2000, bytes: 4 << 20)

  init(_ file: IncomingFile, _ context: TaskContext) {
    self.file = file
    self.context = context
    reader = context.rawFile(file.key)
    splitter = RawPartReader(key: file.key, fields: context.labeling.fields)
  }

  /// What the file is and what its records are read behind; known at the end.
  var form: RawForm { splitter.form }
  var head: [UInt8] { splitter.head }

  /// The next tasks; none at the end.
  mutating func next() throws -> [FoundTask] {
    try parts().map(task)
  }

  /// The next pieces, in which tasks are yet to be read; none at the end.
  mutating func parts() throws -> [RawPart] {
    if context.blobKey != nil { return try whole() }
    var batch: [RawPart] = []
    var size = 0
    while !isAtEnd, batch.count < Self.batch.tasks, size < Self.batch.bytes {
      let piece = splitter.isDone ? [] : try file.piece(at: offset)
      offset += piece.count
      isAtEnd = piece.isEmpty
      for part in piece.isEmpty ? splitter.finish() : splitter.append(piece) {
        size += part.bytes.count
        batch.append(part)
      }
    }
    return batch
  }

  /// Of a piece as written; of one that has the file to itself, the file's.
  func sha256(of part: RawPart) -> ContentHash {
    part.start == nil ? file.sha256 : ContentHash(of: part.bytes)
  }

  /// Reads the task in a piece.
  func task(of part: RawPart) -> FoundTask {
    var task = FoundTask(
      nth: part.nth, start: part.start, size: part.start == nil ? file.size : part.bytes.count,
      sha256: sha256(of: part))
    do throws(RawProblem) {
      task.keep(TaskContent(try content(of: part)))
    } catch {
      task.problem = error.listed
    }
    return task
  }

  /// With `use_blob_urls` every file is a text.
  private func content(of part: RawPart) throws(RawProblem) -> RawTask {
    guard let field = context.blobKey else {
      return try reader.task(of: part, fields: context.labeling.fields)
    }
    return try reader.blobTask(content: part.bytes, bucket: context.source.path, field: field)
  }

  private mutating func whole() throws -> [RawPart] {
    guard !isAtEnd else { return [] }
    isAtEnd = true
    var bytes: [UInt8] = []
    while true {
      let piece = try file.piece(at: bytes.count)
      if piece.isEmpty { break }
      bytes += piece
    }
    return [.file(bytes)]
  }
}

extension TaskContext {
  /// What reads the tasks of the raw file with this key.
  func rawFile(_ key: String) -> RawFile {
    var file = RawFile(key: key)
    file.structuredFields = labeling.structuredFields
    return file
  }
}

extension FoundTask {
  fileprivate mutating func keep(_ content: TaskContent) {
    data = ContentHash(meaning: content.data)
    self.content = content
  }
}
