import LabelCore
import Testing

@testable import LabelUI

struct TintTests {
  @Test func coloursOfAConfigAreTheNearestOfThePalette() {
    #expect(Tint(css: "#ff0000")?.paletteNumber == 196)
    #expect(Tint(css: "Red") == Tint(css: "#F00"))
    #expect(Tint(css: "#000")?.paletteNumber == 16 && Tint(css: "white")?.paletteNumber == 231)
    #expect(Tint(css: "#36B37E")?.paletteNumber == 72)
    for nonsense in ["", "#", "#12", "#12345g", "rgb(1,2,3)", "nosuchcolour"] {
      #expect(Tint(css: nonsense) == nil)
    }
    #expect(Tint(css: "yellow")?.isLight == true && Tint(css: "navy")?.isLight == false)
  }

  @Test func aColourIsShownWhereThereAreColoursAndNothingElseDependsOnIt() {
    let style = Style(.key).tinted(Tint(css: "yellow"))
    let look = Theme(Capabilities(colors: 256)).attributes(for: style)
    #expect(look.background == 226 && look.foreground == 16 && look.isBold)
    for colors in [8, 16] {
      let look = Theme(Capabilities(colors: colors)).attributes(for: style)
      #expect(look.background == 3 && look.foreground == 0 && look.isBold)
    }
    let mono = Theme(Capabilities(colors: 0))
    #expect(mono.attributes(for: style) == mono.attributes(for: Style(.key)))
  }

  @Test func colourlessTintsAreNotShownInEightColours() {
    let theme = Theme(Capabilities(colors: 8))
    #expect(theme.attributes(for: Style(.key).tinted(Tint(css: "silver"))).background == nil)
    let lined = theme.attributes(for: Style(.chosen).tintedOrLined(Tint(css: "silver")))
    #expect(lined.isUnderlined && lined.background == nil)
  }

  @Test func theUsualColoursAreToldApartInEightColoursToo() {
    let tints = (0..<8).compactMap(Tint.usual)
    #expect(Set(tints.map(\.paletteNumber)).count == 8)
    #expect(Set(tints.prefix(6).compactMap(\.basicNumber)) == [1, 2, 3, 4, 5, 6])
    // Black letters on all of them, on whatever background the terminal has.
    #expect(tints.filter(\.isLight).count == 8)
    #expect(Tint.usual(8) == Tint.usual(0))
  }

  @Test func theKeyOfALabelHasItsColour() throws {
    let config = """
      <View><Labels name="ner" toName="text"><Label value="PER" background="red"/><Label value="ORG"/></Labels>
      <Text name="text" value="$text"/></View>
      """
    let desk = Desk(
      [.sample(0, "Anna")], form: LabelForm(try LabelingConfig(parsing: Array(config.utf8))))
    let grid = desk.frame().grid
    let tinted = (0..<grid.size.rows).flatMap { row in
      grid.row(row).filter { $0.style.tint == Tint(css: "red") }.map(\.text)
    }
    #expect(tinted.joined() == "1")
    // A label without a colour of its own has one by its place.
    let usual = (0..<grid.size.rows).flatMap { row in
      grid.row(row).filter { $0.style.tint == Tint.usual(1) }.map(\.text)
    }
    #expect(usual.joined() == "2")
  }
}
