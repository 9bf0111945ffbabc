import Glibc

/// One local file, or standard input, and the path in the store that it goes to.
struct PutSource: Equatable, Sendable {
  /// Nil is standard input.
  var file: String?
  var target: String
}

/// Works out what `-f`, `-r` and `-i` name and where each goes, by the rules of pachctl 1.13.
struct PutSources: Sendable {
  /// The path behind the branch, if any.
  var path: String?
  var isRecursive: Bool
  /// The working directory.
  var directory: String

  /// All files of `names` in the order given, directories in the order of their names.
  /// - Throws: wrong use for a directory without `-r`, an address, or standard input without a path.
  func resolve(_ names: [String]) throws(Failure) -> [PutSource] {
    var sources: [PutSource] = []
    for name in names {
      let target = try target(of: name, amongSeveral: names.count > 1)
      guard name != "-" else {
        sources.append(PutSource(file: nil, target: target))
        continue
      }
      let local = Paths.absolute(name, in: directory)
      if LocalFiles.isDirectory(local) {
        guard isRecursive else {
          throw .usage("\(name) is a directory; put it with -r")
        }
        // `repo@branch:/` is a path given too: what is in the directory goes to the top.
        let isTop = path == "/" && names.count == 1
        try addFiles(of: local, below: isTop ? "/" : target, to: &sources)
      } else {
        sources.append(PutSource(file: local, target: target))
      }
    }
    return sources
  }

  /// The path given; for several sources a directory they go into; without one the source's own path.
  private func target(of name: String, amongSeveral: Bool) throws(Failure) -> String {
    if name == "-" {
      guard let path, path != "/" else {
        throw .usage("must specify filename when reading data from stdin: repo@branch:/path")
      }
      return path
    }
    guard !name.hasPrefix("http://"), !name.hasPrefix("https://") else {
      throw .usage(
        "\(name): put file reads files and standard input; fetch it first: "
          + "curl -L ADDRESS | tagline put file repo@branch:/path -f -")
    }
    guard let path, path != "/" else { return Self.ownPath(name) }
    return amongSeveral ? path + Self.ownPath(name) : path
  }

  /// The name as an absolute path, without `.` components and without leading `..` components.
  private static func ownPath(_ name: String) -> String {
    var parts: [Substring] = []
    for part in name.split(separator: "/") where part != "." {
      if part == "..", !parts.isEmpty {
        parts.removeLast()
      } else if part != ".." {
        parts.append(part)
      }
    }
    return "/" + parts.joined(separator: "/")
  }

  private func addFiles(
    of local: String, below target: String, to sources: inout [PutSource]
  ) throws(Failure) {
    for name in try LocalFiles.names(in: local) {
      let file = "\(local)/\(name)"
      let path = target == "/" ? "/\(name)" : "\(target)/\(name)"
      switch LocalFiles.kind(of: file) {
      case .directory: try addFiles(of: file, below: path, to: &sources)
      case .file: sources.append(PutSource(file: file, target: path))
      case .link where !LocalFiles.isDirectory(file):
        sources.append(PutSource(file: file, target: path))
      default: Console.complain("warning: \(file) is no file; it is left out")
      }
    }
  }
}

extension LocalFiles {
  /// The names in a directory, in byte order.
  static func names(in directory: String) throws(Failure) -> [String] {
    guard let stream = opendir(directory) else { throw Failure.system(directory, errno) }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }
  }
}
