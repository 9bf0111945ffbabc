import DataRepository
import LabelCore
import Testing

@Suite struct ListingContract {
  private static let files = [
    "/a", "/a-b", "/a.txt", "/a1/x", "/b/1", "/b/2", "/b/c/3", "/b/c/d/4", "/b0", "/zz",
  ]

  private static func withFiles(_ kind: StoreCase, _ body: @escaping StoreCase.Body) async throws {
    try await kind.withRepo { store in
      try await store.commit(files.reversed().map { .put($0, "x" + $0) })
      try await body(store)
    }
  }

  @Test(arguments: StoreCase.everywhere)
  func filesComeInByteOrder(_ kind: StoreCase) async throws {
    try await Self.withFiles(kind) { store in
      let found = try await store.list(at: head)
      #expect(found.map(\.path) == Self.files)
      #expect(found.allSatisfy { $0.kind == .file && $0.hash.count == 64 })
    }
  }

  @Test(arguments: StoreCase.everywhere)
  func aPrefixNeedNotEndAtADirectory(_ kind: StoreCase) async throws {
    try await Self.withFiles(kind) { store in
      let cases: [(String, [String])] = [
        ("/a", ["/a", "/a-b", "/a.txt", "/a1/x"]), ("/b/", ["/b/1", "/b/2", "/b/c/3", "/b/c/d/4"]),
        ("/b/c", ["/b/c/3", "/b/c/d/4"]), ("/c", []), ("", Self.files), ("/zzz", []),
      ]
      for (prefix, expected) in cases {
        let found = try await store.paths(ListRequest(prefix: prefix))
        #expect(found == expected, "\(prefix)")
      }
    }
  }

  @Test(arguments: StoreCase.everywhere)
  func oneLevelShowsDirectoriesWithTheirSizes(_ kind: StoreCase) async throws {
    try await Self.withFiles(kind) { store in
      let top = try await store.list(ListRequest(depth: .directories), at: head)
      #expect(top.map(\.path) == ["/a", "/a-b", "/a.txt", "/a1/", "/b/", "/b0", "/zz"])
      let b = try #require(top.first { $0.path == "/b/" })
      #expect(b.kind == .directory)
      if store.traits.pinsCommits { #expect(b.size == "x/b/1x/b/2x/b/c/3x/b/c/d/4".count) }
      #expect(try await store.inspectFile("/b", at: head) == b)
      let cases: [(String, [String])] = [
        ("/b/", ["/b/1", "/b/2", "/b/c/"]), ("/b/c", ["/b/c/"]), ("/b/c/", ["/b/c/3", "/b/c/d/"]),
        ("/b", ["/b/", "/b0"]), ("/no/", []),
      ]
      for (prefix, expected) in cases {
        let request = ListRequest(prefix: prefix, depth: .directories)
        #expect(try await store.paths(request) == expected, "\(prefix)")
      }
    }
  }

  @Test(arguments: StoreCase.everywhere)
  func aListGoesOnAfterAnyPath(_ kind: StoreCase) async throws {
    try await Self.withFiles(kind) { store in
      for depth in [ListRequest.Depth.recursive, .directories] {
        let all = try await store.paths(ListRequest(depth: depth))
        let marks = all + ["/", "/a0", "/b", "/b/", "/b/2", "/b/zzz", "/b/c/", "/zzz"]
        for after in marks {
          let found = try await store.paths(ListRequest(depth: depth, after: after))
          #expect(found == all.filter { Bytes(after.utf8) < Bytes($0.utf8) }, "\(depth) \(after)")
        }
      }
    }
  }

  @Test(arguments: StoreCase.everywhere)
  func pagesOfAnySizeMakeUpTheWhole(_ kind: StoreCase) async throws {
    try await Self.withFiles(kind) { store in
      for depth in [ListRequest.Depth.recursive, .directories] {
        let all = try await store.paths(ListRequest(depth: depth))
        for size in 1...all.count + 1 {
          var found: [String] = []
          while true {
            let request = ListRequest(depth: depth, after: found.last, limit: size)
            let page = try await store.paths(request)
            #expect(page.count <= size)
            found += page
            if page.count < size { break }
          }
          #expect(found == all, "\(depth), \(size) a page")
        }
      }
    }
  }

  @Test(arguments: StoreCase.pinned)
  func aListStaysAtItsCommitWhileTheBranchMoves(_ kind: StoreCase) async throws {
    try await kind.withRepo { store in
      let paths = (0..<3000).map { "/\(10_000 + $0)" }
      try await store.commit(paths.map { .put($0, "x") })
      var list = store.listFiles(ListRequest(), at: head).makeAsyncIterator()
      var found = [try await list.next()?.path]
      try await store.commit([.delete(path: "/"), .put("/20000", "y")])
      while let file = try await list.next() { found.append(file.path) }
      #expect(found == paths)
    }
  }
}

extension Bytes {
  fileprivate static func < (a: Bytes, b: Bytes) -> Bool { a.lexicographicallyPrecedes(b) }
}
