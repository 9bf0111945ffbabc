extension LabelingConfig {
  /// A config that is shipped, by the name that Label Studio's `--template` takes.
  package enum Template: String, CaseIterable, Hashable, Sendable {
    case textClassification = "text_classification"
    case textMultiClass = "text_multi_class"
    case advancedTextClassification = "adv_text_classification"
    case textNamedEntity = "text_named_entity"
    case textSummarization = "text_summarization"
    case pairwise = "other_pairwise"

    /// Same names, modes, fields and values as the starters of Label Studio 0.8.2.
    package var xml: String {
      switch self {
      case .textClassification: Self.sentiment
      case .textMultiClass: Self.topicsAndMoods
      case .advancedTextClassification: Self.reviews
      case .textNamedEntity: Self.entities
      case .textSummarization: Self.summary
      case .pairwise: Self.twoTexts
      }
    }

    private static let reviews = """
      <View>
        <Text name="my_text" value="$reviewText"/>
        <View style="padding: 20px">
          <Header value="Choose text sentiment"/>
          <Choices name="sentiment" toName="my_text" choice="single" showInLine="true">
            <Choice value="Positive"/>
            <Choice value="Negative"/>
            <Choice value="Neutral"/>
          </Choices>
        </View>
      </View>

      """

    private static let entities = """
      <View>
        <Labels name="ner" toName="text">
          <Label value="Person"/>
          <Label value="Organization"/>
          <Label value="Fact"/>
          <Label value="Money"/>
          <Label value="Date"/>
          <Label value="Time"/>
          <Label value="Ordinal"/>
          <Label value="Percent"/>
          <Label value="Product"/>
          <Label value="Language"/>
          <Label value="Location"/>
        </Labels>
        <Text name="text" value="$text"/>
      </View>

      """

    private static let summary = """
      <View>
        <Header value="Please read the text"/>
        <Text name="text" value="$url"/>
        <Header value="Provide one sentence summary"/>
        <TextArea name="answer" toName="text" showSubmitButton="true" required="true"
                  maxSubmissions="1" editable="true"/>
      </View>

      """

    private static let twoTexts = """
      <View>
        <Header value="Select one of two items"/>
        <Pairwise name="pw" toName="txt-1,txt-2"/>
        <Text name="txt-1" value="$text1"/>
        <Text name="txt-2" value="$text2"/>
      </View>

      """

    private static let sentiment = """
      <View>
        <Text name="text" value="$text"/>
        <Choices name="sentiment" toName="text" choice="single">
          <Choice value="Positive"/>
          <Choice value="Negative"/>
          <Choice value="Neutral"/>
        </Choices>
      </View>

      """

    private static let topicsAndMoods = """
      <View>
        <Text name="text" value="$text"/>
        <Choices name="sentiment" toName="text" choice="multiple">
          <View style="display: flex">
            <View style="width: 50%">
              <Header value="Topics"/>
              <Choice value="Politics"/>
              <Choice value="Business"/>
              <Choice value="Sport"/>
            </View>
            <View style="width: 50%">
              <Header value="Moods"/>
              <Choice value="Cheerful"/>
              <Choice value="Melancholy"/>
              <Choice value="Romantic"/>
            </View>
          </View>
        </Choices>
      </View>

      """
  }

  /// A config that asks for one of `labels` about the member `field` of each task.
  package static func xml(labels: [String], field: String = "text") -> String {
    let choices = labels.map { "    <Choice value=\"\(escaped($0))\"/>\n" }.joined()
    return """
      <View>
        <Text name="text" value="$\(escaped(field))"/>
        <Choices name="label" toName="text" choice="single">
      \(choices)  </Choices>
      </View>

      """
  }

  /// Fit to stand in a quoted attribute; white space other than blanks survives as references, and
  /// characters that XML cannot hold are left out.
  private static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "\t", "\n", "\r": result += "&#\(scalar.value);"
      case _ where scalar.value < 0x20 || scalar.value & 0xfffe == 0xfffe: break
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
