package import DataRepository
import Foundation
import LabelCore

/// A file with tasks and their completions, as Label Studio exports them: a JSON array, or one
/// object after another (JSONL). 1.x's `annotations` are read as completions.
///
/// Held in memory is none of the tasks (`ExportIndex`). A task is at the path of its id.
package struct ExportVersion: LabelVersion {
  package let name: String
  package var commit: String? { nil }
  package var hashKind: HashKind { .sha256 }
  package let fingerprint: String?
  private let place: String
  private let index: ExportIndex

  /// Entries listed, and tasks read, at once.
  private static let pageSize = 512

  /// Reads the file through once. Fails when it cannot be read or has something in it that is no
  /// task of an export.
  ///
  package init(_ file: LocalExport) throws {
    let place = file.place
    (self.place, name) = (place, file.name)
    let digest = DataRepository.Digest(.sha256)
    index = try ExportIndex { add in
      var reader = JSONItemReader()
      var count = 0
      func addAll(_ values: [JSONItemReader.Item]) throws {
        for value in values {
          count += 1
          try add(Self.entry(value, place, number: count))
          if count % 1_000 == 0 { file.report(count) }
        }
      }
      try ExportFile.forEachPiece(of: place) { piece in
        digest.update(piece)
        try addAll(reader.append(piece))
        return true
      }
      try addAll(reader.finish())
    }
    fingerprint = "export \(digest.finish().hex)"
  }

  package func list() -> AsyncThrowingStream<FileInfo, any Error> {
    pages(from: "") { [index] last in
      let found = try await index.entries(after: last, limit: Self.pageSize)
      return Page(elements: found.map(\.info), next: found.last?.info.path)
    }
  }

  package func read(_ paths: [String]) -> AsyncThrowingStream<FileContents, any Error> {
    pages(from: paths[...]) { [index, place] rest in
      let file = try ExportFile.open(place)
      let found = try await index.entries(at: rest.prefix(Self.pageSize)).map { task in
        try file.seek(toOffset: UInt64(task.offset))
        let bytes = Bytes(try file.read(upToCount: task.length) ?? Data())
        let object = try ExportedTask.object(bytes, in: place)
        return FileContents(path: task.info.path, hash: task.info.hash, bytes: object.bytes)
      }
      let left = rest.dropFirst(Self.pageSize)
      return Page(elements: found, next: left.isEmpty ? nil : left)
    }
  }

  /// - Parameter number: from 1; names a task without an id.
  private static func entry(
    _ value: JSONItemReader.Item, _ place: String, number: Int
  ) throws -> ExportIndex.Entry {
    let object = try ExportedTask.object(value.bytes, in: "\(place), line \(value.line)")
    let bytes = object.bytes
    let info = FileInfo(
      path: "/\(object.id.map(String.init) ?? "task \(number)")", kind: .file, size: bytes.count,
      hash: ContentHash(of: bytes).hex)
    return ExportIndex.Entry(info: info, offset: value.offset, length: value.bytes.count)
  }
}
