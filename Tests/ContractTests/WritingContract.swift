import DataRepository
import LabelCore
import Testing

@Suite struct WritingContract {
  @Test(arguments: StoreCase.pinned)
  func aConditionalCommitNeedsTheExpectedHead(_ kind: StoreCase) async throws {
    try await kind.withRepo { store in
      let first = try await store.commit([.put("/a", "1")], ifHead: .empty)
      await expect(.conflict) { try await store.commit([.put("/a", "2")], ifHead: .empty) }
      let second = try await store.commit([.put("/a", "2")], ifHead: .commit(first.id))
      let message = await expect(.conflict) {
        try await store.commit([.put("/a", "3")], ifHead: .commit(first.id))
      }
      #expect(message == "the head of data@master is commit \(second.id), not commit \(first.id)")
      #expect(try await store.text("/a") == "2")
      _ = try await store.createBranch(Branch(repo: "data", name: "bare"), head: nil)
      _ = try await store.commit(
        [.put("/a", "1")], to: Branch(repo: "data", name: "bare"), description: "", ifHead: .empty)
    }
  }

  @Test(arguments: StoreCase.pinned)
  func noChangesMakeNoCommit(_ kind: StoreCase) async throws {
    try await kind.withRepo { store in
      await expect(.noHead) { try await store.commit([]) }
      #expect(try await !store.hasBranch(master))
      let commit = try await store.commit([.put("/a", "1")])
      #expect(try await store.commit([]) == commit)
      #expect(try await store.commits() == [commit.id])
    }
  }

  /// Ten files, three of which come at a time; nothing but them is asked for.
  private func paged(failingAt last: Int? = nil) -> PagedFiles {
    let files = (0..<10).map { number in
      PagedFiles.File(path: "/d/\(number)", bytes: Bytes("text \(number)".utf8))
    }
    return PagedFiles { after in
      let rest = files.filter { $0.path > after }.prefix(3)
      if let last, rest.contains(where: { $0.path == "/d/\(last)" }) {
        throw StoreError(.failed, "page", "the page cannot be read")
      }
      return Array(rest)
    }
  }

  @Test(arguments: StoreCase.everywhere)
  func filesThatComePageByPageAreOneCommit(_ kind: StoreCase) async throws {
    try await kind.withRepo { store in
      let first = try await store.commit([.put("/d/3", "old"), .put("/z", "stays")])
      let commit = try await store.commit(
        putting: paged(), to: master, description: "ten", ifHead: nil)
      #expect(try await store.paths() == (0..<10).map { "/d/\($0)" } + ["/z"])
      #expect(try await store.text("/d/3") == "text 3")
      #expect(try await store.text("/d/9") == "text 9")
      guard store.traits.pinsCommits else { return }
      #expect(commit.parent == first.id)
      #expect(try await store.commits().first == commit.id)
      #expect(try await store.commits().count == 2)
      if store.traits.describesCommits { #expect(commit.description == "ten") }
      await expect(.conflict) {
        _ = try await store.commit(
          putting: paged(), to: master, description: "", ifHead: .commit(first.id))
      }
      // Without files no commit is made.
      let none = try await store.commit(
        putting: PagedFiles { _ in [] }, to: master, description: "", ifHead: nil)
      #expect(none.id == commit.id)
    }
  }

  @Test(arguments: StoreCase.pinned)
  func aPageThatCannotBeReadLeavesNothingWritten(_ kind: StoreCase) async throws {
    try await kind.withRepo { store in
      let first = try await store.commit([.put("/d/3", "old")])
      await #expect(throws: (any Error).self) {
        _ = try await store.commit(
          putting: paged(failingAt: 7), to: master, description: "", ifHead: nil)
      }
      #expect(try await store.inspectBranch(master).head == first.id)
      #expect(try await store.paths() == ["/d/3"])
    }
  }

  @Test(arguments: StoreCase.everywhere)
  func aBadBranchNameIsRefused(_ kind: StoreCase) async throws {
    try await kind.withRepo { store in
      for name in ["a.b", "", "a/b", "master^"] {
        let branch = Branch(repo: "data", name: name)
        await expect(.invalidName) {
          _ = try await store.commit([.put("/a", "1")], to: branch, description: "", ifHead: nil)
        }
        await expect(.invalidName) { _ = try await store.createBranch(branch, head: nil) }
      }
    }
  }

