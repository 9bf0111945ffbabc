import DataRepository
import LabelCore
import Testing
import Workspace

/// Project directories as the real Label Studio left them, with their two buckets: what status tells.
struct DirectoryTests {
  struct Expected: CustomTestStringConvertible, Sendable {
    var name: String
    /// Counts by state, in the order of the parameters.
    var counts: [Int]
    var unmatched: [String] = []
    var orphans: Int
    /// Whether target.json was right: Label Studio misfiles what others write.
    var isTargetRight = true

    init(
      _ name: String, labelled: Int = 0, skipped: Int = 0, open: Int = 0, emptied: Int = 0,
      unmatched: [String] = [], orphans: Int = 0, isTargetRight: Bool = true
    ) {
      self.name = name
      counts = [labelled, skipped, open, emptied]
      self.unmatched = unmatched
      self.orphans = orphans
      self.isTargetRight = isTargetRight
    }

    var testDescription: String { name }
  }

  @Test(arguments: [
    Expected("01-single-choice", labelled: 2, open: 3),
    Expected("02-multiple-choice", labelled: 3),
    Expected("03-alias-hotkey", labelled: 3),
    // One of the two was skipped, then labelled: 0.8.2 leaves the mark.
    Expected("04-skip", skipped: 2, open: 1),
    Expected("05-update", labelled: 1, open: 2),
    Expected("06-several-completions", labelled: 1, open: 1),
    Expected("07-delete", open: 2, emptied: 1),
    Expected("08-predictions", labelled: 4),
    Expected("09-raw-shapes", labelled: 6),
    Expected("10-unicode", labelled: 4),
    Expected("11-two-groups", labelled: 2),
    Expected("12-blob-urls", labelled: 1, open: 1),
    Expected("13-template-multi", labelled: 2),
    Expected("20-twelve-labelled", labelled: 12),
    Expected(
      "21-restart-init-force", labelled: 11, open: 1, unmatched: ["2"], isTargetRight: false),
    Expected("22-foreign-gap", labelled: 2, open: 10, isTargetRight: false),
    Expected("23-foreign-while-running", labelled: 3, open: 9, isTargetRight: false),
    Expected("24-raw-changes", open: 4, unmatched: ["0"], orphans: 1, isTargetRight: false),
    Expected("25-target-json-seeded", labelled: 3, open: 9),
    Expected("26-id-collision", labelled: 1),
    Expected("27-document-order", labelled: 1, open: 1),
    Expected("28-export-single", labelled: 9, skipped: 1, open: 2, emptied: 1),
    Expected("29-export-two-groups", labelled: 5),
    Expected("40-v0.7.5", labelled: 5),
  ])
  func theDirectoryOpensAsItIsAndStatusCounts(expected: Expected) async throws {
    let bench = try await Bench(Scenario(name: expected.name), project: true, labeled: true)
    let before = try (bench.file("source.json"), bench.file("target.json"))
    let head = try await bench.commits().first?.id
    let workspace = try await bench.open()
    try await workspace.sync()
    let status = try await workspace.status()
    let summary = status.summary
    #expect(
      [summary.labelled, summary.skipped, summary.total - summary.labelled - summary.skipped]
        + [status.emptied] == expected.counts)
    #expect(status.unmatched.map(\.path) == expected.unmatched)
    #expect(summary.unsent + summary.stale + summary.unreadable == 0)
    #expect(summary.orphans == expected.orphans)
    try await workspace.close()
    // Nobody labelled anything, so nothing is sent, and ids stay as Label Studio gave them.
    #expect(try await bench.commits().first?.id == head)
    #expect(try bench.file("source.json") == before.0)
    #expect(try (bench.file("target.json") == before.1) == expected.isTargetRight)
  }
}
