import DataRepository
import LabelCore
import Testing

@Suite struct RepoAndBranchContract {
  @Test(arguments: StoreCase.everywhere)
  func reposAreListedNewestFirst(_ kind: StoreCase) async throws {
    try await kind.run { store in
      #expect(try await store.listRepos().isEmpty)
      try await store.createRepo("raw_data", description: "texts")
      try await store.createRepo("labeled-data", description: "")
      #expect(try await store.listRepos().map(\.name) == ["labeled-data", "raw_data"])
      let info = try await store.inspectRepo("raw_data")
      #expect(info.size == 0)
      #expect(info.created > 1_500_000_000)
      guard store.traits.pinsCommits else { return }
      #expect(info.description == "texts")
      #expect(info.branches.isEmpty)
    }
  }

  @Test(arguments: StoreCase.everywhere)
  func aRepoIsMadeOnlyOnceAndOnlyWithAGoodName(_ kind: StoreCase) async throws {
    try await kind.withRepo { store in
      let taken = await expect(.repoExists) {
        try await store.createRepo("data", description: "")
      }
      #expect(taken == "repo data already exists")
      let bad = await expect(.invalidName) { try await store.createRepo("a.b", description: "") }
      #expect(
        bad
          == "name (a.b) invalid: only alphanumeric characters, underscores, and dashes are allowed"
      )
      await expect(.invalidName) { try await store.createRepo("", description: "") }
    }
  }

  @Test(arguments: StoreCase.pinned)
  func aRepoIsDeletedWithAllThatIsInIt(_ kind: StoreCase) async throws {
    try await kind.withRepo { store in
      try await store.commit([.put("/a", "1")])
      try await store.deleteRepo("data", force: false)
      let gone = await expect(.repoNotFound) { _ = try await store.inspectRepo("data") }
      #expect(gone.contains("repos/ data not found"))
      await expect(.repoNotFound) { _ = try await store.listBranches(of: "data") }
      await expect(.repoNotFound) { _ = try await store.text("/a") }
      try await store.deleteRepo("data", force: false)
      try await store.createRepo("data", description: "")
      #expect(try await store.commits() == [])
    }
  }

  @Test(arguments: StoreCase.everywhere)
  func anEmptyRepoIsDeletedAndMadeAgain(_ kind: StoreCase) async throws {
    try await kind.withRepo { store in
      try await store.commit([.put("/a", "1")])
      try await store.commit([.delete(path: "/a")])
      try await store.deleteRepo("data", force: false)
      await expect(.repoNotFound) { _ = try await store.inspectRepo("data") }
      await expect(.repoNotFound) { _ = try await store.listBranches(of: "data") }
      await expect(.repoNotFound) { _ = try await store.text("/a") }
      await expect(.repoNotFound) { try await store.commit([.put("/a", "2")]) }
      try await store.createRepo("data", description: "")
      try await store.commit([.put("/b", "3")])
      #expect(try await store.paths() == ["/b"])
    }
  }

  @Test(arguments: StoreCase.everywhere)
  func aCommitMakesAMissingBranchAndSaysWhichOneIsMissing(_ kind: StoreCase) async throws {
    try await kind.withRepo { store in
      try await store.commit([.put("/a", "1")])
      let other = Branch(repo: "data", name: "other")
      #expect(try await !store.hasBranch(other))
      let message = await expect(.branchNotFound) { _ = try await store.inspectBranch(other) }
      #expect(message.hasSuffix("branches/data/ other not found"))
      await expect(.branchNotFound) { _ = try await store.paths(at: CommitRef(other)) }
      await expect(.branchNotFound) { _ = try await store.text("/a", at: CommitRef(other)) }
      try await store.put(Bytes("2".utf8), at: "/a", on: other)
      #expect(try await store.text("/a", at: CommitRef(other)) == "2")
      #expect(try await store.text("/a") == "1")
      #expect(
        Set(try await store.listBranches(of: "data").map(\.branch)) == [master, other])
    }
  }

  @Test(arguments: StoreCase.pinned)
  func aRepoTellsTheSizeOfMasterAndItsBranches(_ kind: StoreCase) async throws {
    try await kind.withRepo { store in
      try await store.commit([.put("/a", "12345"), .put("/b/c", "678")])
      _ = try await store.createBranch(Branch(repo: "data", name: "v1"), head: "master")
      let info = try await store.inspectRepo("data")
      #expect(info.size == 8)
      #expect(info.branches.sorted() == ["master", "v1"])
      #expect(try await store.listRepos() == [info])
    }
  }

  @Test(arguments: StoreCase.everywhere)
  func aRepoTellsTheSizeOfItsMaster(_ kind: StoreCase) async throws {
    try await kind.withRepo { store in
      try await store.commit([.put("/a", "12345"), .put("/b/c", "678")])
      let other = Branch(repo: "data", name: "other")
      try await store.put(Bytes("9".utf8), at: "/x", on: other)
      let info = try await store.inspectRepo("data")
      #expect(info.size == 8)
      #expect(Set(info.branches) == ["master", "other"])
      #expect(try await store.listRepos() == [info])
    }
  }

  @Test(arguments: StoreCase.without(.blankHeads))
  func aBranchWithoutCommitsHasNoHead(_ kind: StoreCase) async throws {
    try await kind.withRepo { store in
      let made = try await store.createBranch(master, head: nil)
      #expect(made == BranchInfo(branch: master, head: nil))
      #expect(try await store.inspectBranch(master) == made)
      #expect(try await store.listBranches(of: "data") == [made])
      guard store.traits.pinsCommits else {
        #expect(try await store.paths() == [])
        return
      }
      let message = await expect(.noHead) { _ = try await store.paths() }
      #expect(message == "the branch \"master\" has no head (create one with 'start commit')")
    }
  }

  @Test(arguments: StoreCase.pinned)
  func aBranchMarksAVersionThatStays(_ kind: StoreCase) async throws {
    try await kind.withRepo { store in
      let first = try await store.commit([.put("/a", "one")])
      let v1 = Branch(repo: "data", name: "v1")
      #expect(try await store.createBranch(v1, head: "master").head == first.id)
      let second = try await store.commit([.put("/a", "two")])
      #expect(try await store.text("/a", at: CommitRef(v1)) == "one")
      #expect(try await store.text("/a") == "two")
      let branches = try await store.listBranches(of: "data")
      #expect(
        branches == [
          BranchInfo(branch: v1, head: first.id), BranchInfo(branch: master, head: second.id),
        ])
    }
  }

  @Test(arguments: StoreCase.pinned)
  func aHeadIsABranchOrAnIdWithSuffixes(_ kind: StoreCase) async throws {
    try await kind.withRepo { store in
      var ids: [String] = []
      for text in ["1", "2", "3"] { ids.append(try await store.commit([.put("/a", text)]).id) }
      let mark = Branch(repo: "data", name: "mark")
      for (head, place) in [("master^", 1), ("master~2", 0), (ids[1], 1), ("\(ids[2])^^", 0)] {
        #expect(try await store.createBranch(mark, head: head).head == ids[place], "\(head)")
      }
      guard !kind.differences.contains(.blankHeads) else { return }
      #expect(try await store.createBranch(mark, head: nil).head == nil, "moved to no commit")
    }
  }

  @Test(arguments: StoreCase.pinned)
  func aHeadThatIsNotThereIsRefused(_ kind: StoreCase) async throws {
    try await kind.withRepo { store in
      try await store.commit([.put("/a", "1")])
      let mark = Branch(repo: "data", name: "mark")
      let noBranch = await expect(.branchNotFound) {
        _ = try await store.createBranch(mark, head: "nosuch")
      }
      #expect(noBranch.hasPrefix("unable to inspect data@nosuch: "))
      #expect(noBranch.hasSuffix("branches/data/ nosuch not found"))
      let tooFar = await expect(.commitNotFound) {
        _ = try await store.createBranch(mark, head: "master^99")
      }
      #expect(tooFar == "commit master^99 not found in repo data")
      #expect(try await !store.hasBranch(mark), "nothing was made")
    }
  }

  @Test(arguments: StoreCase.pinned)
  func aDeletedBranchLeavesItsCommits(_ kind: StoreCase) async throws {
    try await kind.withRepo { store in
      let commit = try await store.commit([.put("/a", "kept")])
      try await store.deleteBranch(master, force: false)
      let gone = await expect(.branchNotFound) { _ = try await store.inspectBranch(master) }
      #expect(gone.hasSuffix("branches/data/ master not found"))
      await expect(.branchNotFound) { _ = try await store.text("/a") }
      #expect(try await store.text("/a", at: CommitRef(repo: "data", commit: commit.id)) == "kept")
      try await store.deleteBranch(master, force: false)
    }
  }

  @Test(arguments: StoreCase.everywhere)
  func aMissingRepoIsNamedByEveryOperation(_ kind: StoreCase) async throws {
    try await kind.run { store in
      await expect(.repoNotFound) { _ = try await store.inspectRepo("data") }
      await expect(.repoNotFound) { _ = try await store.inspectBranch(master) }
      await expect(.repoNotFound) { _ = try await store.commit([.put("/a", "1")]) }
      await expect(.repoNotFound) { _ = try await store.paths() }
      await expect(.repoNotFound) { _ = try await store.text("/a") }
      let repos = try await store.listRepos()
      #expect(repos.isEmpty, "nothing was made")
      guard store.traits.pinsCommits else { return }
      await expect(.repoNotFound) { _ = try await store.createBranch(master, head: nil) }
      await expect(.repoNotFound) { _ = try await store.commits() }
      await expect(.repoNotFound) {
        _ = try await store.startCommit(on: master, parent: nil, description: "")
      }
    }
  }
}
