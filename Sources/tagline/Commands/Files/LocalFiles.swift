import CDispatch
import Glibc

/// Local files, written so that a half-written one never has the final name.
enum LocalFiles {
  enum Kind: Equatable, Sendable { case file, directory, link, other }

  /// What is at a path, without following a link at its end; nil when nothing is.
  static func kind(of path: String) -> Kind? {
    var status = stat()
    guard lstat(path, &status) == 0 else { return nil }
    return kind(status.st_mode)
  }

  /// Whether there is a directory at a path, links followed.
  static func isDirectory(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && kind(status.st_mode) == .directory
  }

  /// Makes a directory and those above it.
  static func makeDirectories(_ path: String) throws(Failure) {
    if isDirectory(path) { return }
    let parent = Paths.parent(path)
    if parent != path { try makeDirectories(parent) }
    guard mkdir(path, 0o777) == 0 || errno == EEXIST else { throw Failure.system(path, errno) }
    guard isDirectory(path) else { throw Failure.system(path, ENOTDIR) }
  }

  /// Makes one directory below one that exists, or finds it; a link there is refused.
  static func makeRealDirectory(_ path: String) throws(Failure) {
    if mkdir(path, 0o777) == 0 { return }
    guard errno == EEXIST else { throw Failure.system(path, errno) }
    switch kind(of: path) {
    case .directory: return
    case .link:
      throw Failure(.failure, "\(path) is a symbolic link; nothing is written through it")
    default:
      throw Failure(.conflict, "\(path) is a file here and a directory in the store")
    }
  }

  /// Writes a file under another name beside it and renames it once it is whole.
  static func write(
    to path: String, _ body: (borrowing LocalFile) async throws -> Void
  ) async throws {
    let partial = "\(Paths.parent(path))/.\(Paths.name(path)).\(getpid()).part"
    do {
      let file = try LocalFile(creating: partial)
      try await body(file)
      try file.close()
    } catch let error as LocalFile.SystemError {
      unlink(partial)
      throw Failure.system(path, error.code)
    } catch {
      unlink(partial)
      throw error
    }
    guard rename(partial, path) == 0 else {
      let code = errno
      unlink(partial)
      throw Failure.system(path, code)
    }
  }

  private static func kind(_ mode: mode_t) -> Kind {
    switch mode & S_IFMT {
    case S_IFREG: .file
    case S_IFDIR: .directory
    case S_IFLNK: .link
    default: .other
    }
  }
}

/// An open file that is being written.
struct LocalFile: ~Copyable {
  /// A system call's failure, without the file's name.
  struct SystemError: Error {
    var code: Int32
  }

  private let descriptor: Int32

  init(creating path: String) throws(SystemError) {
    descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw SystemError(code: errno) }
  }

  borrowing func append(_ bytes: [UInt8]) throws(SystemError) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count >= 0 {
        rest = rest.dropFirst(count)
      } else if errno != EINTR {
        throw SystemError(code: errno)
      }
    }
  }

  /// - Throws: what the system only tells at the end, as NFS and quotas do.
  consuming func close() throws(SystemError) {
    let descriptor = descriptor
    discard self
    guard Glibc.close(descriptor) == 0 else { throw SystemError(code: errno) }
  }

  deinit {
    _ = Glibc.close(descriptor)
  }
}
