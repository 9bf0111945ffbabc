extension LabelingConfig {
  /// A config to start from, by the name that Label Studio gives it: what `--template` takes.
  ///
  /// Names, modes, fields and values are Label Studio's, so that its labels fit.
  package struct Template: Hashable, Sendable {
    package var name: String
    package var xml: String

    init(_ name: String, _ parts: [String]) {
      self.name = name
      let lines = parts.flatMap { $0.split(separator: "\n") }.map { "  \($0)\n" }.joined()
      xml = "<View>\n\(lines)</View>\n"
    }

    /// All for text: first those of 0.8.2, then those of 1.23.2.
    package static let all = ofCompletions + ofAnnotations
  }
}

/// Why a name is no template here.
package struct TemplateProblem: Error, Equatable, Sendable {
  package var message: String
}

extension LabelingConfig.Template {
  /// The template called so; 1.x's titles are taken for their names as well (`Named Entity
  /// Recognition`).
  /// - Throws: what it is instead, or the names there are.
  package static func named(_ text: String) throws(TemplateProblem) -> Self {
    let slug = text.lowercased().split(separator: " ").joined(separator: "-")
    if let found = all.first(where: { $0.name == text || $0.name == slug }) { return found }
    if let reason = foreign[text] ?? foreign[slug] {
      throw TemplateProblem(
        message: "the template \(text) is \(reason); for text there are \(names)")
    }
    throw TemplateProblem(message: "no template is called \(text); for text there are \(names)")
  }

  private static var names: String { all.map(\.name).joined(separator: ", ") }

  /// Label Studio's other templates, and why they are not here.
  private static let foreign: [String: String] = {
    let groups = [
      "not for text but for images": """
      adv_layouts_sticky_header adv_layouts_sticky_left_column adv_other_table adv_other_table2
      adv_region_image image_bbox image_bbox_coco image_brushes image_circular image_classification
      image_keypoints image_mixedlabel image_multi_class image_polygons image-captioning
      image-classification inventory-tracking keypoints medical-image-classification-with-bboxes
      multipage-documents object-detection-with-bounding-boxes optical-character-recognition pdf_ocr
      semantic-segmentation-with-masks semantic-segmentation-with-polygons visual-genome
      visual-question-answering visual-ranker content-based-image-search text-to-image
      """,
      "not for text but for sound": """
      adv_region_trans audio_classification audio_diarization audio_emotions audio_trans_region
      audio_transcribe asr-hypotheses automatic-speech-recognition
      automatic-speech-recognition-using-segments conversational-analysis intent-classification
      signal-quality-detection sound-event-detection speaker-segmentation speech-transcription
      """,
      "not for text but for time series": """
      ts_classification ts_loading_csv ts_loading_csv_notime ts_loading_headless ts_loading_json
      ts_multi_step ts_rel_between_channels ts_rel_text ts_segmentation activity-recognition
      change-point-detection outliers-anomaly-detection signal-quality time-series-forecasting
      """,
      "not for text but for video": """
      html_video html_video_timeline video-classification video-frame-classification
      video-object-tracking video-timeline-segmentation
      """,
      "not for text but for PDF and web pages": "html_pdf html_website pdf-classification",
      "labelled on Label Studio's own page only": """
      html_dialogues html_document html-entity-recognition tabular-data chat_eval chat_llm_eval
      chat_red_team chat_rlhf chatbot
      """,
    ]
    var reasons: [String: String] = [:]
    for (reason, names) in groups {
      for name in names.split(whereSeparator: \.isWhitespace) { reasons[String(name)] = reason }
    }
    return reasons
  }()
}

// MARK: - Parts

extension LabelingConfig.Template {
  static func header(_ words: String) -> String { "<Header value=\"\(words)\"/>" }

  /// - Parameter field: the member of the data; called like the text when it is not given.
  static func text(_ name: String = "text", _ field: String? = nil) -> String {
    "<Text name=\"\(name)\" value=\"$\(field ?? name)\"/>"
  }

  /// - Parameter more: further attributes as written.
  static func choices(
    _ name: String, of target: String = "text", _ values: [String], _ more: String = ""
  ) -> String {
    element("Choices", name, target, more, values.map { "<Choice value=\"\($0)\"/>" })
  }

  static func labels(_ name: String, of target: String = "text", _ values: [String]) -> String {
    element("Labels", name, target, "", values.map { "<Label value=\"\($0)\"/>" })
  }

  static func field(_ name: String, of target: String, _ more: String = "") -> String {
    element("TextArea", name, target, "maxSubmissions=\"1\" editable=\"true\"" + more.lead, [])
  }

  static func element(
    _ tag: String, _ name: String, _ target: String, _ more: String, _ children: [String]
  ) -> String {
    let start = "<\(tag) name=\"\(name)\" toName=\"\(target)\"\(more.lead)"
    if children.isEmpty { return start + "/>" }
    return ([start + ">"] + children.map { "  " + $0 } + ["</\(tag)>"]).joined(separator: "\n")
  }
}

extension String {
  /// With a blank before it, if there is something.
  fileprivate var lead: String { isEmpty ? "" : " " + self }
}
