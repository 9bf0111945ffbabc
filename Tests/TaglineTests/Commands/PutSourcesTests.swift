import Foundation
import Testing

@testable import tagline

@Suite struct PutSourcesTests {
  private func resolve(_ names: [String], path: String?) throws -> [String] {
    try PutSources(path: path, isRecursive: false, directory: "/nowhere").resolve(names)
      .map(\.target)
  }

  @Test func withoutAPathTheSourceKeepsItsOwn() throws {
    #expect(try resolve(["data/a.json"], path: nil) == ["/data/a.json"])
    #expect(try resolve(["./a.json"], path: nil) == ["/a.json"])
    #expect(try resolve(["../../up/a.json"], path: "/") == ["/up/a.json"])
    #expect(try resolve(["/abs/a.json"], path: nil) == ["/abs/a.json"])
  }

  @Test func withAPathOneSourceGoesExactlyThere() throws {
    #expect(try resolve(["data/a.json"], path: "/x.json") == ["/x.json"])
  }

  @Test func severalSourcesGoBelowThePath() throws {
    #expect(
      try resolve(["data/a.json", "b.json"], path: "/in") == ["/in/data/a.json", "/in/b.json"])
  }

  @Test func standardInputNeedsAPath() {
    #expect(throws: Failure.self) { try resolve(["-"], path: nil) }
    #expect(throws: Failure.self) { try resolve(["http://x/y"], path: "/y") }
  }

  @Test func directoriesComeWithAllThatIsInThem() throws {
    let root = NSTemporaryDirectory() + "put-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: root) }
    try LocalFiles.makeDirectories(root + "/b/c")
    for name in ["z", "b/2", "b/c/1", ".hidden"] {
      try "x".write(toFile: "\(root)/\(name)", atomically: true, encoding: .utf8)
    }
    let sources = PutSources(path: "/in", isRecursive: true, directory: "/")
    #expect(
      try sources.resolve([root]).map(\.target) == [
        "/in/.hidden", "/in/b/2", "/in/b/c/1", "/in/z",
      ])
    let top = PutSources(path: "/", isRecursive: true, directory: "/")
    #expect(try top.resolve([root]).map(\.target) == ["/.hidden", "/b/2", "/b/c/1", "/z"])
    let flat = PutSources(path: "/in", isRecursive: false, directory: "/")
    #expect(throws: Failure.self) { try flat.resolve([root]) }
  }
}

@Suite struct LocalTreeTests {
  private let root = NSTemporaryDirectory() + "tree-\(UUID().uuidString)"

  @Test(arguments: ["../x", "a/../../x", "a//b", "", "./x", "a/."])
  func pathsThatLeaveTheDirectoryAreRefused(path: String) {
    #expect(throws: Failure.self) { try LocalTree(root: root).place(for: path) }
    #expect(LocalFiles.kind(of: root) == nil)
  }

  @Test func linksBelowTheDirectoryAreNotWrittenThrough() throws {
    defer { try? FileManager.default.removeItem(atPath: root) }
    try LocalFiles.makeDirectories(root)
    try FileManager.default.createSymbolicLink(
      atPath: root + "/out", withDestinationPath: NSTemporaryDirectory())
    #expect(throws: Failure.self) { try LocalTree(root: root).place(for: "out/x") }
    #expect(try LocalTree(root: root).place(for: "in/x") == root + "/in/x")
  }

  @Test func aLinkWhereAFileBelongsIsReplacedNotFollowed() async throws {
    defer { try? FileManager.default.removeItem(atPath: root) }
    try LocalFiles.makeDirectories(root)
    let outside = root + ".outside"
    defer { try? FileManager.default.removeItem(atPath: outside) }
    try "keep".write(toFile: outside, atomically: true, encoding: .utf8)
    try FileManager.default.createSymbolicLink(
      atPath: root + "/x", withDestinationPath: outside)
    let place = try LocalTree(root: root).place(for: "x")
    try await LocalFiles.write(to: place) { try $0.append([0x61]) }
    #expect(try String(contentsOfFile: outside, encoding: .utf8) == "keep")
    #expect(try String(contentsOfFile: place, encoding: .utf8) == "a")
  }
}
