import LabelCore
import Testing

@testable import LabelUI

/// `ParagraphLabels`: parts of what is said in a dialogue are labelled as the page stores them.
struct DialogueTests {
  /// The config and the task of the recorded page.
  private func desk(_ size: Size = .normal) throws -> Desk {
    try PageFixture("paragraphs").desk(size: size)
  }

  private func result(_ desk: Desk) throws -> [String] {
    try PageFixture("paragraphs").result(
      desk.saves.last?.decision, task: 0, ids: [["id": "a"], ["id": "b"], ["id": "c"]]
    ).map { $0.text() }
  }

  @Test func aWordOfATurnIsStoredByTurnAndOffset() throws {
    var desk = try desk()
    // A: Have you one?
    desk.strike("m→→1")
    #expect(desk.row(4).hasPrefix("  A: Have you one?"))
    desk.strike("⏎")
    #expect(
      try result(desk) == [
        """
        {"value":{"start":"0","end":"0","startOffset":9,"endOffset":12,"text":"one","paragraphlabels":["Question"]},"id":"a","from_name":"who","to_name":"dlg","type":"paragraphlabels","origin":"manual"}
        """
      ])
  }

  @Test func offsetsBeginAnewInEachTurn() throws {
    var desk = try desk()
    desk.strike("mj →→2⏎")
    #expect(
      try result(desk).first?.hasPrefix(
        """
        {"value":{"start":"1","end":"1","startOffset":0,"endOffset":7,"text":"Yes, we","paragraphlabels":["Answer"]}
        """) == true)
  }

  @Test func namesAndSeveralTurnsTakeNoLabel() throws {
    for keys in ["mb1", "m→→ j1"] {
      var desk = try desk()
      desk.strike(keys)
      #expect(desk.row(21).contains("a label is for what is said in one turn"))
      #expect(!desk.state.label.isUnsubmitted)
    }
  }

  @Test func storedPartsAreShownWhereTheyAre() throws {
    var desk = try desk()
    desk.strike("m1⎋→→→→→→→→→2⏎[")
    #expect(desk.picture().contains(" Question Have   Answer do"))
    let grid = desk.frame().grid
    let tints = (0..<80).map { grid[4, $0].style.tint }
    #expect((0..<80).filter { tints[$0] == Tint.usual(0) } == Array(5..<9))
  }

  @Test func aPartOverSeveralTurnsIsShownAndKept() throws {
    let stored = try JSON(
      parsing: """
        {"value":{"start":"0","end":"1","startOffset":5,"endOffset":3,"text":"you one?\\nYes","paragraphlabels":["Question"]},"id":"x","from_name":"who","to_name":"dlg","type":"paragraphlabels","origin":"manual"}
        """)
    let fixture = try PageFixture("paragraphs")
    var schema = fixture.config.resultSchema
    schema.dialect = .annotations
    let decision = Decision([stored], schema)
    let kept = decision.result(schema, over: [stored]) { "none" }
    #expect(kept.map { $0.text() } == [stored.text()])
    var tasks = fixture.tasks
    tasks[0].decision = decision
    tasks[0].row.status = .labelled
    let desk = Desk(tasks, form: LabelForm(fixture.config))
    let grid = desk.frame().grid
    let marked = (4...6).map { row in
      (0..<80).filter { grid[row, $0].style.tint == Tint.usual(0) }.count
    }
    #expect(marked == [8, 0, 6])
  }
}
