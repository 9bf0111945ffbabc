package import DataRepository
import Foundation
import LabelCore

/// A directory with the files of a downloaded version (`get file -r`). Its files are read for
/// their hashes at each listing.
package struct DirectoryVersion: LabelVersion {
  package let name: String
  package var commit: String? { nil }
  package var hashKind: HashKind { .sha256 }
  package var fingerprint: String? { nil }
  private let directory: String

  /// - Parameter name: what it is called in reports.
  package init(_ directory: String, name: String) {
    self.directory = directory.hasSuffix("/") ? String(directory.dropLast()) : directory
    self.name = name
  }

  package func list() -> AsyncThrowingStream<FileInfo, any Error> {
    let start = LocalListing(directory)
    return AsyncThrowingStream { try await start.next() }
  }

  package func read(_ paths: [String]) -> AsyncThrowingStream<FileContents, any Error> {
    let start = LocalReads(directory, paths)
    return AsyncThrowingStream { try await start.next() }
  }

  /// The bytes of a file; nil when it is not there.
  static func bytes(of place: String) throws -> Bytes? {
    let descriptor = open(place, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      if errno == ENOENT { return nil }
      throw failure(place)
    }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw failure(place) }
    // One byte more, so that a file of the size that was told ends with the first read.
    var bytes = Bytes()
    var room = Int(status.st_size) + 1
    while true {
      let piece = try Bytes(unsafeUninitializedCapacity: room) { buffer, filled in
        let count = Foundation.read(descriptor, buffer.baseAddress, buffer.count)
        guard count >= 0 else { throw failure(place) }
        filled = count
      }
      let isWhole = bytes.isEmpty && piece.count < room
      if isWhole || piece.isEmpty { return bytes.isEmpty ? piece : bytes }
      bytes += piece
      room = 1 << 16
    }
  }

  private static func failure(_ place: String) -> WorkspaceError {
    WorkspaceError(
      .failed, place, "\(place) cannot be read: \(String(cString: strerror(errno)))")
  }
}

/// The files below a directory in byte order of their paths, hashed one by one.
private actor LocalListing {
  private let directory: String
  private var walk: DirectoryWalk?

  init(_ directory: String) {
    self.directory = directory
  }

  func next() throws -> FileInfo? {
    var walk = try walk ?? DirectoryWalk(directory)
    defer { self.walk = walk }
    while let path = try walk.next() {
      try Task.checkCancellation()
      guard let bytes = try DirectoryVersion.bytes(of: directory + path) else { continue }
      return FileInfo(
        path: path, kind: .file, size: bytes.count, hash: ContentHash(of: bytes).hex)
    }
    return nil
  }
}

private actor LocalReads {
  private let directory: String
  private var rest: ArraySlice<String>

  init(_ directory: String, _ paths: [String]) {
    self.directory = directory
    rest = paths[...]
  }

  func next() throws -> FileContents? {
    while let path = rest.popFirst() {
      guard let bytes = try DirectoryVersion.bytes(of: directory + path) else { continue }
      return FileContents(path: path, hash: ContentHash(of: bytes).hex, bytes: bytes)
    }
    return nil
  }
}
