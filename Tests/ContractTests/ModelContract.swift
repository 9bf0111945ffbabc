import DataRepository
import LabelCore
import TestSupport
import Testing

/// Random changes, compared with a dictionary after each commit.
@Suite struct ModelContract {
  @Test(arguments: StoreCase.all, [1, 2, 3] as [UInt64])
  func aStoreHoldsWhatADictionaryWould(_ kind: StoreCase, _ seed: UInt64) async throws {
    try await check(kind, seed)
  }

  @Test func aStoreBehindRESTHoldsWhatADictionaryWould() async throws {
    try await check(.restOverLoopback, 1)
  }

  private func check(_ kind: StoreCase, _ seed: UInt64) async throws {
    try await kind.withRepo { store in
      var random = SeededGenerator(seed: seed)
      var history: [(id: String, model: Model)] = []
      for round in 0..<40 {
        let changes = randomChanges(
          round % 8 == 0 ? 400 : Int.random(in: 1...12, using: &random), &random)
        var model = history.last?.model ?? Model()
        do {
          try model.apply(changes)
        } catch is Model.Collision {
          await expect(.pathCollision) { try await store.commit(changes) }
          continue
        }
        history.append((try await store.commit(changes).id, model))
        try await compare(store, model, &random)
        if let old = history.randomElement(using: &random) {
          let from = CommitRef(repo: "data", commit: old.id)
          let found = try await store.diff(from: from, to: head).collect()
          #expect(found.map(\.path) == model.difference(from: old.model))
        }
      }
      #expect(history.count > 10)
      for (id, model) in history {
        let paths = try await store.paths(at: CommitRef(repo: "data", commit: id))
        #expect(paths == model.list(ListRequest()), "old commits stay as they were")
      }
    }
  }

  private func compare(_ store: any VersionedStore, _ model: Model, _ random: inout SeededGenerator)
    async throws
  {
    let paths = model.list(ListRequest())
    #expect(try await store.paths() == paths)
    let contents = try await store.readFiles(paths, at: head).collect()
    #expect(
      contents.map { String(decoding: $0.bytes, as: UTF8.self) }
        == paths.map { model.files[$0] ?? "" })
    #expect(
      try await store.inspectCommit(head).size
        == model.files.values.reduce(0) { $0 + $1.utf8.count })
    for _ in 0..<6 {
      let request = randomRequest(&random)
      #expect(try await store.paths(request) == model.list(request), "\(request)")
    }
    let tops = try await store.list(ListRequest(depth: .directories), at: head)
    for top in tops {
      let below = model.files.filter { $0.key == top.path || $0.key.hasPrefix(top.path) }
      guard top.kind == .directory else { continue }
      #expect(top.size == below.values.reduce(0) { $0 + $1.utf8.count }, "\(top.path)")
    }
  }

  private func randomChanges(_ count: Int, _ random: inout SeededGenerator) -> [FileChange] {
    (0..<count).map { _ in
      let path = randomPath(&random)
      switch Int.random(in: 0..<10, using: &random) {
      case 0: return .delete(path: path)
      case 1 where count < 20:
        return .delete(
          path: String(path[..<(path.lastIndex(of: "/") ?? path.endIndex)]))
      case 2: return .append(path, "+\(Int.random(in: 0..<99, using: &random))")
      default: return .put(path, "\(Int.random(in: 0..<1000, using: &random))")
      }
    }
  }

  /// Directories and files mostly differ in name, so that some commits collide and most do not.
  private func randomPath(_ random: inout SeededGenerator) -> String {
    var path = ""
    for _ in 0..<Int.random(in: 0..<3, using: &random) {
      path += "/" + (["d", "d-", "d.", "dd", "e"].randomElement(using: &random) ?? "d")
    }
    if Int.random(in: 0..<3000, using: &random) == 0 { return path + "/d" }
    return path + "/f\(Int.random(in: 0..<300, using: &random))"
  }

  private func randomRequest(_ random: inout SeededGenerator) -> ListRequest {
    let path = randomPath(&random)
    let prefix = String(path.prefix(Int.random(in: 1...path.count, using: &random)))
    let after = Bool.random(using: &random) ? nil : randomPath(&random)
    let limit = Bool.random(using: &random) ? nil : Int.random(in: 0..<30, using: &random)
    return ListRequest(
      prefix: prefix, depth: Bool.random(using: &random) ? .recursive : .directories, after: after,
      limit: limit)
  }
}
