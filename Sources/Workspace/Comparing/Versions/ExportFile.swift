import DataRepository
import Foundation

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
