import LabelCore
import Testing

@Suite struct ConfigFitTests {
  private let stored = [
    StoredLabel(
      fromName: "sentiment", toName: "text", type: "choices", value: "Positive", count: 2),
    StoredLabel(
      fromName: "sentiment", toName: "text", type: "choices", value: "Negative", count: 1),
  ]

  @Test func misfitsAreToldInLabelStudiosWords() throws {
    let inputs = try JSON(
      parsing: try Fixtures.bytes("label-studio-0.8/config-validation-inputs.json"))
    let answers = try JSON(parsing: try Fixtures.bytes("label-studio-0.8/config-validation.json"))
    var compared = 0
    for member in try #require(answers["Positive and Negative used"]?.members) {
      let xml = try #require(inputs[member.name]?.stringValue)
      guard let config = try? LabelingConfig(parsing: xml) else { continue }
      let said = member.value.arrayValue?.last?["label_config"]?.arrayValue?.first?.stringValue
      let misfits = config.misfits(among: stored)
      if member.value.arrayValue?.first?.intValue == 204 {
        #expect(misfits.isEmpty, "\(member.name)")
      } else if said?.hasPrefix("You've already completed") == true {
        #expect(misfits.first?.labelStudioMessage == said, "\(member.name)")
        compared += 1
      }
    }
    #expect(compared == 5)
  }

  @Test func misfitsCountLabelsByControlAndValue() throws {
    let config = try LabelingConfig(parsing: LabelingConfig.xml(labels: ["Negative"]))
    let misfits = config.misfits(among: stored)
    #expect(misfits.map(\.reason) == [.noControl])
    #expect(misfits[0].count == 3)
    #expect(
      misfits[0].description
        == "no control name=sentiment, toName=text, type=choices, "
        + "which holds Positive (2), Negative (1)")
  }
}
