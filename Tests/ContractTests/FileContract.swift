import DataRepository
import LabelCore
import Testing

@Suite struct FileContract {
  @Test(arguments: StoreCase.everywhere)
  func putReplacesAndAppendAdds(_ kind: StoreCase) async throws {
    try await kind.withRepo { store in
      try await store.commit([.put("/a", "one"), .append("/new", "x")])
      try await store.commit([.append("/a", ", two"), .append("/a", ", three"), .put("/b", "1")])
      #expect(try await store.text("/a") == "one, two, three")
      #expect(try await store.text("/new") == "x")
      try await store.commit([.put("/a", "four"), .append("/a", "!"), .append("/b", "2")])
      #expect(try await store.text("/a") == "four!")
      #expect(try await store.text("/b") == "12")
      try await store.commit([.append("/a", "?"), .put("/a", "five"), .put("/b", "")])
      #expect(try await store.text("/a") == "five")
      #expect(try await store.text("/b") == "")
      try await store.commit([.append("/a", "?"), .delete(path: "/a"), .append("/a", "six")])
      #expect(try await store.text("/a") == "six")
    }
  }

  @Test(arguments: StoreCase.everywhere)
  func whatIsAtManyPathsIsToldInTheirOrder(_ kind: StoreCase) async throws {
    try await kind.withRepo { store in
      try await store.commit([.put("/a", "1"), .put("/d/b", "22"), .put("/x y", "333")])
      let paths = ["/x y", "/no", "/d", "/a", "/d/b", "/a/b"]
      let found = try await store.inspectFiles(paths, at: head).collect()
      #expect(found.map(\.path) == ["/x y", "/d/", "/a", "/d/b"])
      for info in found {
        #expect(try await store.inspectFile(info.path, at: head) == info)
      }
      #expect(try await store.inspectFiles([], at: head).collect().isEmpty)
    }
  }

  @Test(arguments: StoreCase.everywhere)
  func aFileKnowsItsSizeHashAndTheCommitThatChangedIt(_ kind: StoreCase) async throws {
    try await kind.withRepo { store in
      let first = try await store.commit([.put("/a", "same"), .put("/d/b", "same")])
      try await store.commit([.put("/c", "other")])
      let a = try await store.inspectFile("/a", at: head)
      #expect(a.kind == .file)
      #expect(a.path == "/a")
      #expect(a.size == 4)
      if store.traits.pinsCommits, !kind.differences.contains(.commitTimes) {
        #expect(a.committed == first.finished)
      }
      #expect(a.hash.count == 64)
      #expect(try await store.inspectFile("/d/b", at: head).hash == a.hash)
      #expect(try await store.inspectFile("/c", at: head).hash != a.hash)
    }
  }

  @Test(arguments: StoreCase.pinned)
  func aDirectoryHasTheSizeOfAllBelowAndAHashOfItsContent(_ kind: StoreCase) async throws {
    try await kind.withRepo { store in
      try await store.commit([.put("/d/a", "12"), .put("/d/e/b", "345"), .put("/d-x", "6")])
      let d = try await store.inspectFile("/d", at: head)
      #expect(d.kind == .directory)
      #expect(d.path == "/d/")
      #expect(d.size == 5)
      #expect(try await store.inspectFile("/d/", at: head) == d)
      #expect(try await store.inspectFile("/", at: head).size == 6)
      try await store.commit([.put("/d-x", "7")])
      #expect(try await store.inspectFile("/d", at: head).hash == d.hash)
      try await store.commit([.put("/d/e/b", "346")])
      #expect(try await store.inspectFile("/d", at: head).hash != d.hash)
      try await store.commit([.put("/d/e/b", "345")])
      #expect(try await store.inspectFile("/d", at: head).hash == d.hash)
    }
  }

  @Test(arguments: StoreCase.everywhere)
  func whatIsNotThereIsNamed(_ kind: StoreCase) async throws {
    try await kind.withRepo { store in
      let commit = try await store.commit([.put("/a", "1"), .put("/d/b", "2")])
      let message = await expect(.fileNotFound) {
        _ = try await store.inspectFile("/nope", at: head)
      }
      let place = store.traits.pinsCommits ? commit.id : "master"
      #expect(message == "file /nope not found in repo data at commit \(place)")
      for path in ["/nope", "/a/b", "/d", "/d/", "/d/b/c", "/"] {
        await expect(.fileNotFound) { _ = try await store.text(path) }
      }
    }
  }

