package import DataRepository
import Foundation
import LabelCore

/// A file with tasks and their completions, as Label Studio exports them: a JSON array, or one
/// object after another (JSONL). 1.x's `annotations` are read as completions.
///
/// Held are path, hash and place of each task, not its content. A task is at the path of its id.
package struct ExportVersion: LabelVersion {
  package let name: String
  package var commit: String? { nil }
  package var hashKind: HashKind { .sha256 }
  package let fingerprint: String?
  private let place: String
  private let tasks: [Task]
  private let places: [String: Int]

  private struct Task: Sendable {
    var info: FileInfo
    /// Where the task's JSON lies in the file.
    var offset: Int
    var length: Int
  }

  /// Reads the file through once. Fails when it cannot be read or has something in it that is no
  /// task of an export.
  ///
  /// - Parameter name: what it is called in reports.
  package init(_ place: String, name: String) throws {
    self.place = place
    self.name = name
    var found: [Task] = []
    var taken: Set<String> = []
    let digest = DataRepository.Digest(.sha256)
    var reader = ExportReader()
    try Self.forEachPiece(of: place) { piece in
      digest.update(piece)
      for value in reader.append(piece) {
        found.append(try Self.task(value, place, &taken))
      }
    }
    for value in reader.finish() { found.append(try Self.task(value, place, &taken)) }
    tasks = found.sorted { $0.info.path.utf8.lexicographicallyPrecedes($1.info.path.utf8) }
    places = Dictionary(
      tasks.enumerated().map { ($0.element.info.path, $0.offset) }
    ) { first, _ in first }
    fingerprint = "export \(digest.finish().hex)"
  }

  package func list() -> AsyncThrowingStream<FileInfo, any Error> {
    let tasks = tasks
    return AsyncThrowingStream { continuation in
      for task in tasks { continuation.yield(task.info) }
      continuation.finish()
    }
  }

  package func read(_ paths: [String]) -> AsyncThrowingStream<FileContents, any Error> {
    AsyncThrowingStream { continuation in
      do {
        let file = try Self.open(place)
        for path in paths {
          guard let index = places[path] else { continue }
          let task = tasks[index]
          try file.seek(toOffset: UInt64(task.offset))
          let bytes = Bytes(try file.read(upToCount: task.length) ?? Data())
          let object = try ExportedTask.object(bytes, in: self.place)
          continuation.yield(
            FileContents(path: path, hash: task.info.hash, bytes: object.bytes))
        }
        continuation.finish()
      } catch {
        continuation.finish(throwing: error)
      }
    }
  }

  private static func task(
    _ value: ExportReader.Value, _ place: String, _ taken: inout Set<String>
  ) throws -> Task {
    let object = try ExportedTask.object(value.bytes, in: "\(place), line \(value.line)")
    var path = "/\(object.id.map(String.init) ?? "task \(taken.count + 1)")"
    // An id may come twice where exports were put together.
    if !taken.insert(path).inserted {
      path += " (\(taken.count + 1))"
      taken.insert(path)
    }
    let bytes = object.bytes
    let info = FileInfo(
      path: path, kind: .file, size: bytes.count, hash: ContentHash(of: bytes).hex)
    return Task(info: info, offset: value.offset, length: value.bytes.count)
  }

  private static func open(_ place: String) throws -> FileHandle {
    guard let file = FileHandle(forReadingAtPath: place) else {
      throw WorkspaceError(.failed, place, "\(place) cannot be read")
    }
    return file
  }

  private static func forEachPiece(of place: String, _ body: (Bytes) throws -> Void) throws {
    let file = try open(place)
    while let piece = try file.read(upToCount: 1 << 20), !piece.isEmpty {
      try body(Bytes(piece))
    }
  }
}
