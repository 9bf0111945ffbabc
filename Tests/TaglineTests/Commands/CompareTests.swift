import ArgumentParser
import LabelCore
import Testing

@testable import tagline

@Suite struct CompareTests {
  @Test func argumentsThatDoNotGoTogetherAreRefused() throws {
    let good = try Compare.parse(["a@1", "a@2", "--json", "--only", "flips", "--exit-code"])
    #expect(good.only == [.flip])
    #expect(good.format == .json)
    #expect(try Compare.parse(["a@1", "--by", "annotator"]).b == nil)
    let writing = try Compare.parse(["a@1", "a@2", "--take", "three-way", "--into", "v4"])
    #expect(try writing.writing.branch(in: "a") == Branch(repo: "a", name: "v4"))
    for wrong in [
      ["a@1"], ["a@1", "a@2", "--take", "b"], ["a@1", "a@2", "--into", "v4"],
      ["a@1", "a@2", "--take", "b", "--into", "v4", "--conflicts", "a"],
      ["a@1", "a@2", "--take", "c", "--into", "v4"], ["a@1", "a@2", "--json", "--csv"],
      ["a@1", "a@2", "--only", "odd"],
      ["a@1", "a@2", "--by", "annotator"], ["a@1", "--by", "annotator", "--only", "flips"], ["a"],
    ] {
      #expect(throws: (any Error).self) { try Compare.parse(wrong) }
    }
  }

  @Test func aSideIsARefOrAPath() throws {
    #expect(
      try CompareSide(reading: "labels@v1") == .ref(CommitRef(repo: "labels", commit: "v1")))
    #expect(try CompareSide(reading: #filePath) == .local(#filePath))
    #expect(throws: Failure.self) { try CompareSide(reading: "no/such@file") }
    #expect(throws: Failure.self) { try CompareSide(reading: "export.json") }
    #expect(throws: RefError.self) { try CompareSide(reading: "labels") }
  }

  @Test func progressShowsHashesBeforeAnyFigure() {
    #expect(ProgressLine.text(ComparisonProgress(done: 5_000)) == "listing: 5000 files")
    let hashes = HashCounts(same: 90, changed: 7, gone: 1, added: 2)
    #expect(
      ProgressLine.text(ComparisonProgress(hashes: hashes, done: 25, total: 100))
        == "same 90   changed 7   added 2   gone 1   comparing labels: 25 %")
  }
}
