import CDispatch
import Glibc

extension LocalFiles {
  private static let pieceSize = 256 * 1024

  /// The size of a file; nil for what is no plain file.
  static func size(of path: String) -> Int? {
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    return Int(status.st_size)
  }

  /// All bytes of a file.
  static func read(_ path: String) throws(Failure) -> [UInt8] {
    let file = try InputFile(opening: path)
    var bytes: [UInt8] = []
    while let piece = try file.next(pieceSize) { bytes += piece }
    return bytes
  }

  /// The bytes of a file, or of standard input for nil, read as they are asked for.
  static func pieces(
    of path: String?
  ) throws(Failure) -> AsyncThrowingStream<[UInt8], any Error> {
    let file =
      try path.map { (path) throws(Failure) in try InputFile(opening: path) }
      ?? InputFile.standardInput
    return AsyncThrowingStream { try file.next(pieceSize) }
  }
}

/// An open file that is being read.
private final class InputFile: Sendable {
  static let standardInput = InputFile(name: "standard input", descriptor: STDIN_FILENO)

  private let name: String
  private let descriptor: Int32

  private init(name: String, descriptor: Int32) {
    self.name = name
    self.descriptor = descriptor
  }

  convenience init(opening path: String) throws(Failure) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Failure.system(path, errno) }
    self.init(name: path, descriptor: descriptor)
  }

  /// At most `count` bytes; nil at the end.
  func next(_ count: Int) throws(Failure) -> [UInt8]? {
    while true {
      var got = 0
      let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
        got = Glibc.read(descriptor, buffer.baseAddress, count)
        filled = max(0, got)
      }
      if got > 0 { return bytes }
      if got == 0 { return nil }
      guard errno == EINTR else { throw Failure.system(name, errno) }
    }
  }

  deinit {
    if descriptor != STDIN_FILENO { close(descriptor) }
  }
}
