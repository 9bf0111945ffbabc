import DataRepository
import EmbeddedStore
import Foundation
import LabelCore
import Testing
import Workspace

/// A scenario recorded from Label Studio 0.8.2.
struct Scenario: CustomTestStringConvertible, Sendable {
  let name: String

  var testDescription: String { name }

  static let fixtures = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Fixtures")

  var directory: URL { Self.fixtures.appending(path: "label-studio-0.8/\(name)") }

  /// Contents by path without a slash in front.
  func files(_ folder: String) throws -> [String: [UInt8]] {
    let root = directory.appending(path: folder)
    var files: [String: [UInt8]] = [:]
    for path in try FileManager.default.subpathsOfDirectory(atPath: root.path) {
      let url = root.appending(path: path)
      guard try url.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true else {
        continue
      }
      files[path] = Array(try Data(contentsOf: url))
    }
    return files
  }
}

extension Bench {
  /// The scenario's two buckets; with `project` its directory as Label Studio left it, else a new
  /// one.
  convenience init(_ scenario: Scenario, project: Bool, labeled: Bool) async throws {
    try await self.init()
    try await fill(Self.raw, try scenario.files("raw"))
    if labeled { try await fill(Self.labeled, try scenario.files("labeled")) }
    let parent = (directory as NSString).deletingLastPathComponent
    try FileManager.default.createDirectory(atPath: parent, withIntermediateDirectories: true)
    try FileManager.default.copyItem(
      atPath: scenario.directory.appending(path: "project").path, toPath: directory)
    // Started with --template, Label Studio keeps no config.xml in the project.
    if !FileManager.default.fileExists(atPath: directory + "/config.xml") {
      try LabelingConfig.Template.textMultiClass.xml.write(
        toFile: directory + "/config.xml", atomically: true, encoding: .utf8)
    }
    guard !project else { return }
    for name in ["source.json", "target.json", "completions"] {
      let path = directory + "/" + name
      if FileManager.default.fileExists(atPath: path) {
        try FileManager.default.removeItem(atPath: path)
      }
    }
  }

  func fill(_ branch: Branch, _ files: [String: [UInt8]]) async throws {
    let changes = files.map { FileChange.put(path: "/" + $0.key, content: .bytes($0.value)) }
    _ = try await store.commit(changes, to: branch, description: "", ifHead: nil)
  }
}
