import DataRepository
import LabelCore
import Testing

@Suite struct CommitContract {
  @Test(arguments: StoreCase.pinned)
  func aCommitKnowsItsParentTimesAndSize(_ kind: StoreCase) async throws {
    try await kind.withRepo { store in
      let first = try await store.commit(
        [.put("/a", "123")], to: master, description: "first", ifHead: nil)
      let second = try await store.commit([.put("/b", "45")])
      #expect(first.id.count == 32)
      #expect(first.id.allSatisfy { $0.isHexDigit && !$0.isUppercase })
      #expect(first.parent == nil)
      #expect(first.description == (store.traits.describesCommits ? "first" : ""))
      #expect(first.branch == "master")
      #expect(second.parent == first.id)
      #expect(second.size == 5)
      let finished = try #require(second.finished)
      #expect(second.started <= finished)
      #expect(try await store.inspectCommit(head) == second)
      #expect(try await store.inspectCommit(CommitRef(repo: "data", commit: first.id)) == first)
    }
  }

  @Test(arguments: StoreCase.pinned)
  func suffixesNameAncestors(_ kind: StoreCase) async throws {
    try await kind.withRepo { store in
      var ids: [String] = []
      for text in ["1", "2", "3", "4"] { ids.append(try await store.commit([.put("/a", text)]).id) }
      let cases = [
        ("master", 3), ("master^", 2), ("master^^", 1), ("master^2", 1), ("master~3", 0),
        ("master^~1", 1), ("\(ids[2])^", 1), ("master.1", 0), ("master.3", 2), ("master^0", 3),
      ]
      for (name, place) in cases {
        let found = try await store.inspectCommit(CommitRef(repo: "data", commit: name))
        #expect(found.id == ids[place], "\(name)")
      }
      for name in ["master^4", "master.5", "master~x", "\(ids[0])^"] {
        await expect(.commitNotFound) {
          _ = try await store.inspectCommit(CommitRef(repo: "data", commit: name))
        }
      }
      await expect(.branchNotFound) {
        _ = try await store.inspectCommit(CommitRef(repo: "data", commit: "nosuch"))
      }
      let unknown = "0123456789ab4def0123456789abcdef"
      let message = await expect(.commitNotFound) {
        _ = try await store.inspectCommit(CommitRef(repo: "data", commit: unknown))
      }
      #expect(message == "commit \(unknown) not found in repo data")
    }
  }

