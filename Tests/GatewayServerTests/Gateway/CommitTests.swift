import DataRepository
import EmbeddedStore
import GatewayServer
import LabelCore
import TestSupport
import Testing

@Suite struct CommitTests {
  let branch = Branch(repo: "b", name: "master")

  @Test func anOpenCommitIsReadAndWrittenThroughTheGateway() async throws {
    let store = try await storeWithBucket()
    let branch = branch
    try await store.put([1], at: "/before", on: branch)
    let open = try await store.startCommit(on: branch, parent: nil, description: "")
    try await RunningGateway.with(store: store) { gateway in
      let put = try await gateway.put("/master.b/during", "new")
      #expect(put.status == 200 && put.headers["x-amz-version-id"] == open.id)
      #expect(try await gateway.get("/master.b/during").text == "new")
      #expect(try await gateway.get("/master.b/before").status == 200)
      let listing = try await gateway.get("/master.b?list-type=2").text
      #expect(listing.contains("<Key>before</Key>") && listing.contains("<Key>during</Key>"))
      #expect(try await store.inspectCommit(CommitRef(branch)).finished == nil)
    }
  }

  @Test func eachPutIsOneCommitAndSoAreManyDeletions() async throws {
    let store = try await storeWithBucket()
    let branch = branch
    try await RunningGateway.with(store: store) { gateway in
      for name in ["x", "y", "z"] { _ = try await gateway.put("/master.b/\(name)", name) }
      #expect(try await commits(of: branch, store) == 3)
      let keys = ["x", "y", "z", "absent"].map { "<Object><Key>\($0)</Key></Object>" }.joined()
      let answer = try await gateway.post("/master.b?delete", "<Delete>\(keys)</Delete>")
      #expect(answer.text.matches(of: /<Deleted>/).count == 4)
      #expect(try await commits(of: branch, store) == 4)
      // Nothing there to delete: nothing to commit.
      _ = try await gateway.post("/master.b?delete", "<Delete>\(keys)</Delete>")
      #expect(try await commits(of: branch, store) == 4)
    }
  }

  @Test func aMultipartUploadIsOneCommitWithItsPartsInOrder() async throws {
    let store = try await storeWithBucket()
    let branch = branch
    let change = { @Sendable (configuration: inout GatewayConfiguration) in
      configuration.smallestPart = 3
    }
    try await RunningGateway.with(store: store, change) { gateway in
      let begun = try await gateway.post("/master.b/m?uploads", "")
      let id = try #require(begun.text.firstMatch(of: /<UploadId>(.*)<\/UploadId>/)?.1)
      for (number, text) in [(3, "c"), (1, "aaa"), (2, "bbb"), (2, "BBBB")] {
        let put = try await gateway.put("/master.b/m?partNumber=\(number)&uploadId=\(id)", text)
        #expect(put.status == 200)
      }
      #expect(try await gateway.get("/master.b/m").status == 404)
      let parts = (1...3).map { "<Part><PartNumber>\($0)</PartNumber></Part>" }.joined()
      let done = try await gateway.post(
        "/master.b/m?uploadId=\(id)",
        "<CompleteMultipartUpload>\(parts)</CompleteMultipartUpload>")
      #expect(done.status == 200 && done.headers["x-amz-version-id"]?.count == 32)
      #expect(try await gateway.get("/master.b/m").text == "aaaBBBBc")
      #expect(try await commits(of: branch, store) == 1)
    }
  }

  @Test func onlyOneOfManyPutsThatMustNotReplaceWins() async throws {
    let store = try await storeWithBucket()
    try await RunningGateway.with(store: store) { gateway in
      let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
        for number in 0..<8 {
          group.addTask {
            try await gateway.put(
              "/master.b/once", "\(number)", headers: "If-None-Match: *\r\n"
            ).status
          }
        }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      #expect(statuses.sorted() == [200] + Array(repeating: 412, count: 7))
    }
  }

  private func commits(of branch: Branch, _ store: EmbeddedStore) async throws -> Int {
    try await store.listCommits(of: branch.repo, from: CommitRef(branch), limit: nil)
      .collect().count
  }
}
