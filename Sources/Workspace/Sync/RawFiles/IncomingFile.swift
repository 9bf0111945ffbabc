import DataRepository
import Foundation

/// A raw file that is new or changed, with its bytes at hand for as often as they are read.
struct IncomingFile: Sendable {
  enum Content: Sendable {
    case memory([UInt8])
    case spooled(SpooledFile)
  }

  var key: String
  /// The store's hash of it.
  var hash: String
  var content: Content
  /// Of its bytes.
  var sha256: ContentHash
  var size: Int

  init(key: String, hash: String, bytes: [UInt8]) {
    self.key = key
    self.hash = hash
    content = .memory(bytes)
    sha256 = ContentHash(of: bytes)
    size = bytes.count
  }

  init(key: String, hash: String, spooled: SpooledFile) {
    self.key = key
    self.hash = hash
    content = .spooled(spooled)
    sha256 = spooled.sha256
    size = spooled.size
  }

  /// The bytes from `offset`, a piece of them; empty at the end.
  func piece(at offset: Int) throws -> [UInt8] {
    switch content {
    case .memory(let bytes): offset == 0 ? bytes : []
    case .spooled(let file): try file.piece(at: offset)
    }
  }
}

/// A large raw file on this machine's disk while it is indexed, so that memory does not grow with it.
struct SpooledFile: Sendable {
  private let handle: FileHandle
  let sha256: ContentHash
  let size: Int

  private static let pieceSize = 1 << 18

  /// Takes in `pieces`. The file has no name any more when this returns, so that nothing of it can stay.
  init(
    _ pieces: AsyncThrowingStream<Bytes, any Error>, in directory: String
  ) async throws {
    let path = "\(directory)/incoming-\(UUID().uuidString)"
    guard FileManager.default.createFile(atPath: path, contents: nil),
      let handle = FileHandle(forUpdatingAtPath: path)
    else { throw WorkspaceError(.failed, path, "\(path) cannot be written") }
    defer { try? FileManager.default.removeItem(atPath: path) }
    let digest = Digest(.sha256)
    var size = 0
    do {
      for try await piece in pieces {
        digest.update(piece)
        size += piece.count
        try handle.write(contentsOf: Data(piece))
      }
    } catch let error as CocoaError {
      throw WorkspaceError(
        .failed, path,
        "a raw file cannot be put aside in \(directory): \(error.localizedDescription)")
    }
    self.handle = handle
    self.size = size
    sha256 = ContentHash(digest.finish()) ?? ContentHash(of: [])
  }

  /// The bytes from `offset`, a piece of them; empty at the end.
  func piece(at offset: Int) throws -> [UInt8] {
    try handle.seek(toOffset: UInt64(offset))
    return Array(try handle.read(upToCount: Self.pieceSize) ?? Data())
  }
}
