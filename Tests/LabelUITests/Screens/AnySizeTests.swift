import LabelCore
import Testing

@testable import LabelUI

/// Every state of every screen is drawn at sizes from nothing to large.
struct AnySizeTests {
  static let sizes: [Size] =
    [1, 3, 9, 10, 17, 18, 24, 40].flatMap { rows in
      [0, 1, 7, 39, 40, 59, 60, 80, 110, 120].map {
        Size(columns: $0, rows: rows)
      }
    } + [Size(columns: 0, rows: 0)]

  static var states: [Desk] {
    var desks: [Desk] = []
    for form in [LabelForm.topics, .twoGroups, .single((1...40).map { FormChoice("label \($0)") })]
    {
      desks.append(Desk([], form: form))
      var desk = Desk(LabelingTask.mails, form: form, position: 1)
      desks.append(desk)
      for keys in ["?", ":go", "N世界", "/quote", "t", "O"] {
        var typing = desk
        typing.type(keys)
        desks.append(typing)
      }
      desk.press(.tab)
      desks.append(desk)
      desk.press(.character("?"))
      desks.append(desk)
    }
    return desks
  }

  @Test func everyScreenIsDrawnAtEverySize() {
    for var desk in Self.states {
      for size in Self.sizes {
        desk.send(.resize(size))
        let frame = desk.frame()
        #expect(frame.grid.cells.count == size.columns * size.rows)
        if let cursor = frame.cursor, size.rows > 0, size.columns > 0 {
          #expect(cursor.row < size.rows && cursor.column < size.columns)
        }
      }
    }
  }

  @Test func keysDoNoHarmAtAnySize() {
    let keys: [Key] = [
      .pageDown, .control("d"), .character("j"), .character("1"), .tab, .pageDown, .down,
      .character("G"), .enter, .character("?"), .pageDown, .escape, .character("u"), .end,
    ]
    for size in Self.sizes {
      var desk = Desk(LabelingTask.mails, size: size)
      for key in keys {
        desk.press(key)
        desk.send(.mouse(Mouse(action: .press, row: size.rows / 2, column: size.columns / 2)))
        desk.send(.mouse(Mouse(action: .wheelDown, row: 0, column: 0)))
        _ = desk.frame()
      }
    }
  }

  @Test func theViewDoesNotNeedTheResizeEvent() {
    let desk = Desk(LabelingTask.mails, position: 1)
    var resized = desk
    resized.send(.resize(.wide))
    #expect(desk.picture(.wide) == resized.picture())
  }
}
