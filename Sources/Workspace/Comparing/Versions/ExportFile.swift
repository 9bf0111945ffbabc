import DataRepository
import Foundation

/// A file of this machine that holds an export.
package struct LocalExport: Sendable {
  let place: String
  /// What it is called in reports.
  let name: String
  /// Called with the tasks or rows read so far, now and then.
  let report: @Sendable (Int) -> Void

  package init(_ place: String, name: String, report: @escaping @Sendable (Int) -> Void = { _ in })
  {
    self.place = place
    self.name = name
    self.report = report
  }
}

/// Reads a file of this machine in pieces.
enum ExportFile {
  private static let pieceSize = 1 << 20

  static func open(_ place: String) throws -> FileHandle {
    guard let file = FileHandle(forReadingAtPath: place) else {
      throw WorkspaceError(.failed, place, "\(place) cannot be read")
    }
    return file
  }

  /// All pieces in their order, until `body` says that it has enough.
  static func forEachPiece(of place: String, _ body: (Bytes) throws -> Bool) throws {
    let file = try open(place)
    while let piece = try file.read(upToCount: pieceSize), !piece.isEmpty {
      try Task.checkCancellation()
      guard try body(Bytes(piece)) else { return }
    }
  }

  /// The same, for work that waits between them.
  static func pieces(of place: String) -> AsyncThrowingStream<Bytes, any Error> {
    let walk = PieceWalk(place: place)
    return AsyncThrowingStream { try await walk.next() }
  }

  private actor PieceWalk {
    private let place: String
    private var file: FileHandle?

    init(place: String) {
      self.place = place
    }

    func next() throws -> Bytes? {
      let open = try file ?? ExportFile.open(place)
      file = open
      guard let piece = try open.read(upToCount: ExportFile.pieceSize), !piece.isEmpty else {
        return nil
      }
      return Bytes(piece)
    }
  }
}
