import Foundation

/// The right to write to a workspace: one process at a time. Kept as long as this value lives; the system
/// takes it back from a process that dies.
final class DirectoryLock: Sendable {
  private let descriptor: Int32

  /// Takes the lock at `path`, or fails with who holds it.
  init(at path: String) throws {
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else {
      throw WorkspaceError(
        .failed, path, "\(path) cannot be made: \(String(cString: strerror(errno)))")
    }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      let isHeld = errno == EWOULDBLOCK
      let holder = Self.holder(descriptor)
      let reason = String(cString: strerror(errno))
      Foundation.close(descriptor)
      guard isHeld else {
        throw WorkspaceError(.failed, path, "\(path) cannot be locked: \(reason)")
      }
      throw WorkspaceError(
        .locked, path,
        "another tagline is at work here (\(holder)); quit it first; tagline status works meanwhile"
      )
    }
    let line = Array("\(getpid()) \(ProcessInfo.processInfo.hostName)\n".utf8)
    if ftruncate(descriptor, 0) == 0 { _ = pwrite(descriptor, line, line.count, 0) }
    self.descriptor = descriptor
  }

  deinit {
    Foundation.close(descriptor)
  }

  /// "process 4711 on host", as the holder wrote it.
  private static func holder(_ descriptor: Int32) -> String {
    var bytes = [UInt8](repeating: 0, count: 300)
    let count = pread(descriptor, &bytes, bytes.count, 0)
    let words = String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
      .split(whereSeparator: \.isWhitespace)
    guard words.count == 2, let pid = Int(words[0]) else { return "process unknown" }
    return "process \(pid) on \(words[1])"
  }
}
