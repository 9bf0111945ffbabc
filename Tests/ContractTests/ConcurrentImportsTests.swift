import DataRepository
import Foundation
import LabelCore
import Testing

@testable import tagline

/// Two imports at once: neither loses a task of the other.
struct ConcurrentImportsTests {
  private static let raw = Branch(repo: "raw_data", name: "master")
  private static let labeled = Branch(repo: "labeled_data", name: "master")

  private func job(
    _ directory: String, _ file: String, _ texts: [String], on store: any VersionedStore
  ) throws -> ImportJob {
    let path = "\(directory)/\(UUID().uuidString)-\(file)"
    let tasks = texts.map { text in
      JSON.object([
        .init("data", ["text": .string(text)]),
        .init("completions", [["id": 1, "created_at": 1, "result": []]]),
      ])
    }
    let bytes = JSON.array(tasks).bytes(.python)
    try Data(bytes).write(to: URL(filePath: path))
    let source = try ImportSource(naming: file, path: path, textColumn: nil)
    var job = ImportJob(store: store, sources: [source], into: FileRef(commit: CommitRef(Self.raw)))
    job.labels = FileRef(commit: CommitRef(Self.labeled))
    return job
  }

  /// The texts of all files of a branch, sorted.
  private func texts(_ branch: Branch, in store: any VersionedStore) async throws -> [String] {
    let paths = try await store.list(at: CommitRef(branch)).map(\.path)
    var texts: [String] = []
    for try await file in store.readFiles(paths, at: CommitRef(branch)) {
      let tree = try JSON(parsing: file.bytes)
      texts.append((tree["data"] ?? tree)["text"]?.stringValue ?? "")
    }
    return texts.sorted()
  }

  @Test(arguments: StoreCase.pinned)
  func whatWasPlannedBeforeSomebodyElsesImportIsPlannedAnew(_ store: StoreCase) async throws {
    try await store.run { store in
      try await withTemporaryDirectory { directory in
        var first = try job(directory, "mails.json", ["a", "b"], on: store)
        var second = try job(directory, "mails.json", ["c", "d", "e"], on: store)
        (first.isAppending, second.isAppending) = (true, true)
        let plans = (try await first.plan(), try await second.plan())
        #expect(plans.0.files[0].firstNumber == plans.1.files[0].firstNumber)
        #expect(try await first.write(plans.0).count == 2)
        #expect(try await second.write(plans.1).count == 2)
        #expect(try await texts(Self.raw, in: store) == ["a", "b", "c", "d", "e"])
        #expect(try await texts(Self.labeled, in: store) == ["a", "b", "c", "d", "e"])
      }
    }
  }

  @Test(arguments: StoreCase.pinned)
  func aNameThatWasTakenMeanwhileIsToldAndWhatIsThereStays(_ store: StoreCase) async throws {
    try await store.run { store in
      try await withTemporaryDirectory { directory in
        let first = try job(directory, "mails.json", ["a", "b"], on: store)
        let second = try job(directory, "mails.json", ["c"], on: store)
        let plan = try await second.plan()
        _ = try await first.write(first.plan())
        await #expect { try await second.write(plan) } throws: { error in
          let failure = error as? Failure
          return failure?.status == .conflict
            && failure?.message.contains("/mails.json is there already") == true
        }
        #expect(try await texts(Self.raw, in: store) == ["a", "b"])
        // Another name is no conflict.
        let other = try job(directory, "letters.json", ["c"], on: store)
        let late = try await other.plan()
        _ = try await job(directory, "notes.json", ["n"], on: store).write(
          job(directory, "notes.json", ["n"], on: store).plan())
        _ = try await other.write(late)
        #expect(try await texts(Self.raw, in: store) == ["a", "b", "c", "n"])
        #expect(try await texts(Self.labeled, in: store) == ["a", "b", "c", "n"])
      }
    }
  }

  @Test(arguments: StoreCase.all)
  func fourImportsAtTheSameTimeLoseNothing(_ store: StoreCase) async throws {
    try await store.run { store in
      try await withTemporaryDirectory { directory in
        try await withThrowingTaskGroup(of: Void.self) { group in
          for number in 0..<4 {
            var job = try job(directory, "mails.json", (0..<5).map { "\(number) \($0)" }, on: store)
            job.isAppending = true
            group.addTask { [job] in _ = try await job.write(job.plan()) }
          }
          try await group.waitForAll()
        }
        let all = (0..<4).flatMap { number in (0..<5).map { "\(number) \($0)" } }
        #expect(try await texts(Self.raw, in: store) == all)
        #expect(try await texts(Self.labeled, in: store) == all)
      }
    }
  }
}
