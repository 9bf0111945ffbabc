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
    for wrong in [
      ["a@1"], ["a@1", "a@2", "--json", "--csv"], ["a@1", "a@2", "--only", "odd"],
      ["a@1", "a@2", "--by", "annotator"], ["a@1", "--by", "annotator", "--only", "flips"], ["a"],
    ] {
      #expect(throws: (any Error).self) { try Compare.parse(wrong) }
    }
  }
}
