import LabelCore
import Testing

@Suite struct TemplateTests {
  private func problem(_ name: String) -> String {
    let error = #expect(throws: TemplateProblem.self) { try LabelingConfig.Template.named(name) }
    return error?.message ?? ""
  }

  @Test func namesAndTitlesOfBothGenerationsAreKnown() throws {
    for name in [
      "text_classification", "text_named_entity", "adv_nested_3level", "named-entity-recognition",
      "Named Entity Recognition", "Text Summarization",
    ] {
      #expect(throws: Never.self) { try LabelingConfig.Template.named(name) }
    }
    #expect(Set(LabelingConfig.Template.all.map(\.name)).count == LabelingConfig.Template.all.count)
  }

  @Test func controlsHaveTheirNamesInLabelStudio() throws {
    for (template, controls) in [
      ("text_named_entity", ["label"]), ("adv_region_text", ["ner", "relevance", "confidence"]),
      ("adv_nested_3level", ["sentiment", "other-props", "emotion"]),
      ("adv_other_pairwise", ["pw"]), ("content-moderation", ["content_moderation", "comments"]),
      ("intent-classification-and-slot-filling", ["intent"]), ("llm-ranker", ["rank"]),
    ] {
      let config = try LabelingConfig(parsing: LabelingConfig.Template.named(template).xml)
      #expect(config.controls.map(\.name) == controls)
    }
  }

  @Test func anotherNameIsToldWhatThereIsForText() {
    #expect(
      problem("image_bbox").hasPrefix("the template image_bbox is not for text but for images"))
    #expect(problem("html_document").contains("on Label Studio's own page only"))
    #expect(problem("text_clasification").hasPrefix("no template is called text_clasification;"))
    #expect(problem("x").contains("text_classification, text_multi_class"))
  }
}
