import Foundation

/// Writes a file so that a reader, or a crash, finds either the old or the new content.
enum AtomicFile {
  /// Temporary file beside it, sync, rename, sync of the directory.
  static func write(_ bytes: [UInt8], to path: String) throws {
    let temporary = "\(path).\(getpid()).tmp"
    do {
      try writeSynced(bytes, to: temporary)
      guard rename(temporary, path) == 0 else { throw failure("written", path) }
    } catch {
      unlink(temporary)
      throw error
    }
    syncDirectory(of: path)
  }

  private static func writeSynced(_ bytes: [UInt8], to path: String) throws {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw failure("written", path) }
    defer { close(descriptor) }
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { throw failure("written", path) }
      rest = rest.dropFirst(count)
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