  @Test(arguments: StoreCase.everywhere)
  func pathsThatNoFileCanHaveAreRefusedAndNothingIsWritten(_ kind: StoreCase) async throws {
    try await kind.withRepo { store in
      let before = try await store.commit([.put("/a", "1")])
      for path in ["/x//y", "/./x", "/x/../y", "/x/..", "/x\u{0}y", "/x\ny", "//"] {
        await expect(.invalidPath) {
          try await store.commit([.put("/good", "2"), .put(path, "3")])
        }
      }
      #expect(try await store.paths() == ["/a"])
      guard store.traits.pinsCommits else { return }
      #expect(try await store.inspectBranch(master).head == before.id)
    }
  }

  @Test(arguments: StoreCase.without(.directoriesGiveWay))
  func aFileNeverTakesThePlaceOfADirectory(_ kind: StoreCase) async throws {
    try await kind.withRepo { store in
      try await store.commit([.put("/a", "1"), .put("/d/e/b", "2"), .put("/d-", "3")])
      for path in ["/a/b", "/a/b/c", "/d", "/d/e"] {
        await expect(.pathCollision) { try await store.commit([.put(path, "x")]) }
        await expect(.pathCollision) { try await store.commit([.append(path, "x")]) }
        await expect(.pathCollision) {
          try await store.commit([.copy(from: head, source: "/d-", path: path)])
        }
      }
      #expect(try await store.paths() == ["/a", "/d-", "/d/e/b"])
    }
  }

  @Test(arguments: StoreCase.everywhere)
  func aDirectoryIsToldFromAFile(_ kind: StoreCase) async throws {
    try await kind.withRepo { store in
      try await store.commit([.put("/d/a", "12"), .put("/d/e/b", "345"), .put("/d-x", "6")])
      for (path, found) in [("/d", "/d/"), ("/d/", "/d/"), ("/d/e", "/d/e/"), ("/", "/")] {
        let info = try await store.inspectFile(path, at: head)
        #expect(info.kind == .directory)
        #expect(info.path == found)
      }
      #expect(try await store.inspectFile("/d-x", at: head).kind == .file)
    }
  }

