extension LabelingConfig.Template {
  /// What projects start with when nothing is asked for.
  package static let textClassification = Self(
    "text_classification", [text(), choices("sentiment", moods, "choice=\"single\"")])

  package static let textMultiClass = Self(
    "text_multi_class",
    [
      text(),
      element(
        "Choices", "sentiment", "text", "choice=\"multiple\"",
        [header("Topics")] + ["Politics", "Business", "Sport"].map { "<Choice value=\"\($0)\"/>" }
          + [header("Moods")]
          + ["Cheerful", "Melancholy", "Romantic"].map { "<Choice value=\"\($0)\"/>" }),
    ])

  /// The text templates of label-studio 0.8.2 (`label_studio/examples/*/config.xml`).
  static let ofCompletions = [
    textClassification,
    textMultiClass,
    Self(
      "adv_text_classification",
      [text(), header("Text sentiment"), choices("sentiment", moods, inLine)]),
    Self(
      "text_named_entity",
      [
        labels(
          "label",
          [
            "Person", "Organization", "Fact", "Money", "Date", "Time", "Ordinal", "Percent",
            "Product", "Language", "Location",
          ]), text(),
      ]),
    Self("text_alignment", [labels("label", people), text()]),
    Self(
      "text_summarization",
      [
        text(), header("A summary in one sentence"),
        field("answer", of: "text", "required=\"true\""),
      ]),
    // There the control has no name, and Label Studio cannot store its answers.
    Self("text_taxonomy", [text(), species]),
    Self(
      "adv_nested_2level", [text(), choices("sentiment", moods, "showInLine=\"true\""), properties]),
    Self(
      "adv_nested_3level",
      [
        text(), choices("sentiment", moods, "showInLine=\"true\""), properties,
        choices(
          "emotion", ["Sadness", "Disgust", "Fear", "Surprise"],
          inLine + chosen("other-props", "Emotional")),
      ]),
    Self(
      "adv_nested_conditional",
      [
        text("text1"), choices("sentiment", of: "text1", moods, "showInLine=\"true\""),
        "<View\(chosen("sentiment", "Positive"))>", header("The second text"), text("text2"),
        "</View>",
        choices("sentiment2", of: "text2", moods, inLine + chosen("sentiment", "Positive")),
      ]),
    Self(
      "adv_region_text",
      [
        labels("ner", people), text(),
        choices("relevance", ["Relevant", "Non Relevant"], "perRegion=\"true\""),
        element("Rating", "confidence", "text", "perRegion=\"true\"", []),
      ]),
    Self("adv_layouts_long_text", [labels("label", people), text("text", "longText")]),
    Self("adv_layouts_columns2", [labels("label", people), text()]),
    Self(
      "adv_layouts_columns3",
      [
        labels("label", people), text(), header("Text importance"),
        choices("importance", ["High", "Medium", "Low"]),
      ]),
    Self("adv_other_filter", [labels("ner", people), text()]),
    Self("adv_other_relations", [labels("label", ["Subject", "Object"]), text()]),
    Self("adv_other_pairwise", pair("pw", "text1", "text2", fields: ("text1", "text2"))),
    Self(
      "html_classification",
      [
        choices(
          "toxicity", of: "web_page",
          ["Toxic", "Severe Toxic", "Obsene", "Threat", "Insult", "Identity Hate"],
          "choice=\"multiple\" showInline=\"true\""),
        "<HyperText name=\"web_page\" value=\"$text\"/>",
      ]),
    Self(
      "html_chatbot",
      [
        "<Paragraphs name=\"dialogue\" value=\"$dialogue\" layout=\"dialogue\""
          + " nameKey=\"speaker\" textKey=\"phrase\"/>",
        "<TextArea name=\"response\" toName=\"dialogue\" editable=\"true\" required=\"true\"/>",
      ]),
  ]

  static let moods = ["Positive", "Negative", "Neutral"]
  static let inLine = "choice=\"single\" showInLine=\"true\""
  static let species = """
    <Taxonomy name="taxonomy" toName="text">
      <Choice value="Archaea"/>
      <Choice value="Bacteria"/>
      <Choice value="Eukarya">
        <Choice value="Human"/>
        <Choice value="Oppossum"/>
        <Choice value="Extraterrestial"/>
      </Choice>
    </Taxonomy>
    """
  private static let people = ["Person", "Organization"]

  private static let properties = choices(
    "other-props", ["Descriptive", "Emotional"],
    inLine + " visibleWhen=\"choice-selected\" whenTagName=\"sentiment\"")

  private static func chosen(_ control: String, _ value: String) -> String {
    " visibleWhen=\"choice-selected\" whenTagName=\"\(control)\" whenChoiceValue=\"\(value)\""
  }

  static func pair(
    _ name: String, _ first: String, _ second: String, fields: (String, String)
  ) -> [String] {
    [
      header("Select one of two items"), element("Pairwise", name, "\(first),\(second)", "", []),
      text(first, fields.0), text(second, fields.1),
    ]
  }
}
