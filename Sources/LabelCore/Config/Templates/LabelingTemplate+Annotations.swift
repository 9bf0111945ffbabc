extension LabelingConfig.Template {
  /// The text templates of label-studio 1.23.2
  /// (`label_studio/annotation_templates/*/*/config.yml`).
  static let ofAnnotations =
    languageTemplates + dialogueTemplates + rankingTemplates

  private static let languageTemplates = [
    Self(
      "text-classification",
      [text(), header("Text sentiment"), choices("sentiment", moods, inLine)]),
    Self("named-entity-recognition", [labels("label", ["PER", "ORG", "LOC", "MISC"]), text()]),
    Self("taxonomy", [text(), species]),
    Self(
      "content-moderation",
      [
        text(),
        choices(
          "content_moderation",
          ["Toxic", "Severely Toxic", "Obscene", "Threat", "Insult", "Hate"],
          "choice=\"multiple\" showInline=\"false\""),
        header("Further comments"), "<TextArea name=\"comments\" toName=\"text\"/>",
      ]),
    Self(
      "machine-translation",
      [
        header("English"), text("english"), header("The same in Spanish"),
        field("spanish", of: "english", "required=\"true\""),
      ]),
    Self(
      "question-answering",
      [
        text(), header("Mark the words that answer the question"), text("question"),
        labels("answer", ["Answer"]),
      ]),
    Self(
      "relation-extraction", [labels("label", ["Organization", "Person", "Datetime"]), text()]),
    Self(
      "text-summarization",
      [
        text(), header("A summary in one sentence"),
        field("answer", of: "text", "required=\"true\""),
      ]),
    Self(
      "freeform-metadata",
      [text()]
        + (1...3).flatMap { number in
          ["name", "value"].map {
            field("table_\($0)_\(number)", of: "text", "placeholder=\"\($0)\"")
          }
        }),
  ]

  private static let dialogueTemplates = [
    Self(
      "coreference-resolution-and-entity-linking",
      [labels("label", ["Noun", "Pronoun"]), text("text", "corefText")]),
    Self(
      "intent-classification-and-slot-filling",
      [
        paragraphs("dialogue", "humanMachineDialogue"),
        choices("intent", of: "dialogue", ["Greeting", "Customer request", "Small talk"], inLine),
      ]),
    Self(
      "response-generation",
      [
        paragraphs("chat", "dialogue"), header("The response"),
        field("response", of: "chat", "rows=\"4\""),
      ]),
    Self(
      "response-selection",
      [
        paragraphs("prg", "humanMachineDialogue"), header("Choose the response"),
        text("resp1", "respone"), text("resp2", "resptwo"), text("resp3", "respthree"),
        choices("resp", of: "prg", ["One", "Two", "Three"], "required=\"true\""),
      ]),
    Self(
      "supervised-llm",
      [
        text("prompt"),
        "<TextArea name=\"instruction\" toName=\"prompt\" maxSubmissions=\"1\" required=\"true\""
          + " requiredMessage=\"You must provide the response to the prompt\" rows=\"10\"/>",
      ]),
    Self(
      "response-grading",
      [
        header("The document"), text("document"), header("Its summary"), text("summary"),
        element("Rating", "rating", "summary", "required=\"true\"", []),
      ]),
  ]

  private static let rankingTemplates = [
    Self(
      "pairwise-classification", pair("pw", "text1", "text2", fields: ("pairText1", "pairText2"))),
    Self(
      "human-feedback-collection",
      [text("prompt")] + pair("comparison", "answer1", "answer2", fields: ("answer1", "answer2"))),
    Self(
      "document-retrieval",
      [
        text("query"), header("Documents that belong to the query"), text("text1"), text("text2"),
        text("text3"),
        // There the third document has the second one's name.
        choices(
          "selection", of: "query", ["One", "Two", "Three"],
          "required=\"true\" choice=\"multiple\""),
      ]),
    Self(
      "llm-ranker",
      [
        text("task"), text("prompt"),
        "<List name=\"answers\" value=\"$items\" title=\"All Results\"/>",
        "<Ranker name=\"rank\" toName=\"answers\"/>",
      ]),
  ]

  private static func paragraphs(_ name: String, _ field: String) -> String {
    "<Paragraphs name=\"\(name)\" value=\"$\(field)\" layout=\"dialogue\"/>"
  }
}
