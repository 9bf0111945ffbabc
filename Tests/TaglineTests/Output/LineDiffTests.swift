import Testing

@testable import tagline

@Suite struct LineDiffTests {
  @Test func aChangedLineStandsBetweenItsNeighbours() {
    let old = (1...9).map { "\($0)\n" }.joined()
    let new = old.replacing("5\n", with: "five\n")
    #expect(
      LineDiff(old: old, new: new).hunks(isColoured: false) == [
        "@@ -2,7 +2,7 @@", " 2", " 3", " 4", "-5", "+five", " 6", " 7", " 8",
      ])
  }

  @Test func aNewFileIsAllPlus() {
    #expect(
      LineDiff(old: "", new: "a\nb\n").hunks(isColoured: false) == ["@@ -0,0 +1,2 @@", "+a", "+b"])
  }

  @Test func aMissingNewlineAtTheEndIsSaid() {
    #expect(
      LineDiff(old: "a\n", new: "a").hunks(isColoured: false) == [
        "@@ -1 +1 @@", "-a", "+a", "\\ No newline at end of file",
      ])
  }

  @Test func equalTextsHaveNoHunks() {
    #expect(LineDiff(old: "a\nb", new: "a\nb").hunks(isColoured: true).isEmpty)
  }

  @Test func farChangesAreHunksOfTheirOwn() {
    let old = (1...20).map { "\($0)\n" }.joined()
    let new = old.replacing("2\n3\n", with: "2\nx\n3\n").replacing("\n19\n", with: "\n")
    let heads = LineDiff(old: old, new: new).hunks(isColoured: false).filter { $0.hasPrefix("@@") }
    #expect(heads == ["@@ -1,5 +1,6 @@", "@@ -16,5 +17,4 @@"])
  }

  @Test func escapeSequencesInTheTextsAreShownHarmless() {
    let hunks = LineDiff(old: "", new: "\u{1B}[2J\n").hunks(isColoured: false)
    #expect(hunks == ["@@ -0,0 +1 @@", "+\u{FFFD}[2J"])
  }
}