  @Test(arguments: StoreCase.pinned.filter { !$0.differences.contains(.directoriesGiveWay) })
  func aPathIsNeverBothAFileAndADirectory(_ kind: StoreCase) async throws {
    try await kind.withRepo { store in
      let before = try await store.commit([.put("/a", "1"), .put("/d/e/b", "2"), .put("/d-", "3")])
      let below = await expect(.pathCollision) { try await store.commit([.put("/a/b", "x")]) }
      #expect(
        below == "attempted to visit \"/a\", but it's not a directory"
          || below.contains("file / directory path collision"))
      for change: FileChange in [
        .put("/a/b/c", "x"), .put("/d", "x"), .put("/d/e", "x"), .append("/d/", "x"),
        .put("/", "x"), .copy(from: head, source: "/a", path: "/d"),
        .copy(from: head, source: "/d", path: "/a"),
      ] {
        await expect(.pathCollision) { try await store.commit([.put("/new", "x"), change]) }
      }
      await expect(.pathCollision) { try await store.commit([.put("/n/m", "x"), .put("/n", "x")]) }
      await expect(.pathCollision) { try await store.commit([.put("/n", "x"), .put("/n/m", "x")]) }
      #expect(try await store.inspectBranch(master).head == before.id)
      #expect(try await store.paths() == ["/a", "/d-", "/d/e/b"])
    }
  }

  @Test(arguments: StoreCase.everywhere)
  func aFileTakesTheNameOfADeletedDirectoryAndTheOtherWayRound(_ kind: StoreCase) async throws {
    try await kind.withRepo { store in
      try await store.commit([.put("/a", "1"), .put("/d/e/b", "2"), .put("/d/c", "3")])
      try await store.commit([
        .delete(path: "/a"), .put("/a/x", "4"), .delete(path: "/d/"), .put("/d", "5"),
      ])
      #expect(try await store.paths() == ["/a/x", "/d"])
      try await store.commit([
        .delete(path: "/d"), .put("/d/y", "6"), .delete(path: "/d"), .put("/d", "7"),
      ])
      #expect(try await store.paths() == ["/a/x", "/d"])
      try await store.commit([.delete(path: "/d"), .put("/e", "8"), .delete(path: "/")])
      #expect(try await store.paths() == [])
    }
  }

  @Test(arguments: StoreCase.everywhere)
  func deletingIsNoErrorWhereNothingIs(_ kind: StoreCase) async throws {
    try await kind.withRepo { store in
      let first = try await store.commit([.delete(path: "/no")])
      #expect(first.size == 0)
      if store.traits.pinsCommits {
        #expect(
          try await store.inspectBranch(master).head == first.id, "it is a commit all the same")
      }
      try await store.commit([.put("/a", "1")])
      try await store.commit([.delete(path: "/no"), .delete(path: "/a/no")])
      #expect(try await store.paths() == ["/a"])
    }
  }

  @Test(arguments: StoreCase.everywhere)
  func filesAndTreesAreCopiedFromAnyCommit(_ kind: StoreCase) async throws {
    try await kind.withRepo { store in
      let first = try await store.commit([.put("/d/a", "1"), .put("/d/e/b", "2"), .put("/f", "3")])
      try await store.commit([.delete(path: "/")])
      let old = CommitRef(repo: "data", commit: first.id)
      let copied = try await store.commit([
        .copy(from: old, source: "/d", path: "/d2"), .copy(from: old, source: "/f", path: "/g/f"),
      ])
      #expect(try await store.paths() == ["/d2/a", "/d2/e/b", "/g/f"])
      #expect(try await store.text("/d2/e/b") == "2")
      if store.traits.pinsCommits, !kind.differences.contains(.commitTimes) {
        #expect(try await store.inspectFile("/g/f", at: head).committed == copied.finished)
      }
      await expect(.fileNotFound) {
        try await store.commit([.copy(from: old, source: "/no", path: "/x")])
      }
      try await store.createRepo("other", description: "")
      let other = Branch(repo: "other", name: "main")
      _ = try await store.commit(
        [.copy(from: old, source: "/", path: "/all")], to: other, description: "", ifHead: nil)
      #expect(try await store.paths(at: CommitRef(other)) == ["/all/d/a", "/all/d/e/b", "/all/f"])
    }
  }

  @Test(arguments: StoreCase.everywhere)
  func rangesAreReadAsAsked(_ kind: StoreCase) async throws {
    try await kind.withRepo { store in
      let body = Bytes((0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 / 7) })
      try await store.put(body, at: "/big", on: master)
      try await store.put(Bytes(body[..<100]), at: "/small", on: master)
      let cases: [(Int, Int?)] = [
        (0, nil), (0, 0), (0, 1), (1_048_575, 2), (1_048_576, 1), (5, 2_500_000),
        (2_999_999, nil), (3_000_000, nil), (4_000_000, 5), (2_999_000, 5000),
      ]
      for (offset, length) in cases {
        var pieces: [Bytes] = []
        for try await piece in store.readFile("/big", at: head, offset: offset, length: length) {
          #expect(piece.count <= 1 << 20)
          pieces.append(piece)
        }
        let expected = Array(body.dropFirst(offset).prefix(length ?? Int.max))
        #expect(Bytes(pieces.joined()) == expected, "\(offset), \(length ?? -1)")
      }
      let part = try await store.readFile("/small", at: head, offset: 98, length: 50).collect()
      #expect(part == [Bytes(body[98..<100])])
    }
  }

  @Test(arguments: StoreCase.everywhere)
  func manyFilesAreReadAtOnceInTheOrderAskedFor(_ kind: StoreCase) async throws {
    try await kind.withRepo { store in
      // More than is read at once; where each file is a commit of its own, not many more.
      let count = store.traits.commitsAtomically ? 700 : 200
      try await store.commit((0..<count).map { .put("/f/\($0)", "text \($0)") })
      let wanted = (0..<count).reversed().map { "/f/\($0)" } + ["/no", "/f", "/f/3"]
      let found = try await store.readFiles(wanted, at: head).collect()
      #expect(found.map(\.path) == wanted.filter { $0 != "/no" && $0 != "/f" })
      #expect(found.first?.bytes == Bytes("text \(count - 1)".utf8))
      #expect(try await store.inspectFile("/f/3", at: head).hash == found.last?.hash)
      #expect(try await store.readFiles([], at: head).collect() == [])
    }
  }

  @Test(arguments: StoreCase.without(.asciiPaths))
  func pathsKeepEveryByte(_ kind: StoreCase) async throws {
    try await kind.withRepo { store in
      // The composed and the decomposed é are equal as Swift strings, but two files.
      let paths = [
        "/é", "/e\u{301}", "/日本", "/a b", "/a+b?*[x]", "/%2F", "/😀/x", "/...", "/.x/x..y",
      ]
      try await store.commit(paths.map { .put($0, $0) })
      let sorted = paths.map { Bytes($0.utf8) }.sorted { $0.lexicographicallyPrecedes($1) }
      #expect(try await store.paths().map { Bytes($0.utf8) } == sorted)
      for path in paths { #expect(Bytes(try await store.text(path).utf8) == Bytes(path.utf8)) }
    }
  }
}
