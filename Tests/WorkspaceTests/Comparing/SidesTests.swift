import DataRepository
import EmbeddedStore
import Foundation
import LabelCore
import Synchronization
import Testing

@testable import Workspace

@Suite struct SidesTests {
  private let cache = SummaryCache.temporary()
  private let directory = FileManager.default.temporaryDirectory
    .appending(path: "tagline-sides-\(UUID().uuidString)")

  private func compare(
    _ a: any LabelVersion, _ b: any LabelVersion
  ) async throws -> VersionComparison {
    try await ComparisonJob(a, b, cache: cache).run()
  }

  /// Writes what a version holds as files.
  private func download(_ version: any LabelVersion) async throws -> DirectoryVersion {
    for file in try await version.list().collect() {
      let target = directory.appending(path: String(file.path.dropFirst()))
      try FileManager.default.createDirectory(
        at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
      for contents in try await version.read([file.path]).collect() {
        try Data(contents.bytes).write(to: target)
      }
    }
    return DirectoryVersion(directory.path, name: "out")
  }

  @Test func aDownloadedVersionIsTheSameAsItsCommit() async throws {
    defer { try? FileManager.default.removeItem(at: directory) }
    let store = try await LabelSeed.store()
    try await LabelSeed.commit(
      (0..<40).map { LabelSeed.object($0, "text \($0)", "yes") }
        + [LabelSeed.object(99, [("ana", "no")])], as: "v1", in: store)
    let v1 = try await LabelSeed.version("v1", in: store)
    let local = try await download(v1)
    let first = try await compare(v1, local)
    #expect(first.comparison.isSame)
    #expect(first.hashes == HashCounts(same: 41))
    // By the hashes alone: what was read of the commit's objects holds for the files.
    #expect(first.read == 41)
    #expect(try await compare(local, v1).read == 0)
    try Data("{}".utf8).write(to: directory.appending(path: "7"))
    let changed = try await compare(v1, local)
    #expect(changed.comparison.counts.line.contains("both 40"))
    #expect(changed.unreadable == .init(paths: ["/7"], count: 1))
  }

  @Test func aDirectoryThatIsNotThereIsSaid() async throws {
    let gone = DirectoryVersion("/nowhere/at/all", name: "x")
    await #expect(throws: WorkspaceError.self) { try await compare(gone, gone) }
  }

  @Test func aDirectorysFilesComeAsAStoreListsThem() async throws {
    defer { try? FileManager.default.removeItem(at: directory) }
    let paths = ["/a b", "/a-b", "/a.txt", "/a/1", "/a/10", "/a/2", "/a/c/d", "/a0", "/é"]
    for path in paths.reversed() {
      let target = directory.appending(path: String(path.dropFirst()))
      try FileManager.default.createDirectory(
        at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(path.utf8).write(to: target)
    }
    try FileManager.default.createDirectory(
      at: directory.appending(path: "empty"), withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(
      atPath: directory.appending(path: "link").path, withDestinationPath: "a.txt")
    let version = DirectoryVersion(directory.path + "/", name: "x")
    let files = try await version.list().collect()
    #expect(files.map(\.path) == paths)
    #expect(files.map(\.hash) == paths.map { ContentHash(of: Array($0.utf8)).hex })
    let read = try await version.read(["/a/2", "/gone", "/é"]).collect()
    #expect(read.map(\.bytes) == [Array("/a/2".utf8), Array("/é".utf8)])
  }

  @Test func whatLabelStudioExportsIsTheSameAsItsObjects() async throws {
    let scenario = Scenario(name: "28-export-single").directory
    let objects = DirectoryVersion(scenario.appending(path: "labeled").path, name: "labeled")
    let export = try ExportVersion(
      LocalExport(
        scenario.appending(path: "export/JSON/result.json").path, name: "result.json"))
    let result = try await compare(objects, export)
    // Of twelve tasks one was not labelled, one has its completion deleted, one is skipped.
    let counts = result.comparison.counts
    #expect((counts.both, counts.same, counts.bothSkipped, counts.differing) == (9, 9, 1, 0))
  }

  @Test(arguments: [
    #"[{"id": 4, "data": {"text": "a"}, "annotations": [@1]}, {"id": 7, "data": {"text": "b"}, "annotations": []}]"#,
    """
    {"id": 4, "data": {"text": "a"}, "annotations": [@1]}
    {"id": 7, "data": {"text": "b"}, "annotations": []}

    """,
    "\u{FEFF}[\n  {\"id\": 4, \"data\": {\"text\": \"a\"}, \"completions\": [@1]},{\"id\":7,\"data\":{\"text\":\"b\"},\"completions\":[]}\n]\n",
  ])
  func exportsOf1xAndLinesAreRead(_ text: String) async throws {
    defer { try? FileManager.default.removeItem(at: directory) }
    let annotation = """
      {"id": 1, "completed_by": {"id": 1, "email": "ana@example.org"}, "created_at": \
      "2023-05-01T10:00:00.000000Z", "lead_time": 3.5, "was_cancelled": false, "result": \
      [{"from_name": "label", "to_name": "text", "type": "choices", "value": {"choices": \
      ["}] \\" ,yes"]}}]}
      """
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    let file = directory.appending(path: "export.json")
    try Data(text.replacing("@1", with: annotation).utf8).write(to: file)
    let export = try ExportVersion(LocalExport(file.path, name: "export.json"))
    #expect(try await export.list().collect().map(\.path) == ["/4", "/7"])
    let tally = try await TallyJob(export, cache: cache).run()
    #expect((tally.labelled, tally.open) == (1, 1))
    #expect(tally.annotators == ["ana@example.org": 1])
    #expect(tally.histogram("label") == ["}] \" ,yes": 1])
    #expect(try await compare(export, export).comparison.isSame)
  }

  @Test func anExportLargerThanAPageIsReadInOrder() async throws {
    defer { try? FileManager.default.removeItem(at: directory) }
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    let ids = (1...1_500).reversed() + [7, 7]
    let lines = ids.enumerated().map { place, id in
      #"{"id": \#(id), "data": {"text": "text \#(place)"}, "annotations": []}"#
    }
    let file = directory.appending(path: "export.json")
    try Data("[\(lines.joined(separator: ",\n"))]".utf8).write(to: file)
    let export = try ExportVersion(LocalExport(file.path, name: "export.json"))
    let files = try await export.list().collect()
    #expect(files.count == 1_502)
    #expect(files.map(\.path) == files.map(\.path).sorted())
    let twice = files.map(\.path).filter { $0.hasPrefix("/7 ") }
    #expect(twice == ["/7 (1501)", "/7 (1502)"])
    let read = try await export.read(files.map(\.path)).collect()
    #expect(read.map(\.path) == files.map(\.path))
    #expect(read.map(\.hash) == files.map(\.hash))
    let last = try #require(read.first { $0.path == "/7 (1502)" })
    #expect(String(decoding: last.bytes, as: UTF8.self).contains("text 1501"))
  }

  /// A side that is rows, with a task list in JSON beside it.
  private func rows(
    _ file: String, like other: any LabelVersion
  ) async throws -> RowVersion {
    try await RowVersion(LocalExport(file, name: "rows"), hints: other.rowHints(), like: other)
  }

  @Test(arguments: ["JSON_MIN/result.json", "CSV/result.csv"])
  func whatLabelStudio08ExportsAsRowsIsTheSameAsItsObjects(_ file: String) async throws {
    for (scenario, count) in [("28-export-single", 9), ("29-export-two-groups", 5)] {
      let folder = Scenario(name: scenario).directory
      let objects = DirectoryVersion(folder.appending(path: "labeled").path, name: "labeled")
      let place = folder.appending(path: "export/\(file)").path
      #expect(try RowVersion.isOne(place))
      let result = try await compare(objects, rows(place, like: objects))
      // Skipped and emptied tasks have no row.
      let counts = result.comparison.counts
      #expect((counts.same, counts.flipped, counts[.onlyB]) == (count, 0, 0))
    }
  }

  @Test(arguments: ["result_min.json", "result.csv", "result.tsv"])
  func whatLabelStudio123ExportsAsRowsIsTheSameAsItsTasks(_ file: String) async throws {
    let folder = Scenario.fixtures.appending(path: "exports/sdk-2.1.2")
    let tasks = try ExportVersion(
      LocalExport(folder.appending(path: "tasks.json").path, name: "tasks"))
    let table = try await rows(folder.appending(path: file).path, like: tasks)
    let counts = try await compare(tasks, table).comparison.counts
    #expect((counts.textChanged, counts[.onlyB], counts.both) == (0, 0, 13))
    let (before, after) = (
      try await TallyJob(tasks, cache: cache).run(), try await TallyJob(table, cache: cache).run()
    )
    #expect(after.histogram("sentiment") == before.histogram("sentiment"))
    // A second annotation of a task is a row of its own.
    let object = try #require(try await table.read(["/47"]).collect().first)
    let completions = try TaskObject(parsing: object.bytes).completions
    #expect(completions.count == 2 && completions.allSatisfy { $0.leadTime != nil })
  }

  @Test func aTableThatDoesNotTellItsLabelsIsRefusedWithoutAConfig() async throws {
    let folder = Scenario.fixtures.appending(path: "exports/sdk-2.1.2")
    let place = folder.appending(path: "result.csv").path
    await #expect(throws: WorkspaceError.self) {
      try await RowVersion(LocalExport(place, name: "x"), hints: RowHints(), like: nil)
    }
    let xml = [UInt8](try Data(contentsOf: folder.appending(path: "config.xml")))
    let hints = RowHints(try ExportSchema(LabelingConfig(parsing: xml)))
    let table = try await RowVersion(LocalExport(place, name: "x"), hints: hints, like: nil)
    #expect(try await TallyJob(table, cache: cache).run().histogram("sentiment")["Negative"] == 3)
  }

  @Test(arguments: [#"[{"id": 1, "text": "min"}]"#, "id,text\n1,a\n", "[{\"id\": 1"])
  func whatIsNoExportIsRefused(_ text: String) throws {
    defer { try? FileManager.default.removeItem(at: directory) }
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    let file = directory.appending(path: "x.json")
    try Data(text.utf8).write(to: file)
    #expect(throws: WorkspaceError.self) {
      try ExportVersion(LocalExport(file.path, name: "x.json"))
    }
  }

  @Test func sidesWithOtherHashesAreComparedByTheirBytesAndReadOnce() async throws {
    let store = try await LabelSeed.twoVersions()
    let v1 = try await LabelSeed.version("v1", in: store)
    let v2 = try await LabelSeed.version("v2", in: store)
    let tagged = TaggedVersion(base: v1)
    let plain = try await ComparisonJob(v1, v2, cache: .temporary()).run()
    let first = try await compare(tagged, v2)
    #expect(first.comparison == plain.comparison)
    #expect(first.hashes == plain.hashes)
    tagged.counts.withLock { $0 = 0 }
    let second = try await compare(tagged, v2)
    #expect(second.comparison == plain.comparison)
    #expect(second.read == 0)
    #expect(tagged.counts.withLock { $0 } == 0)
  }

  @Test func aGatewayWithoutCommitsIsReadOnce() async throws {
    let store = try await LabelSeed.twoVersions()
    let watched = WatchedStore(store, traits: StoreTraits(pinsCommits: false))
    let v1 = try await LabelSeed.version("v1", in: watched)
    let v2 = try await LabelSeed.version("v2", in: watched)
    #expect(v1.commit == nil)
    let first = try await compare(v1, v2)
    #expect(watched.filesRead == 1_206)
    let second = try await compare(v1, v2)
    #expect(watched.filesRead == 1_206)
    #expect(second.comparison == first.comparison)
    #expect(first.comparison.counts.flipped == 3)
  }

  @Test func aVersionThatChangesWhileItIsComparedIsComparedAnew() async throws {
    let store = try await LabelSeed.twoVersions()
    let v2 = try await LabelSeed.version("v2", in: store)
    let v1 = try await LabelSeed.version("v1", in: store)
    // Listed as v1 at first, and as v2 from then on.
    let moving = MovingVersion(first: v1, then: v2)
    let result = try await compare(moving, TaggedVersion(base: v2, kind: .sha256))
    #expect(result.comparison.isSame)
    // 1,200 less the skipped one, one more that is new.
    #expect(result.comparison.counts.both == 1_200)
  }
}

/// A version under hashes of its own kind, which counts what is read of it.
private struct TaggedVersion: LabelVersion {
  let base: any LabelVersion
  var kind = HashKind(name: "tagged:1")
  let counts = Counter()

  final class Counter: Sendable {
    private let count = Mutex(0)

    func withLock<T>(_ body: (inout Int) -> T) -> T { count.withLock { body(&$0) } }
  }

  init(base: any LabelVersion, kind: HashKind = HashKind(name: "tagged:1")) {
    self.base = base
    self.kind = kind
  }

  var name: String { base.name }
  var commit: String? { nil }
  var hashKind: HashKind { kind }
  var fingerprint: String? { nil }

  func list() -> AsyncThrowingStream<FileInfo, any Error> {
    let kind = kind
    return PulledStream(base.list(), by: 10) { files in
      files.map { file in
        var file = file
        file.hash = kind.tagged(file.hash)
        return file
      }
    }
    .stream
  }

  func read(_ paths: [String]) -> AsyncThrowingStream<FileContents, any Error> {
    counts.withLock { $0 += paths.count }
    let kind = kind
    return PulledStream(base.read(paths), by: 10) { files in
      files.map { file in
        var file = file
        file.hash = kind.tagged(file.hash)
        return file
      }
    }
    .stream
  }
}

extension HashKind {
  fileprivate func tagged(_ hash: String) -> String {
    self == .sha256 ? hash : "etag-\(hash.prefix(20))"
  }
}

/// A branch that moves after its first listing.
private struct MovingVersion: LabelVersion {
  let first: any LabelVersion
  let then: any LabelVersion
  private let listings = TaggedVersion.Counter()

  init(first: any LabelVersion, then: any LabelVersion) {
    self.first = first
    self.then = then
  }

  var name: String { "moving" }
  var commit: String? { nil }
  var hashKind: HashKind { .sha256 }
  var fingerprint: String? { nil }

  func list() -> AsyncThrowingStream<FileInfo, any Error> {
    let isFirst = listings.withLock { count in
      count += 1
      return count == 1
    }
    return isFirst ? first.list() : then.list()
  }

  func read(_ paths: [String]) -> AsyncThrowingStream<FileContents, any Error> {
    then.read(paths)
  }
}
