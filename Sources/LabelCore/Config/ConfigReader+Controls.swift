/// Controls with their attributes; defaults are those of Label Studio 1.23.
extension ConfigReader {
  /// Nil for a tag that is no control.
  func control(_ element: ConfigElement) throws(ConfigError) -> ConfigControl? {
    guard Self.controls.contains(element.tag) else { return nil }
    let name = try required("name", of: element)
    let toName = try required("toName", of: element)
    return ConfigControl(
      name: name, toName: toName, kind: try kind(element, name),
      isRequired: element.flag("required"),
      requiredMessage: element.option("requiredMessage") ?? Self.requiredMessage(element, name),
      hint: element.option("hint"), hotkey: element.words("hotkey"),
      isPerRegion: element.flag("perRegion"), conditions: conditions(of: element),
      element: element)
  }

  private static let controls: Set<String> = [
    "Choices", "Taxonomy", "Rating", "TextArea", "Number", "DateTime", "Pairwise", "Ranker",
    "Labels", "HyperTextLabels", "ParagraphLabels",
  ]

  private static func requiredMessage(_ element: ConfigElement, _ name: String) -> String {
    switch element.tag {
    case "Choices", "Taxonomy": "Checkbox \"\(name)\" is required."
    default: "\(element.tag) \"\(name)\" is required."
    }
  }

  private func kind(
    _ element: ConfigElement, _ name: String
  ) throws(ConfigError) -> ConfigControl.Kind {
    switch element.tag {
    case "Choices": .choices(try choices(element, name))
    case "Taxonomy": try taxonomy(element, name)
    case "Rating": .rating(try rating(element))
    case "TextArea": .textArea(try textArea(element))
    case "Number": .number(try number(element))
    case "DateTime": .dateTime(dateTime(element))
    case "Pairwise": .pairwise
    case "Ranker": try ranker(element)
    case "Labels", "ParagraphLabels": .labels(try labels(element, name))
    default: .webPage(type: element.tag.lowercased())
    }
  }

  private func rating(_ element: ConfigElement) throws(ConfigError) -> ConfigRating {
    let most = try element.whole("maxRating") ?? 5
    guard (1...100).contains(most) else {
      throw ConfigError(.wrongValue, "maxRating=\"\(most)\" is not from 1 to 100", in: element)
    }
    return ConfigRating(max: most, preset: min(most, try element.whole("defaultValue") ?? 0))
  }

  private func textArea(_ element: ConfigElement) throws(ConfigError) -> ConfigTextArea {
    return ConfigTextArea(
      maxSubmissions: try element.limit("maxSubmissions"),
      rows: max(1, try element.whole("rows") ?? 1), placeholder: element.words("placeholder"),
      value: element.words("value").map { ConfigValue($0) },
      skipsDuplicates: element.flag("skipDuplicates"))
  }

  private func number(_ element: ConfigElement) throws(ConfigError) -> ConfigNumber {
    let step = try element.number("step") ?? 1
    return ConfigNumber(
      min: try element.number("min"), max: try element.number("max"), step: step > 0 ? step : 1,
      preset: try element.number("defaultValue"))
  }

  private func dateTime(_ element: ConfigElement) -> ConfigDateTime {
    let named = (element.option("only") ?? "").split(separator: ",").map(\.trimmingBlanks)
    var parts = Set(named.compactMap(ConfigDateTime.Part.init))
    if parts.isEmpty { parts = [.date, .time] }
    // As on the page a date takes the place of month and year.
    if parts.contains(.date) { parts.subtract([.month, .year]) }
    return ConfigDateTime(
      parts: parts, min: element.words("min"), max: element.words("max"))
  }

  private func ranker(_ element: ConfigElement) throws(ConfigError) -> ConfigControl.Kind {
    if let bucket = element.children.first(where: { $0.tag == "Bucket" }) {
      throw UnsupportedTag.problem(bucket)
        ?? ConfigError(.unsupportedTag, "Bucket is not supported", in: bucket)
    }
    return .ranker
  }
}

// MARK: - Attributes

extension ConfigElement {
  /// An attribute that says something; nil when it is missing or empty.
  func words(_ name: String) -> String? { option(name).flatMap { $0.isEmpty ? nil : $0 } }

  func number(_ name: String) throws(ConfigError) -> Double? {
    guard let text = words(name) else { return nil }
    guard let value = Double(text.trimmingBlanks), value.isFinite else {
      throw ConfigError(.wrongValue, "\(name)=\"\(text)\" of \(tag) is no number", in: self)
    }
    return value
  }

  /// A number above 0; nil when there is none, which sets no limit.
  func limit(_ name: String) throws(ConfigError) -> Int? {
    try whole(name).flatMap { $0 > 0 ? $0 : nil }
  }

  func whole(_ name: String) throws(ConfigError) -> Int? {
    guard let value = try number(name) else { return nil }
    guard let whole = Int(exactly: value.rounded(.down)) else {
      throw ConfigError(.wrongValue, "\(name) of \(tag) is no whole number", in: self)
    }
    return whole
  }
}
