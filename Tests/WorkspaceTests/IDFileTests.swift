import DataRepository
import Foundation
import GRDB
import LabelCore
import Testing

@testable import Workspace

/// source.json and target.json while Label Studio writes them too.
struct IDFileTests {
  private func write(_ bench: Bench, _ name: String, _ keys: [Int: String]) throws {
    let file = JSON.object(
      keys.sorted { $0.key < $1.key }.map { id, key in
        .init(String(id), .object(IDFile.Entry(key: key).members))
      })
    try Data(file.bytes(.ujson)).write(
      to: URL(filePath: bench.directory + "/" + name), options: .atomic)
  }

  private func entries(_ bench: Bench, _ name: String) throws -> [Int: String] {
    let file = try #require(IDFile(JSON(parsing: try bench.file(name))))
    return file.entries.mapValues(\.key)
  }

  @Test func everyFileOfLabelStudioIsWrittenByteForByteFromItsEntries() throws {
    let root = Scenario.fixtures.appending(path: "label-studio-0.8")
    let names = try FileManager.default.subpathsOfDirectory(atPath: root.path).filter {
      $0.hasSuffix("project/source.json") || $0.hasSuffix("project/target.json")
    }
    #expect(names.count > 40)
    for name in names {
      let bytes = Array(try Data(contentsOf: root.appending(path: name)))
      let entries = try #require(IDFile(JSON(parsing: bytes))).entries
      let queue = try DatabaseQueue()
      try Schema.migrator.migrate(queue)
      let isSource = name.hasSuffix("source.json")
      let text = isSource ? IDFileText.source("") : .target("")
      var written: [UInt8] = []
      try queue.write { database in
        for (id, entry) in entries {
          try database.run(
            sql: "INSERT INTO id_entries VALUES (?, ?, ?)",
            arguments: [isSource ? "source" : "target", entry.key, id])
        }
        try text.write(database) { written += $0 }
      }
      #expect(written == bytes, "\(name)")
    }
  }

  @Test func idsThatLabelStudioGaveMeanwhileAreTakenOverWithTheUnsentLabels() async throws {
    let bench = try await Bench(texts: ["a", "b", "c"])
    let workspace = try await bench.open()
    try await workspace.sync()
    try await workspace.label(0, "Positive")
    try await workspace.label(1, "Negative")
    let key = { (number: Int) in "s3://master.raw_data/0\(number).json" }
    // Another listing order: b came first there.
    try write(bench, "source.json", [0: key(1), 1: key(0), 7: key(9)])
    try await workspace.sync()
    #expect(try await workspace.task(id: 0).data["text"] == "b")
    #expect(try await workspace.task(id: 1).data["text"] == "a")
    #expect(try await workspace.task(id: 2).data["text"] == "c")
    try await workspace.flush()
    #expect(try await bench.object("0").contains(#"{"data": {"text": "b"}, "id": 0,"#))
    #expect(try await bench.object("0").contains(#""id": 1, "created_at""#))
    #expect(try await bench.object("1").contains(#"{"data": {"text": "a"}, "id": 1,"#))
    #expect(try await bench.object("1").contains(#""id": 1001, "created_at""#))
    try await workspace.close()
    #expect(try entries(bench, "source.json") == [0: key(1), 1: key(0), 2: key(2), 7: key(9)])
  }

  @Test func anIDThatOthersHaveSeenStays() async throws {
    let bench = try await Bench(texts: ["a", "b"])
    let workspace = try await bench.open()
    try await workspace.sync()
    try await workspace.label(0, "Positive")
    try await workspace.flush()
    try write(
      bench, "source.json",
      [0: "s3://master.raw_data/01.json", 1: "s3://master.raw_data/00.json"])
    try await workspace.sync()
    #expect(try await workspace.task(id: 0).data["text"] == "a")
    #expect(try await workspace.task(id: 0).row.label == "Positive")
  }

  @Test func anEntryNewerThanTheListingStaysAndOneWithoutAnObjectGoes() async throws {
    let bench = try await Bench(texts: ["a", "b", "c"])
    var workspace = try await bench.open()
    try await workspace.sync()
    try await workspace.label(0, "Positive")
    try await workspace.flush()
    try await workspace.close()
    let key = { (number: Int) in "s3://master.labeled_data/\(number)" }
    // Label Studio has labelled task 1; opening and closing without a sync must not lose its entry.
    try await bench.fill(
      Bench.labeled,
      ["1": Array(#"{"data": {"text": "b"}, "id": 1, "completions": []}"#.utf8)])
    try write(bench, "target.json", [0: key(0), 1: key(1), 2: key(5)])
    workspace = try await bench.open()
    try await workspace.close()
    #expect(try entries(bench, "target.json") == [0: key(0), 1: key(1), 2: key(5)])
    // There is no object 5: Label Studio would fail on it for ever.
    workspace = try await bench.open()
    try await workspace.sync()
    try await workspace.close()
    #expect(try entries(bench, "target.json") == [0: key(0), 1: key(1)])
  }
}
