import LabelCore
import Testing

@Suite struct PartMatchingTests {
  /// Which of the letters in `known` each letter in `parts` is, as its place, `+` for a new task. A capital
  /// stands for a piece without a task, `-` before a letter for one that was gone.
  private func matched(_ parts: String, to known: String, isBetween: Bool = false) -> String {
    var tasks: [KnownPart<String>] = []
    var isGone = false
    for letter in known {
      guard letter != "-" else {
        isGone = true
        continue
      }
      tasks.append(KnownPart(identity(letter), isGone: isGone))
      isGone = false
    }
    let matching = PartMatching(parts.map(identity), known: tasks, isBetween: isBetween)
    let taken = matching.found.compactMap { $0 }
    #expect(Set(taken).count == taken.count)
    #expect(Set(taken).isDisjoint(with: matching.left))
    #expect(taken.count + matching.left.count == tasks.count)
    return matching.found.map { $0.map(String.init) ?? "+" }.joined()
  }

  private func identity(_ letter: Character) -> PartIdentity<String> {
    PartIdentity(data: letter.isUppercase ? nil : String(letter), bytes: "bytes of \(letter)")
  }

  @Test func appendsInsertionsAndReorderingsKeepEveryTask() {
    #expect(matched("abcd", to: "abc") == "012+")
    #expect(matched("xabyc", to: "abc") == "+01+2")
    #expect(matched("cab", to: "abc") == "201")
    #expect(matched("ac", to: "abc") == "02")
  }

  @Test func equalRowsArePairedInTheirOrder() {
    #expect(matched("axaxa", to: "aaxx") == "0213+")
    #expect(matched("aab", to: "ba") == "1+0")
  }

  @Test func anEditedRowBetweenItsNeighboursIsTheSameTask() {
    #expect(matched("axc", to: "abc") == "012")
    #expect(matched("xbc", to: "abc") == "012")
    #expect(matched("abx", to: "abc") == "012")
    #expect(matched("axyd", to: "abcd") == "0123")
    // One of two rows is gone and another was edited, or came: nobody can tell.
    #expect(matched("axd", to: "abcd") == "0+3")
    #expect(matched("axyc", to: "abc") == "0++2")
    // Neighbours that changed their order are none.
    #expect(matched("cxa", to: "abc") == "2+0")
  }

  @Test func whatIsBetweenUnchangedEndsIsAsInTheWholeFile() {
    #expect(matched("xy", to: "ab", isBetween: true) == "01")
    #expect(matched("xy", to: "abc", isBetween: true) == "++")
    #expect(matched("cab", to: "abc", isBetween: true) == "201")
    #expect(matched("x", to: "-a", isBetween: true) == "+")
    #expect(matched("x", to: "", isBetween: true) == "+")
    #expect(matched("", to: "ab", isBetween: true) == "")
  }

  @Test func aFileThatWasRewrittenAsAWholeHasNewTasks() {
    #expect(matched("xyz", to: "abc") == "+++")
    // But a file of one task always has the same.
    #expect(matched("x", to: "a") == "0")
    #expect(matched("x", to: "-a") == "0")
  }

  @Test func whatCouldNotBeReadKeepsItsNumberWhenItIsMended() {
    #expect(matched("abc", to: "aBc") == "012")
    #expect(matched("aBcd", to: "aBc") == "012+")
    #expect(matched("aBc", to: "abc") == "012")
    // A file of which nothing could be read gives its number to the first task in it.
    #expect(matched("abc", to: "X") == "0++")
  }

  @Test func aTaskThatWasGoneComesBackIfNoOtherHasItsData() {
    #expect(matched("ab", to: "a-b") == "01")
    #expect(matched("bb", to: "-bb") == "10")
    // It is no neighbour: where it stood nobody knows.
    #expect(matched("abx", to: "a-bc") == "01+")
  }

  @Test func aMillionEqualRowsTakeNoTimeToTell() {
    let known = (0..<200_000).map { _ in KnownPart(PartIdentity(data: 1, bytes: 2)) }
    let parts = (0..<200_001).map { _ in PartIdentity(data: 1, bytes: 2) }
    let matching = PartMatching(parts, known: known)
    #expect(matching.found.last == .some(nil))
    #expect(matching.left.isEmpty)
  }
}
