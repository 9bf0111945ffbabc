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

  @Test func aColourIsShownWhereThereAre256AndNothingElseDependsOnIt() {
    let style = Style(.key).tinted(Tint(css: "yellow"))
    let look = Theme(Capabilities(colors: 256)).attributes(for: style)
    #expect(look.background == 226 && look.foreground == 16 && look.isBold)
    for colors in [0, 8, 16] {
      let theme = Theme(Capabilities(colors: colors))
      #expect(theme.attributes(for: style) == theme.attributes(for: Style(.key)))
    }
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
  }
}
