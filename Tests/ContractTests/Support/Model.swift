import DataRepository

/// What a store should hold after some changes, in the plainest way: a dictionary.
struct Model {
  struct Collision: Error {}

  var files: [String: String] = [:]

  mutating func apply(_ changes: [FileChange]) throws {
    for change in changes { try apply(change) }
  }

  private mutating func apply(_ change: FileChange) throws {
    switch change {
    case .put(let path, let content): try put(path, text(content))
    case .append(let path, let content): try put(path, (files[path] ?? "") + text(content))
    case .delete(let path):
      files = files.filter { $0.key != path && !$0.key.hasPrefix(path + "/") }
    case .copy: break
    }
  }

  private mutating func put(_ path: String, _ text: String) throws {
    for other in files.keys where other.hasPrefix(path + "/") || path.hasPrefix(other + "/") {
      throw Collision()
    }
    files[path] = text
  }

  private func text(_ content: FileContent) -> String {
    guard case .bytes(let bytes) = content else { return "" }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The paths that a listing gives.
  func list(_ request: ListRequest) -> [String] {
    var found: Set<String> = []
    for path in files.keys where path.hasPrefix(request.prefix) {
      found.insert(request.depth == .recursive ? path : entry(path, below: request.prefix))
    }
    let after = request.after.map { Bytes($0.utf8) } ?? []
    let sorted = found.map { Bytes($0.utf8) }.filter { after.lexicographicallyPrecedes($0) }
      .sorted { $0.lexicographicallyPrecedes($1) }
    return sorted.prefix(request.limit ?? Int.max).map { String(decoding: $0, as: UTF8.self) }
  }

  private func entry(_ path: String, below prefix: String) -> String {
    let directory = prefix[...(prefix.lastIndex(of: "/") ?? prefix.startIndex)]
    let rest = path.dropFirst(directory.count)
    guard let end = rest.firstIndex(of: "/") else { return path }
    return String(directory + rest[...end])
  }

  /// The paths that differ.
  func difference(from old: Model) -> [String] {
    let paths = Set(files.keys).union(old.files.keys).filter { files[$0] != old.files[$0] }
    return paths.sorted { Bytes($0.utf8).lexicographicallyPrecedes(Bytes($1.utf8)) }
  }
}
