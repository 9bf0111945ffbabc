import LabelCore
import Testing

@testable import LabelUI

/// Forms with more lines than there is room for: the control that keys work on is always shown.
struct LongFormTests {
  private static let names = (1...9).flatMap { ["topic\($0)", "comment\($0)"] } + ["order"]

  private func desk(_ size: Size) throws -> Desk {
    let controls = (1...9).map { number in
      """
      <Choices name="topic\(number)" toName="text"><Choice value="yes"/><Choice value="no"/></Choices>
      <TextArea name="comment\(number)" toName="text"/>
      """
    }
    let config = try LabelingConfig(
      parsing: """
        <View><Text name="text" value="$text"/>\(controls.joined())
        <List name="items" value="$items"/><Ranker name="order" toName="items"/></View>
        """)
    var task = LabelingTask.sample(0, "A text.")
    task.data["items"] = .array(
      (1...12).map { number in
        .object([
          JSON.Member("id", .string("i\(number)")), JSON.Member("title", .string("item \(number)")),
        ])
      })
    return Desk([task], form: LabelForm(config), size: size)
  }

  private static let sizes = [
    Size.normal, .wide, .small, Size(columns: 60, rows: 18), Size(columns: 40, rows: 10),
  ]

  @Test(arguments: sizes) func theControlWithTheFocusIsShownWhereverTabGoes(_ size: Size) throws {
    var desk = try desk(size)
    let rows = desk.state.label.geometry(size).textRows
    for key in [Key.tab, .backTab] {
      for _ in Self.names {
        let name = Self.names[desk.state.label.focus]
        let hasHeadings = size.columns >= 60 && size.rows >= 18
        if hasHeadings || name.hasPrefix("comment") {
          #expect(desk.picture().contains(name), "\(name) at \(size)")
        }
        let choices = desk.state.label.geometry(size).choices.lines
        #expect(choices.contains { $0.control == desk.state.label.focus }, "\(name) at \(size)")
        // Nothing else on the screen moves.
        #expect(desk.state.label.geometry(size).textRows == rows)
        desk.press(key)
      }
    }
  }

  @Test(arguments: sizes) func theItemThatIsMovedStaysInSight(_ size: Size) throws {
    var desk = try desk(size)
    desk.press(.backTab)
    #expect(Self.names[desk.state.label.focus] == "order")
    for number in 1...12 {
      #expect(desk.picture().contains("item \(number)"), "at \(size)")
      desk.press(.down)
    }
  }

  @Test func whatDidNotFitIsCountedAboveAndBelow() throws {
    var desk = try desk(.normal)
    #expect(desk.picture().contains("… 32 lines more; Tab goes on"))
    for _ in 0..<8 { desk.press(.tab) }
    #expect(desk.picture().contains(" lines above; S-Tab goes back"))
    #expect(desk.picture().contains(" lines more; Tab goes on"))
    desk.press(.backTab)
    desk.press(.backTab)
    #expect(desk.picture().contains("topic4"))
  }
}