  @Test(arguments: StoreCase.pinned)
  func commitsAreListedNewestFirst(_ kind: StoreCase) async throws {
    try await kind.withRepo { store in
      var ids: [String] = []
      for text in ["1", "2", "3"] { ids.append(try await store.commit([.put("/a", text)]).id) }
      let other = try await store.commit(
        [.put("/z", "z")], to: Branch(repo: "data", name: "other"), description: "", ifHead: nil)
      #expect(try await store.commits() == [other.id] + ids.reversed())
      #expect(try await store.commits(limit: 2) == [other.id, ids[2]])
      #expect(try await store.commits(head) == ids.reversed())
      #expect(try await store.commits(head, limit: 2) == [ids[2], ids[1]])
      #expect(
        try await store.commits(CommitRef(repo: "data", commit: "master^")) == [ids[1], ids[0]])
      #expect(try await store.commits(limit: 0) == [])
    }
  }

  @Test(arguments: StoreCase.pinned)
  func longHistoriesAreListedWhole(_ kind: StoreCase) async throws {
    try await kind.withRepo { store in
      var ids: [String] = []
      for number in 0..<600 { ids.append(try await store.commit([.put("/a", "\(number)")]).id) }
      #expect(try await store.commits() == ids.reversed())
      #expect(try await store.commits(head) == ids.reversed())
      #expect(try await store.commits(head, limit: 300) == ids.reversed().prefix(300).map { $0 })
    }
  }

  @Test(arguments: StoreCase.pinned)
  func changesGoIntoAnOpenCommitUntilItIsFinished(_ kind: StoreCase) async throws {
    try await kind.withRepo { store in
      try await store.commit([.put("/a", "old")])
      let open = try await store.startCommit(on: master, parent: nil, description: "by hand")
      #expect(open.finished == nil)
      #expect(open.description == "by hand")
      #expect(try await store.inspectBranch(master).head == open.id)
      #expect(try await store.commit([.put("/b", "1")]).id == open.id)
      #expect(try await store.commit([.put("/c", "2")]).id == open.id)
      #expect(try await store.text("/b") == "1", "an open commit can be read")
      #expect(try await store.inspectFile("/b", at: head).committed == nil)
      let again = await expect(.commitOpen) {
        _ = try await store.startCommit(on: master, parent: nil, description: "")
      }
      #expect(again == "parent commit data@\(open.id) has not been finished")
      let done = try await store.finishCommit(head, description: nil)
      #expect(done.id == open.id)
      #expect(done.description == "by hand")
      #expect(done.finished != nil)
      if !kind.differences.contains(.commitTimes) {
        #expect(try await store.inspectFile("/b", at: head).committed == done.finished)
      }
      #expect(try await store.paths() == ["/a", "/b", "/c"])
      #expect(try await store.commit([.put("/d", "3")]).id != open.id)
    }
  }

  @Test(arguments: StoreCase.pinned)
  func aFinishedCommitTakesNothingMore(_ kind: StoreCase) async throws {
    try await kind.withRepo { store in
      let commit = try await store.commit([.put("/a", "1")])
      let message = await expect(.commitFinished) {
        _ = try await store.finishCommit(head, description: nil)
      }
      #expect(message == "commit \(commit.id) in repo data has already finished")
      await expect(.commitFinished) {
        _ = try await store.commit(
          [.put("/b", "1")], to: Branch(repo: "data", name: commit.id), description: "",
          ifHead: nil)
      }
    }
  }

  @Test(arguments: StoreCase.pinned)
  func aCommitCanStartAtAnotherParentAndMovesTheBranch(_ kind: StoreCase) async throws {
    try await kind.withRepo { store in
      let first = try await store.commit([.put("/a", "1")])
      try await store.commit([.put("/a", "2")])
      let open = try await store.startCommit(on: master, parent: "master^", description: "")
      #expect(open.parent == first.id)
      #expect(try await store.text("/a") == "1")
      let done = try await store.finishCommit(
        CommitRef(repo: "data", commit: open.id), description: "back to the first")
      #expect(done.description == "back to the first")
      #expect(try await store.commits(head) == [open.id, first.id])
    }
  }

  @Test(arguments: StoreCase.pinned)
  func aDeletedCommitLeavesItsChildrenToItsParent(_ kind: StoreCase) async throws {
    try await kind.withRepo { store in
      let first = try await store.commit([.put("/a", "1")])
      let second = try await store.commit([.put("/b", "2")])
      let third = try await store.commit([.put("/c", "3")])
      try await store.deleteCommit(CommitRef(repo: "data", commit: second.id))
      #expect(try await store.commits() == [third.id, first.id])
      #expect(try await store.inspectCommit(head).parent == first.id)
      #expect(try await store.text("/b") == "2", "later commits keep their files")
      await expect(.commitNotFound) {
        _ = try await store.inspectCommit(CommitRef(repo: "data", commit: second.id))
      }
      try await store.deleteCommit(head)
      #expect(try await store.inspectBranch(master).head == first.id)
      try await store.deleteCommit(head)
      guard !kind.differences.contains(.blankHeads) else { return }
      #expect(try await store.inspectBranch(master).head == nil)
    }
  }

  @Test(arguments: StoreCase.pinned)
  func subscribersGetEveryFinishedCommitInOrder(_ kind: StoreCase) async throws {
    try await kind.withRepo { store in
      let first = try await store.commit([.put("/a", "1")])
      let second = try await store.commit([.put("/a", "2")])
      var all = store.subscribe(to: master, after: nil).makeAsyncIterator()
      #expect(try await all.next() == first)
      #expect(try await all.next() == second)
      var later = store.subscribe(to: master, after: second.id).makeAsyncIterator()
      let open = try await store.startCommit(on: master, parent: nil, description: "")
      async let awaited = later.next()
      try await store.commit([.put("/a", "3")])
      let done = try await store.finishCommit(head, description: nil)
      #expect(done.id == open.id)
      #expect(try await awaited == done)
      await expect(.branchNotFound) {
        for try await _ in store.subscribe(to: Branch(repo: "data", name: "no"), after: nil) {}
      }
    }
  }

  @Test(arguments: StoreCase.pinned)
  func aSubscriberThatIsCancelledStops(_ kind: StoreCase) async throws {
    try await kind.withRepo { store in
      try await store.commit([.put("/a", "1")])
      let task = Task {
        var count = 0
        for try await _ in store.subscribe(to: master, after: nil) { count += 1 }
        return count
      }
      task.cancel()
      let count = (try? await task.value) ?? 0
      #expect(count <= 1)
    }
  }
}
