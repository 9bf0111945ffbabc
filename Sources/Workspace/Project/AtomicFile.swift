import DataRepository
import Foundation

/// Writes a file so that a reader, or a crash, finds either the old or the new content.
enum AtomicFile {
  /// Temporary file beside it, sync, rename, sync of the directory.
  static func write(_ bytes: [UInt8], to path: String) throws {
    try write(to: path) { try $0(bytes) }
  }

  /// The same of bytes that come in pieces.
  static func write(
    to path: String, _ fill: (_ append: ([UInt8]) throws -> Void) throws -> Void
  ) throws {
    let temporary = "\(path).\(getpid()).tmp"
    do {
      try writeSynced(to: temporary, fill)
      guard rename(temporary, path) == 0 else { throw failure("written", path) }
    } catch {
      unlink(temporary)
      throw error
    }
    syncDirectory(of: path)
  }

  private static func writeSynced(
    to path: String, _ fill: (_ append: ([UInt8]) throws -> Void) throws -> Void
  ) throws {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw failure("written", path) }
    defer { close(descriptor) }
    try fill { bytes in
      var rest = bytes[...]
      while !rest.isEmpty {
        let count = rest.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
        if count < 0 && errno == EINTR { continue }
        guard count > 0 else { throw failure("written", path) }
        rest = rest.dropFirst(count)
      }
    }
    guard fsync(descriptor) == 0 else { throw failure("synced", path) }
  }

  /// A rename is durable once its directory is.
  private static func syncDirectory(of path: String) {
    let descriptor = open((path as NSString).deletingLastPathComponent, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }

  /// SHA-256 in lower-case hex of the bytes of a file, nil when it is not there.
  static func sha256(of path: String) throws -> String? {
    guard let handle = FileHandle(forReadingAtPath: path) else { return nil }
    defer { try? handle.close() }
    let digest = Digest(.sha256)
    while let piece = try handle.read(upToCount: 1 << 18), !piece.isEmpty {
      digest.update(Array(piece))
    }
    return digest.finish().hex
  }

  /// The bytes of a file, nil when it is not there.
  static func read(_ path: String) throws -> [UInt8]? {
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    do {
      return Array(try Data(contentsOf: URL(fileURLWithPath: path)))
    } catch {
      throw WorkspaceError(
        .failed, path, "\(path) cannot be read: \(error.localizedDescription)")
    }
  }

  /// Takes a file away; no error if it is not there.
  static func remove(_ path: String) throws {
    guard FileManager.default.fileExists(atPath: path) else { return }
    do {
      try FileManager.default.removeItem(atPath: path)
    } catch {
      throw WorkspaceError(
        .failed, path, "\(path) cannot be removed: \(error.localizedDescription)")
    }
  }

  private static func failure(_ verb: String, _ path: String) -> WorkspaceError {
    WorkspaceError(
      .failed, path, "\(path) cannot be \(verb): \(String(cString: strerror(errno)))")
  }
}
