import Foundation

/// Files of `Tests/Fixtures`.
enum Fixtures {
  static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Fixtures")

  /// The bytes of a file, by its path below `Tests/Fixtures`.
  static func bytes(_ path: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: root.appending(path: path)))
  }

  /// Paths below `folder` (itself below `Tests/Fixtures`) of all files that pass, sorted.
  static func paths(in folder: String, where isWanted: (String) -> Bool) -> [String] {
    let start = root.appending(path: folder).path
    let all = FileManager.default.enumerator(atPath: start)?.allObjects as? [String] ?? []
    return all.filter(isWanted).sorted().map { "\(folder)/\($0)" }
      .filter {
        var isDirectory: ObjCBool = false
        let path = root.appending(path: $0).path
        return FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory)
          && !isDirectory.boolValue
      }
  }
}

extension Fixtures {
  /// A file of text.
  static func text(_ path: String) throws -> String {
    String(decoding: try bytes(path), as: UTF8.self)
  }

  static func exists(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: root.appending(path: path).path)
  }
}
