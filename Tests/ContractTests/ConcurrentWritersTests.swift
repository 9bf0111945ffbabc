import DataRepository
import LabelCore
import Testing
import Workspace

/// Many annotators, each with a workspace of their own, on one target branch at the same time.
@Suite(.serialized) struct ConcurrentWritersTests {
  @Test(arguments: SharedStore.all)
  func eightWritersAndAPageLoseNothing(_ shared: SharedStore) async throws {
    try await shared.run { connect in
      try await withTemporaryDirectory { directory in
        let store = try await connect()
        try await TeamWork.fill(store)
        var writers: [Writer] = []
        for name in TeamWork.names {
          writers.append(
            try await Writer(name, at: "\(directory)/\(name)", on: try await connect()))
        }
        try await label(writers, beside: store)
        try await settle(writers)
        try await check(store)
      }
    }
  }

  /// All at once; the page writes once every writer has sent something.
  private func label(_ writers: [Writer], beside store: any VersionedStore) async throws {
    let (sent, tell) = AsyncStream.makeStream(of: String.self)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for writer in writers {
        group.addTask {
          for round in 0..<TeamWork.rounds {
            try await writer.labelAll(round)
            if round == 1 { tell.yield(writer.name) }
          }
        }
      }
      group.addTask {
        var heard: Set<String> = []
        for await name in sent {
          heard.insert(name)
          if heard.count == writers.count { break }
        }
        try await WebPage(store: store).edit()
      }
      try await group.waitForAll()
    }
  }

  /// Until nobody finds anything new: what somebody overwrote unseen is sent again by its writer.
  private func settle(_ writers: [Writer]) async throws {
    for _ in 1...20 {
      var commits = 0
      for writer in writers where try await writer.sync() { commits += 1 }
      if commits == 0 { return }
    }
    Issue.record("the writers never came to rest")
  }

  private func check(_ store: any VersionedStore) async throws {
    var notes: [String: Int] = [:]
    for id in 0..<TeamWork.tasks {
      let object = try await TeamWork.object(id, store)
      let ids = object.completions.compactMap(\.id)
      #expect(Set(ids).count == ids.count, "task \(id): \(ids)")
      for completion in object.completions {
        guard let author = completion.authorship else { continue }
        notes["\(author.annotator) \(id): \(author.note)", default: 0] += 1
        let expected = TeamWork.value(author.annotator, id, TeamWork.rounds - 1)
        #expect(completion.choices == [expected], "\(author.annotator), task \(id)")
      }
    }
    let wanted = TeamWork.names.flatMap { name in
      (0..<TeamWork.tasks).map { "\(name) \($0): round \(TeamWork.rounds - 1)" }
    }
    #expect(notes == Dictionary(uniqueKeysWithValues: wanted.map { ($0, 1) }))
    let edited = try await TeamWork.object(WebPage.edited, store)
    #expect(edited.completions.filter { $0.authorship == nil }.map(\.choices) == [["Neutral"]])
    let added = try await TeamWork.object(WebPage.added, store)
    #expect(added.completions.filter { $0.authorship == nil }.map(\.choices) == [["Positive"]])
  }
}
