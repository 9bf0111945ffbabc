import LabelCore
import Testing

@testable import LabelUI

/// A text of one line with a million characters costs what is on the screen.
struct LongLineTests {
  static let million = 1_000_000

  /// Without blanks, with words, of wide letters, and of letters with marks.
  static let lines = [
    String(repeating: "x", count: million), String(repeating: "words ", count: million / 6),
    String(repeating: "世界", count: million / 2), String(repeating: "e\u{301}", count: million),
  ]

  @Test(arguments: lines.indices) func onlyWhatIsShownIsLaidOut(_ kind: Int) {
    var desk = Desk([.sample(0, Self.lines[kind]), .sample(1, "next")])
    let rows = LabelGeometry(size: .normal, form: .topics).textRows.count
    #expect(desk.state.label.layout.lines.count <= rows + 1)
    #expect(!desk.state.label.layout.isComplete)
    #expect(desk.row(14).contains("lines 1-10, 0%"))
    for page in 1...20 {
      desk.press(.pageDown)
      #expect(desk.state.label.scroll == page * rows)
      #expect(desk.state.label.layout.lines.count <= (page + 1) * rows + 1)
    }
    let first = desk.row(4)
    desk.press(.pageDown, .pageUp)
    #expect(desk.row(4) == first)
    // Neither labelling nor coming back looks at the rest.
    desk.type("1[")
    #expect(desk.state.label.layout.lines.count <= rows + 1)
  }

  @Test func everyLineIsFullAndNothingIsLost() {
    var layout = TextLayout([TextPart(Self.lines[0])], width: 76)
    layout.find(throughLine: .max - 1)
    #expect(layout.lines.count == (Self.million + 75) / 76)
    let lengths = layout.lines.map { layout.text(of: $0).utf8.count }
    #expect(lengths.dropLast().allSatisfy { $0 == 76 })
    #expect(lengths.reduce(0, +) == Self.million)
  }

  @Test func spansFarInAreMarkedWithoutLayingOutTheRest() throws {
    let form = LabelForm(
      try LabelingConfig(
        parsing: """
          <View><Labels name="ner" toName="text"><Label value="PER"/></Labels>
          <Text name="text" value="$text"/></View>
          """))
    var desk = Desk([.sample(0, Self.lines[1])], form: form)
    desk.strike("m")
    for _ in 0..<30 { desk.strike("j") }
    desk.strike("1")
    let spans = desk.state.label.draft.answers.first?.value
    guard case .spans(let marked) = spans, let span = marked.first else {
      Issue.record("nothing is marked")
      return
    }
    #expect(span.text == "words" && span.start % 6 == 0 && span.start > 1000)
    #expect(desk.state.label.layout.lines.count < 60)
  }
}
