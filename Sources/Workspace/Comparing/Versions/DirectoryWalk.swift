import Foundation

/// The regular files below a directory in byte order of their paths. Held are the names of the
/// directories that it is in, no more.
struct DirectoryWalk {
  private struct Name {
    /// A directory's ends in `/`, as it counts in the order of paths.
    var text: String
    var isDirectory: Bool { text.hasSuffix("/") }
  }

  private struct Level {
    /// Below the root, with a `/` at its end.
    var path: String
    var rest: ArraySlice<Name>
  }

  private let root: String
  private var levels: [Level]

  /// - Throws: `notFound` where there is no directory.
  init(_ root: String) throws {
    self.root = root
    levels = [Level(path: "/", rest: try Self.names(in: root)[...])]
  }

  /// The next file, as a path below the root that begins with `/`; nil at the end.
  mutating func next() throws -> String? {
    while var level = levels.popLast() {
      guard let name = level.rest.popFirst() else { continue }
      levels.append(level)
      let path = level.path + name.text
      guard name.isDirectory else { return path }
      levels.append(Level(path: path, rest: try Self.names(in: root + path)[...]))
    }
    return nil
  }

  private static func names(in directory: String) throws -> [Name] {
    guard let stream = opendir(directory) else {
      let code = errno
      guard [ENOENT, ENOTDIR].contains(code) else {
        throw WorkspaceError(
          .failed, directory, "\(directory) cannot be read: \(String(cString: strerror(code)))")
      }
      throw WorkspaceError(.notFound, directory, "\(directory): no such directory")
    }
    defer { closedir(stream) }
    var names: [Name] = []
    while let entry = readdir(stream) {
      let text = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if text == "." || text == ".." { continue }
      switch kind(Int(entry.pointee.d_type), "\(directory)/\(text)") {
      case DT_REG: names.append(Name(text: text))
      case DT_DIR: names.append(Name(text: text + "/"))
      default: continue
      }
    }
    return names.sorted { $0.text.utf8.lexicographicallyPrecedes($1.text.utf8) }
  }

  /// Not every file system says with a name what it is.
  private static func kind(_ told: Int, _ path: String) -> Int {
    guard told == DT_UNKNOWN else { return told }
    var status = stat()
    guard lstat(path, &status) == 0 else { return DT_UNKNOWN }
    switch status.st_mode & S_IFMT {
    case S_IFREG: return DT_REG
    case S_IFDIR: return DT_DIR
    default: return DT_UNKNOWN
    }
  }
}
