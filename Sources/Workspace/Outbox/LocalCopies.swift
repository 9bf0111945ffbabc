import DataRepository
import Foundation
import LabelCore

/// `completions/ID.json`: what Label Studio 0.x exports from.
struct LocalCopies {
  let directory: String

  /// Writes the objects of these tasks, in ujson's style as Label Studio does.
  func write(_ objects: [(id: Int, bytes: Bytes)]) throws {
    do {
      try FileManager.default.createDirectory(
        atPath: directory, withIntermediateDirectories: true)
    } catch {
      throw WorkspaceError(
        .failed, directory, "\(directory) cannot be made: \(error.localizedDescription)")
    }
    for (id, bytes) in objects {
      let tree = try JSON(parsing: bytes)
      try AtomicFile.write(tree.bytes(.ujson), to: "\(directory)/\(id).json")
    }
  }
}
