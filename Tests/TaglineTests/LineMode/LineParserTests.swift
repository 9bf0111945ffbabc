import LabelCore
import LabelUI
import Testing

@testable import tagline

struct LineParserTests {
  private let single = LabelForm(
    controls: [
      FormControl(
        name: "sentiment", isSingle: true,
        choices: [
          FormChoice("Positive", key: "p"), FormChoice("Negative"), FormChoice("So so", key: "s"),
        ])
    ], texts: [.data(name: "text")])

  private func place(_ choice: Int) -> ChoicePlace {
    single.places[choice]
  }

  @Test func keysNamesAndBeginningsAreLabels() {
    let parser = LineParser(form: single)
    #expect(parser.codes.map(\.code) == ["p", "1", "s"])
    #expect(parser.parse("p") == .choose([place(0)]))
    #expect(parser.parse(" 1 ") == .choose([place(1)]))
    #expect(parser.parse("so SO") == .choose([place(2)]))
    #expect(parser.parse("neg") == .choose([place(1)]))
  }

  @Test func aLetterTakenByALabelFreesItsCommandToAComma() {
    let parser = LineParser(form: single)
    #expect(parser.parse("s") == .choose([place(2)]))
    #expect(parser.parse(",s") == .skip)
    #expect(parser.parse("skip") == .skip)
    #expect(parser.parse("u") == .undo)
  }

  @Test func commandsTakeWords() {
    let parser = LineParser(form: single)
    #expect(parser.parse("n") == .note(nil))
    #expect(parser.parse("n not sure") == .note("not sure"))
    #expect(parser.parse("g 12") == .goto(12))
    #expect(parser.parse("g x") == .unknown("g x"))
    #expect(parser.parse("k") == .settle(.keep) && parser.parse("drop") == .settle(.drop))
    #expect(parser.parse("m") == .settle(.move(keepsOld: false)))
    #expect(parser.parse("move copy") == .settle(.move(keepsOld: true)))
    #expect(parser.parse("m x") == .unknown("m x"))
    #expect(parser.parse("filter is:stale") == .filter("is:stale"))
    #expect(parser.parse("filter") == .filter(""))
    #expect(parser.parse("?") == .help)
    #expect(parser.parse("") == .submit)
    #expect(parser.parse("zzz") == .unknown("zzz"))
  }

  @Test func severalLabelsStandOnOneLine() {
    let parser = LineParser(form: single)
    #expect(parser.parse("p 1") == .choose([place(0), place(1)]))
    #expect(parser.parse("p,Negative") == .choose([place(0), place(1)]))
    #expect(parser.parse("p nothing") == .unknown("p nothing"))
  }

  @Test func choicesBeyondTheKeysHaveNumbers() {
    let choices = (1...14).map { FormChoice("label \($0)") }
    let form = LabelForm(
      controls: [FormControl(name: "many", isSingle: true, choices: choices)], texts: [])
    let parser = LineParser(form: form)
    #expect(parser.codes.map(\.code).suffix(5) == ["0", "11", "12", "13", "14"])
    #expect(parser.parse("14") == .choose([form.places[13]]))
  }
}
