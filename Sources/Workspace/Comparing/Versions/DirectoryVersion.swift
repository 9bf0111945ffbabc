package import DataRepository
import Foundation
import LabelCore

/// A directory with the files of a downloaded version (`get file -r`). Its files are read for
/// their hashes at each listing.
package struct DirectoryVersion: LabelVersion {
  package let name: String
  package var commit: String? { nil }
  package var hashKind: HashKind { .sha256 }
  package var fingerprint: String? { nil }
  private let directory: String

  /// - Parameter name: what it is called in reports.
  package init(_ directory: String, name: String) {
    self.directory = directory.hasSuffix("/") ? String(directory.dropLast()) : directory
    self.name = name
  }

  package func list() -> AsyncThrowingStream<FileInfo, any Error> {
    let start = LocalListing(directory)
    return AsyncThrowingStream { try await start.next() }
  }

  package func read(_ paths: [String]) -> AsyncThrowingStream<FileContents, any Error> {
    let start = LocalReads(directory, paths)
    return AsyncThrowingStream { try await start.next() }
  }

  /// The bytes of a file; nil when it is not there.
  static func bytes(of place: String) throws -> Bytes? {
    do {
      return Bytes(try Data(contentsOf: URL(fileURLWithPath: place)))
    } catch let error as CocoaError where error.code == .fileReadNoSuchFile {
      return nil
    } catch {
      throw WorkspaceError(.failed, place, "\(place) cannot be read")
    }
  }
}

/// The files below a directory in byte order of their paths, hashed one by one.
private actor LocalListing {
  private let directory: String
  private var rest: ArraySlice<String>?

  init(_ directory: String) {
    self.directory = directory
  }

  func next() throws -> FileInfo? {
    var rest = try rest ?? paths()[...]
    defer { self.rest = rest }
    while let path = rest.popFirst() {
      try Task.checkCancellation()
      guard let bytes = try DirectoryVersion.bytes(of: directory + path) else { continue }
      return FileInfo(
        path: path, kind: .file, size: bytes.count, hash: ContentHash(of: bytes).hex)
    }
    return nil
  }

  private func paths() throws -> [String] {
    var isDirectory: ObjCBool = false
    guard FileManager.default.fileExists(atPath: directory, isDirectory: &isDirectory),
      isDirectory.boolValue, let found = FileManager.default.enumerator(atPath: directory)
    else { throw WorkspaceError(.notFound, directory, "\(directory): no such directory") }
    var paths: [String] = []
    while let path = found.nextObject() as? String {
      if found.fileAttributes?[.type] as? FileAttributeType == .typeRegular {
        paths.append("/" + path)
      }
    }
    return paths.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }
}

private actor LocalReads {
  private let directory: String
  private var rest: ArraySlice<String>

  init(_ directory: String, _ paths: [String]) {
    self.directory = directory
    rest = paths[...]
  }

  func next() throws -> FileContents? {
    while let path = rest.popFirst() {
      guard let bytes = try DirectoryVersion.bytes(of: directory + path) else { continue }
      return FileContents(path: path, hash: ContentHash(of: bytes).hex, bytes: bytes)
    }
    return nil
  }
}
