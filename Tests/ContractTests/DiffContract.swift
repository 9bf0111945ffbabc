import DataRepository
import LabelCore
import Testing

@Suite struct DiffContract {
  @Test(arguments: StoreCase.pinned)
  func aDifferenceHasBothSidesInByteOrder(_ kind: StoreCase) async throws {
    try await kind.withRepo { store in
      try await store.commit([.put("/a", "1"), .put("/b/x", "2"), .put("/c", "3")])
      try await store.commit([.delete(path: "/a"), .put("/b/x", "22"), .put("/b-", "4")])
      let old = CommitRef(repo: "data", commit: "master^")
      let found = try await store.diff(from: old, to: head).collect()
      #expect(found.map(\.path) == ["/a", "/b-", "/b/x"])
      #expect(found.map { $0.old?.size } == [1, nil, 1])
      #expect(found.map { $0.new?.size } == [nil, 1, 2])
      #expect(try await store.inspectFile("/a", at: old) == found[0].old)
      #expect(try await store.inspectFile("/b/x", at: head) == found[2].new)
      let back = try await store.diff(from: head, to: old).collect()
      #expect(back == found.map { FileDifference(path: $0.path, old: $0.new, new: $0.old) })
    }
  }

  @Test(arguments: StoreCase.everywhere)
  func branchesDifferWhereTheirFilesDo(_ kind: StoreCase) async throws {
    try await kind.withRepo { store in
      let other = Branch(repo: "data", name: "other")
      try await store.commit([.put("/a", "1"), .put("/b/x", "2"), .put("/c", "3")])
      let changes: [FileChange] = [.put("/c", "3"), .put("/b/x", "22"), .put("/b-", "4")]
      _ = try await store.commit(changes, to: other, description: "", ifHead: nil)
      let found = try await store.diff(from: head, to: CommitRef(other)).collect()
      #expect(found.map(\.path) == ["/a", "/b-", "/b/x"])
      #expect(found.map { $0.old?.size } == [1, nil, 1])
      #expect(found.map { $0.new?.size } == [nil, 1, 2])
      #expect(try await store.inspectFile("/a", at: head) == found[0].old)
      #expect(try await store.diff(from: head, to: head).collect() == [])
      let all = try await store.diff(from: nil, to: head).collect()
      #expect(all.map(\.path) == ["/a", "/b/x", "/c"])
      #expect(all.allSatisfy { $0.old == nil })
    }
  }

  @Test(arguments: StoreCase.pinned)
  func equalFilesDoNotDifferWheneverTheyWereCommitted(_ kind: StoreCase) async throws {
    try await kind.withRepo { store in
      try await store.commit([.put("/a", "1"), .put("/b", "2")])
      try await store.commit([.put("/a", "x")])
      try await store.commit([.put("/a", "1"), .put("/b", "2")])
      let old = CommitRef(repo: "data", commit: "master~2")
      #expect(try await store.diff(from: old, to: head).collect() == [])
      #expect(try await store.diff(from: head, to: head).collect() == [])
    }
  }

  @Test(arguments: StoreCase.pinned)
  func everythingDiffersFromTheEmptyTree(_ kind: StoreCase) async throws {
    try await kind.withRepo { store in
      try await store.commit([.put("/a", "1"), .put("/b/c", "2")])
      let found = try await store.diff(from: nil, to: head).collect()
      #expect(found.map(\.path) == ["/a", "/b/c"])
      #expect(found.allSatisfy { $0.old == nil })
      try await store.commit([.delete(path: "/")])
      let gone = try await store.diff(
        from: CommitRef(repo: "data", commit: "master^"), to: head
      ).collect()
      #expect(gone.map(\.path) == ["/a", "/b/c"])
      #expect(gone.allSatisfy { $0.new == nil })
      #expect(try await store.diff(from: nil, to: head).collect() == [])
    }
  }
}