  @Test(arguments: StoreCase.everywhere)
  func stagedBodiesShowOnlyOnceCommitted(_ kind: StoreCase) async throws {
    try await kind.withRepo { store in
      try await store.commit([.put("/a", "1")])
      let staged = try await store.stage(Bytes("hello".utf8))
      #expect(staged.size == 5)
      #expect(staged.md5 == "5d41402abc4b2a76b9719d911017c592")
      #expect(try await store.paths() == ["/a"])
      try await store.commit([
        .put(path: "/b", content: .staged(staged)), .append(path: "/a", content: .staged(staged)),
      ])
      #expect(try await store.text("/b") == "hello")
      #expect(try await store.text("/a") == "1hello")
      guard !kind.differences.contains(.ownHashes) else { return }
      #expect(try await store.inspectFile("/b", at: head).hash == staged.hash)
    }
  }

  @Test(arguments: StoreCase.everywhere)
  func aLargeBodyComesAndGoesInPieces(_ kind: StoreCase) async throws {
    try await kind.withRepo { store in
      let pieceSize = 300_000
      let stream = AsyncThrowingStream<Bytes, any Error> { continuation in
        for number in 0..<12 {
          continuation.yield(Bytes(repeating: UInt8(number), count: pieceSize))
        }
        continuation.finish()
      }
      let staged = try await store.stage(stream)
      #expect(staged.size == 12 * pieceSize)
      try await store.commit([.put(path: "/big", content: .staged(staged))])
      let body = Bytes((0..<12).map { Bytes(repeating: UInt8($0), count: pieceSize) }.joined())
      #expect(try await store.readWhole("/big", at: head) == body)
      // The same body sent whole is the same content.
      try await store.commit([.put(path: "/same", content: .bytes(body))])
      if !kind.differences.contains(.ownHashes) {
        #expect(try await store.inspectFile("/same", at: head).hash == staged.hash)
      }
      try await store.commit([.append("/big", "end"), .append(path: "/big", content: .bytes(body))])
      #expect(try await store.readWhole("/big", at: head) == body + Bytes("end".utf8) + body)
    }
  }

  @Test(arguments: StoreCase.everywhere)
  func aBodyThatBreaksOffLeavesNothing(_ kind: StoreCase) async throws {
    struct BrokenOff: Error {}
    try await kind.withRepo { store in
      let stream = AsyncThrowingStream<Bytes, any Error> { continuation in
        continuation.yield(Bytes(repeating: 7, count: 3_000_000))
        continuation.finish(throwing: BrokenOff())
      }
      await #expect(throws: BrokenOff.self) { _ = try await store.stage(stream) }
      let whole = try await store.stage(Bytes(repeating: 7, count: 3_000_000))
      try await store.commit([.put(path: "/a", content: .staged(whole))])
      #expect(try await store.inspectFile("/a", at: head).size == 3_000_000)
    }
  }

  @Test(arguments: StoreCase.everywhere)
  func writersOfDifferentFilesLoseNothing(_ kind: StoreCase) async throws {
    try await kind.withRepo { store in
      let paths = (0..<4).flatMap { writer in (0..<10).map { "/\(writer)/\($0)" } }
      try await withThrowingTaskGroup(of: Void.self) { group in
        for writer in 0..<4 {
          group.addTask {
            for number in 0..<10 {
              try await store.commit([.put("/\(writer)/\(number)", "\(writer) \(number)")])
            }
          }
        }
        try await group.waitForAll()
      }
      #expect(try await store.paths() == paths)
      #expect(try await store.text("/3/9") == "3 9")
    }
  }

  @Test(arguments: StoreCase.all)
  func writersAtTheSameTimeLoseNothing(_ kind: StoreCase) async throws {
    try await kind.withRepo { store in
      try await withThrowingTaskGroup(of: Void.self) { group in
        for writer in 0..<4 {
          group.addTask {
            for number in 0..<10 { try await addWithRetry("\(writer)-\(number)", to: store) }
          }
        }
        try await group.waitForAll()
      }
      #expect(try await store.text("/list").split(separator: "\n").count == 40)
      #expect(try await store.commits(head).count == 40)
    }
  }
}

/// Reads a file, adds a line and commits it if nobody came between, as often as it takes.
func addWithRetry(_ line: String, to store: any VersionedStore) async throws {
  while true {
    let present = try? await store.inspectCommit(head)
    var text = ""
    if let present {
      text = try await store.text("/list", at: CommitRef(repo: "data", commit: present.id))
    }
    do {
      let expected = present.map { ExpectedHead.commit($0.id) } ?? .empty
      try await store.commit([.put("/list", text + line + "\n")], ifHead: expected)
      return
    } catch let error as StoreError where error.code == .conflict {
      await Task.yield()
    }
  }
}
