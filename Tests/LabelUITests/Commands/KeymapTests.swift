import LabelCore
import Testing

@testable import LabelUI

struct KeymapTests {
  @Test func everyCommandHasOneRowOnAScreen() {
    for screen in ScreenName.allCases {
      let commands = CommandTable.all.filter { $0.screens.contains(screen) }.map(\.command)
      #expect(Set(commands).count == commands.count)
    }
    #expect(Set(CommandTable.all.map(\.command)) == Set(Command.allCases))
  }

  @Test(arguments: ScreenName.allCases) func everyCommandCanBeReached(_ screen: ScreenName) {
    let letters = Set("abcdefghijklmnopqrstuvwxyz1234567890/?[]{}:")
    for taken in [[], letters] {
      let keymap = Keymap(screen, taken: taken, isSearching: true)
      for info in CommandTable.all where info.screens.contains(screen) {
        let isReachable = !keymap.keys(for: info.command).isEmpty || info.argument != nil
        #expect(isReachable, "\(info.command)")
        for stroke in keymap.keys(for: info.command) {
          #expect(keymap.command(for: stroke) == info.command)
          if case .key(.character(let character)) = stroke { #expect(!taken.contains(character)) }
        }
      }
    }
  }

  @Test func noKeyMeansTwoCommandsOnOneScreen() {
    for screen in ScreenName.allCases {
      let keys = CommandTable.all.filter { info in
        info.screens.contains(screen) && ![.nextHit, .previousHit].contains(info.command)
      }.flatMap(\.keys)
      #expect(Set(keys).count == keys.count)
    }
  }

  @Test func everyKeyThatTheFooterNamesWorks() {
    for form in [
      LabelForm.topics, .single([FormChoice("a", key: "q"), FormChoice("b", key: "/")]),
    ] {
      let desk = Desk(LabelingTask.mails, form: form, size: .wide)
      let footer = desk.row(38) + desk.row(39)
      let quit = form == .topics ? "q quit" : ",q quit"
      #expect(footer.contains("v versions") && footer.contains("c compare"))
      #expect(footer.contains(quit))
      #expect(footer.contains(form == .topics ? "/ find" : ",/ find"))
    }
  }

  @Test func hotkeysComeFirstAndTheRestGetsTheDigitsInOrder() {
    let form = LabelForm.single([
      FormChoice("one"), FormChoice("two", key: "1"), FormChoice("three", key: "X"),
      FormChoice("four", key: "x"), FormChoice("five", key: " "),
    ])
    #expect(form.controls[0].choices.map(\.key) == ["2", "1", "x", "3", "4"])
  }

  @Test func theFormOfAConfigHasItsTextsAndChoices() throws {
    let config = try LabelingConfig(
      parsing: """
        <View><Header value="Topic?"/><Text name="t" value="$text"/>
        <Choices name="topic" toName="t" choice="multiple" required="true" requiredMessage="Say">
        <Choice value="A" alias="a" hotkey="k"><Choice value="B" selected="true"/></Choice>
        </Choices></View>
        """)
    let form = LabelForm(config)
    #expect(form.texts == [.heading("Topic?"), .data(name: "text")])
    #expect(form.controls[0].choices.map(\.value) == ["a", "B"])
    #expect(form.controls[0].choices.map(\.title) == ["A", "B"])
    #expect(form.controls[0].choices.map(\.depth) == [0, 1])
    #expect(form.controls[0].choices.map(\.key) == ["k", "1"])
    #expect(form.controls[0].choices[1].isPreselected)
    #expect(form.controls[0].isRequired && form.controls[0].requiredMessage == "Say")
    #expect(!form.autoAdvances)
  }
}

struct CommandLineTests {
  @Test func aBareNumberGoesToThatText() {
    #expect(CommandLine("143", on: .label) == .command(.goto, argument: "143"))
    #expect(CommandLine(" #7 ", on: .list) == .command(.goto, argument: "7"))
  }

  @Test func anUnambiguousBeginningIsEnough() {
    #expect(CommandLine("und", on: .label) == .command(.undo, argument: ""))
    #expect(
      CommandLine("label two words", on: .label) == .command(.label, argument: "two words"))
  }

  @Test func whatIsNotUnderstoodIsNamed() {
    #expect(
      CommandLine("frobnicate", on: .label)
        == .mistake(
          "no command is called frobnicate; ? lists the keys"))
    #expect(CommandLine("re", on: .label) == .mistake("which one: redo, reload, redraw?"))
    #expect(CommandLine("quit now", on: .label) == .mistake("quit takes nothing after its name"))
  }

  @Test func tabCompletes() {
    var prompt = Prompt(.command, text: "got")
    prompt.complete(on: .label)
    #expect(prompt.editor.text == "goto ")
  }
}

struct FilterSyntaxTests {
  @Test(arguments: [
    "state:open", "state:labelled state:skipped is:stale", "label:\"two words\" some text",
    "is:unsent", "text:a:b",
  ])
  func aFilterIsWrittenAsItIsTyped(_ text: String) throws {
    #expect(try TaskFilter.parse(text).get().typed == text)
  }

  @Test func doneMeansLabelledAndWrongStatesAreNamed() throws {
    #expect(try TaskFilter.parse("is:done").get().statuses == [.labelled])
    #expect(throws: FilterMistake("opne")) { try TaskFilter.parse("state:opne").get() }
  }
}

struct LineEditorTests {
  @Test func keysOfAShellEdit() {
    var editor = LineEditor("one two")
    for key in [Key.control("w"), .character("3"), .home, .delete, .end, .backspace] {
      let isTaken = editor.handle(key)
      #expect(isTaken)
    }
    #expect(editor.text == "ne ")
    let isTaken = editor.handle(.tab)
    #expect(!isTaken)
  }

  @Test func theCursorStaysInANarrowField() {
    var grid = Grid(size: Size(columns: 10, rows: 1))
    let editor = LineEditor("a long text with 世界")
    let column = editor.draw(on: &grid, at: Position(row: 0, column: 2), limit: 8)
    #expect(column <= 9)
    #expect(grid.text(ofRow: 0).hasSuffix("世界 "))
  }
}
