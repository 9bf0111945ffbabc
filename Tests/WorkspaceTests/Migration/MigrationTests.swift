import DataRepository
import EmbeddedStore
import LabelCore
import Testing

@testable import Workspace

/// A labeling config that changed, and labels that are to follow it.
struct MigrationTests {
  private static let good = LabelingConfig.Template.textClassification.xml
    .replacing("Positive", with: "Good")

  /// Three labels, one of them unsent; then the config is edited.
  private func bench() async throws -> Bench {
    let bench = try await Bench(texts: ["One", "Two", "Three", "Four"])
    let workspace = try await bench.open()
    try await workspace.sync()
    try await workspace.label(0, "Positive")
    try await workspace.label(1, "Negative")
    try await workspace.flush()
    let other = try await bench.open("bo", directory: try await bench.secondDirectory())
    try await other.sync()
    try await other.label(0, "Positive")
    try await other.close()
    try await workspace.sync()
    try await workspace.label(3, "Positive")
    try await workspace.close(sending: false)
    try bench.write(config: Self.good)
    return bench
  }

  private func rename() throws -> LabelMigration {
    var migration = LabelMigration()
    try migration.addRename("sentiment: Positive=Good")
    return migration
  }

  @Test func labelsThatDoNotFitAreListedWithTasksExamplesAndTheWayOut() async throws {
    let workspace = try await bench().open()
    await #expect {
      try await workspace.label(2, "Good")
    } throws: { error in
      let message = (error as? WorkspaceError)?.message ?? ""
      return message.contains("  no choice in sentiment for Positive (3): 2 tasks: #0, #3\n")
        && message.contains(
          "tagline migrate \(workspace.project.directory) --rename 'sentiment: Positive=Good'\n")
        && message.contains("--keep-unfit")
    }
    let unfit = try #require(try await workspace.status().unfit)
    #expect(unfit.places.map(\.tasks) == [2])
    #expect(unfit.places[0].examples == [0, 3])
    #expect(try await workspace.unsent() == 1)
    await #expect(throws: WorkspaceError.self) { try await workspace.flush() }
  }

  @Test func whoSaysSoOnceGoesOnWithLabelsAsTheyAre() async throws {
    let bench = try await bench()
    var options = bench.options()
    options.acceptsUnfitLabels = true
    let workspace = try await Workspace.open(
      directory: bench.directory, store: bench.store, options: options)
    try await workspace.label(2, "Good")
    try await workspace.close()
    #expect(try await bench.object("0").contains("Positive"))
    let again = try await bench.open()
    try await again.sync()
    try await again.checkConfig()
    #expect(try await again.labels() == ["Positive", "Negative", "Good", "Positive"])
    // Another misfit is asked about again.
    try await again.close()
    try bench.write(config: Self.good.replacing("Negative", with: "Bad"))
    let third = try await bench.open()
    await #expect(throws: WorkspaceError.self) { try await third.checkConfig() }
  }

  @Test func aControlThatIsGoneIsShownAsItIsStored() async throws {
    let bench = try await bench()
    try bench.write(config: Self.good.replacing("sentiment", with: "tone"))
    var options = bench.options()
    options.acceptsUnfitLabels = true
    let workspace = try await Workspace.open(
      directory: bench.directory, store: bench.store, options: options)
    #expect(try await workspace.labels() == ["Positive", "Negative", "", "Positive"])
  }

  @Test func renamingRewritesEverybodysLabelsInOneCommit() async throws {
    let bench = try await bench()
    let workspace = try await bench.open()
    let before = try await bench.commits().count
    let values = try await workspace.migratedValues(try rename())
    #expect(values.map(\.count) == [3])
    #expect(values.map(\.newValue) == ["Good"])
    #expect(try await bench.commits().count == before)
    let report = try await workspace.migrate(try rename())
    #expect(report.objects == 2)
    // One with what was unsent, one with the migration.
    let commits = try await bench.commits()
    #expect(commits.count == before + 2)
    #expect(commits[0].id == report.commit)
    #expect(commits[1].id == report.before)
    #expect(commits[0].description == "migrate labels: sentiment: Positive=Good")
    let object = try await bench.task("0")
    #expect(object.completions.map { $0.authorship?.annotator } == ["ana", "bo"])
    #expect(object.completions.allSatisfy { !$0.isEditedElsewhere(.sha256) })
    #expect(try await !bench.object("0").contains("Positive"))
    try await workspace.checkConfig()
    #expect(try await workspace.labels() == ["Good", "Negative", "", "Good"])
    #expect(try await workspace.unsent() == 0)
    #expect(try bench.file("completions/0.json").contains("Good"))
    #expect(try await workspace.migrate(try rename()).commit == nil)
  }

  @Test func anotherPersonsWorkspaceFollowsWithoutUndoingIt() async throws {
    let bench = try await bench()
    let workspace = try await bench.open()
    _ = try await workspace.migrate(try rename())
    let other = try await bench.open("bo", directory: bench.directory + "-2")
    try await other.sync()
    #expect(try await other.unsent() == 0)
    #expect(try await other.labels().first == "Good")
    #expect(try await !bench.object("0").contains("Positive"))
  }

  @Test func whatSomebodyWritesMeanwhileIsMigratedToo() async throws {
    let bench = try await bench()
    let store = WatchedStore(bench.store)
    let workspace = try await bench.open(store: store)
    let other = try await bench.open("cy", directory: try await bench.thirdDirectory())
    try await other.sync()
    try await other.label(2, "Positive")
    // The unsent label goes first; then somebody comes before the migration.
    store.beforeNextCommit { store.beforeNextCommit { _ = try await other.flush() } }
    _ = try await workspace.migrate(try rename())
    #expect(try await bench.object("2").contains("Good"))
    #expect(try await workspace.labels() == ["Good", "Negative", "", "Good"])
  }

  @Test func droppingTheLastAnswerOpensTheTask() async throws {
    let bench = try await bench()
    let workspace = try await bench.open()
    var migration = LabelMigration()
    try migration.addDrop("sentiment: Positive")
    _ = try await workspace.migrate(migration)
    #expect(try await workspace.labels() == ["", "Negative", "", ""])
    #expect(try await workspace.task(id: 0).row.status == .open)
    try await workspace.checkConfig()
  }

  @Test func whatWouldNotFitAfterwardsIsToldBefore() async throws {
    let workspace = try await bench().open()
    let bad = try LabelingConfig(parsing: Self.good.replacing("Negative", with: "Bad"))
    let left = try await workspace.misfits(after: try rename(), against: bad)
    #expect(left.map(\.description) == ["no choice in sentiment for Negative (1)"])
    #expect(
      try await workspace.misfits(after: try rename(), against: workspace.project.labeling).isEmpty)
  }
}
