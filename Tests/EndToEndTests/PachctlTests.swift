import Foundation
import Testing

/// What pachctl 1.13 shows of files over time and of how commits differ, on a file and on a served store.
@Suite struct PachctlTests {
  private struct Scene {
    let shell: Shell

    /// `/dir/a` with three contents, the second of them twice, and `/b`, which is in the last commit only.
    init(isServed: Bool) throws {
      shell = try Shell(isServed: isServed)
      try shell.tagline("create repo data")
      for text in ["one", "two", "two", "three"] {
        try shell.tagline("put file data@master:/dir/a -f - -o", input: text)
      }
      try shell.tagline("put file data@master:/b -f -", input: "new")
    }

    func rows(_ line: String) throws -> [[String]] {
      try shell.tagline(line).split(separator: "\n").map {
        $0.split(separator: " ").map(String.init)
      }
    }
  }

  @Test(arguments: [false, true])
  func theHistoryOfAFileIsEachContentAtItsOldestCommit(isServed: Bool) throws {
    let scene = try Scene(isServed: isServed)
    let commits = try scene.rows("list commit data@master").dropFirst().map { $0[2] }
    let rows = try scene.rows("list file data@master:/dir/a --history all")
    #expect(rows.first == ["COMMIT", "NAME", "TYPE", "COMMITTED", "SIZE"])
    #expect(rows.dropFirst().map { $0[0] } == [commits[1], commits[3], commits[4]])
    #expect(rows.dropFirst().map { $0.last } == ["5B", "3B", "3B"])
    #expect(try scene.rows("list file data@master:/dir/a --history 2").count == 3)
    #expect(try scene.rows("list file data@master:/dir/a --history none")[0].first == "NAME")
    _ = try scene.shell.complaint("list file data@master --history few", ends: 2)
  }

  @Test(arguments: [false, true])
  func differencesAreShownByDirectoryOrByAProgramOfOnesOwn(isServed: Bool) throws {
    let scene = try Scene(isServed: isServed)
    let deep = try scene.rows("diff file data@master data@master^^ --name-only")
    #expect(deep.dropFirst().map { $0[0] + $0[1] } == ["+b", "+dir/a", "-dir/a"])
    let shallow = try scene.rows("diff file data@master data@master^^ --name-only --shallow")
    #expect(shallow.dropFirst().map { $0[0] + $0[1] } == ["+b", "+dir", "-dir"])
    #expect(shallow.dropFirst().map { $0[2] } == ["file", "dir", "dir"])
    let shown = try scene.shell.tagline(
      "diff file data@master:/dir data@master^^:/dir --diff-command", ["head -n 1"])
    #expect(shown.contains("two") && shown.contains("three") && !shown.contains("new-b"))
    _ = try scene.shell.complaint(
      "diff file data@master data@master^^ --diff-command no-such-program", ends: 2)
  }

  @Test func addingToAFileIsWhatItIsWithoutAFlagAndWithTheOneOf2() throws {
    let scene = try Scene(isServed: false)
    try scene.shell.tagline("put file data@master:/b -f - --append", input: "er")
    try scene.shell.tagline("put file data@master:/b -f -", input: "!")
    #expect(try scene.shell.tagline("get file data@master:/b") == "newer!")
    _ = try scene.shell.complaint("put file data@master:/b -f - -a -o", ends: 2)
  }
}
