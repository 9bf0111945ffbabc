import Testing

@testable import LabelUI

struct GridTests {
  private func grid(_ columns: Int, _ draw: (inout Grid) -> Void) -> String {
    var grid = Grid(size: Size(columns: columns, rows: 1))
    draw(&grid)
    return grid.description
  }

  @Test func aWideCharacterThatDoesNotFitIsLeftOut() {
    #expect(grid(4) { $0.put("abc世", at: Position(row: 0, column: 0)) } == "\"abc \"")
    #expect(grid(5) { $0.put("abc世", at: Position(row: 0, column: 0)) } == "\"abc世\"")
  }

  @Test func theLimitCountsColumns() {
    #expect(grid(8) { $0.put("世界世界", at: Position(row: 0, column: 1), limit: 5) } == "\" 世界   \"")
  }

  @Test func overwritingHalfAWideCharacterBlanksTheOtherHalf() {
    let first = grid(4) {
      $0.put("世界", at: Position(row: 0, column: 0))
      $0.put("x", at: Position(row: 0, column: 1))
    }
    #expect(first == "\" x界\"")
    let second = grid(4) {
      $0.put("世界", at: Position(row: 0, column: 0))
      $0.put("x", at: Position(row: 0, column: 0))
    }
    #expect(second == "\"x 界\"")
  }

  @Test func aWideCharacterOverTwoOthersBlanksBothRests() {
    let picture = grid(6) {
      $0.put("世界世", at: Position(row: 0, column: 0))
      $0.put("字", at: Position(row: 0, column: 1))
    }
    #expect(picture == "\" 字 世\"")
  }

  @Test func nothingIsDrawnOutside() {
    var grid = Grid(size: Size(columns: 3, rows: 2))
    for row in [-1, 2, 99] { grid.put("abc", at: Position(row: row, column: 0)) }
    grid.put("abc", at: Position(row: 0, column: 3))
    grid.put("abcdef", at: Position(row: 1, column: -2))
    #expect(grid.description == "\"   \"\n\"cde\"")
  }

  @Test func textOfATerminalAttackStaysText() {
    let picture = grid(14) { $0.put("\u{1B}]0;x\u{7}\u{202E}ab", at: Position(row: 0, column: 0)) }
    #expect(picture == "\"\u{FFFD}]0;x\u{FFFD}\u{FFFD}ab     \"")
  }

  @Test func withoutUTF8LinesAreDashesAndLettersQuestionMarks() {
    var grid = Grid(size: Size(columns: 8, rows: 1))
    grid.put("─│┼é世a", at: Position(row: 0, column: 0))
    #expect(grid.inASCII().description == "\"-|+???a \"")
    #expect(grid.inASCII().cells.allSatisfy { $0.width == 1 })
  }

  @Test func colourIsNeverTheOnlyDifference() {
    let mono = Theme(Capabilities(colors: 0))
    let plain = mono.attributes(for: .plain)
    for role in [Role.key, .title, .chosen, .cursor, .error, .warning, .hit, .suggestion, .heading]
    {
      #expect(mono.attributes(for: Style(role)) != plain, "\(role) looks like plain text")
    }
    for role in Role.allCases {
      #expect(mono.attributes(for: Style(role)).foreground == nil)
    }
  }

  @Test(arguments: [8, 16, 256]) func coloursStayInThePalette(_ colors: Int) {
    let theme = Theme(Capabilities(colors: colors))
    for role in Role.allCases {
      let colour = theme.attributes(for: Style(role)).foreground
      #expect(colour.map { (0..<colors).contains($0) } ?? true)
    }
  }

  @Test func wordsLeaveNoBlocksOnTheBarOfTheRowAtHand() {
    let theme = Theme(Capabilities())
    let bar = theme.attributes(for: Style(reversed: true))
    for role in [Role.dim, .rule, .good, .warning, .error] {
      let look = theme.attributes(for: Style(role, reversed: true))
      #expect(look.foreground == bar.foreground && look.isReversed, "\(role)")
    }
    #expect(theme.attributes(for: .dim) != theme.attributes(for: .plain))
  }
}
