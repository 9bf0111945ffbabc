extension ControlLabel {
  /// The answers in a stored `result`, ascending by control. Regions without a control or a value,
  /// and empty answers, say nothing.
  static func all(in result: [JSON]) -> [ControlLabel] {
    var regions: [String: [Region]] = [:]
    for region in result.compactMap(Region.init) {
      regions[region.control, default: []].append(region)
    }
    return regions.compactMap { control, regions in
      LabelValue(regions).map { ControlLabel(control: control, value: $0) }
    }
    .sorted { $0.control.utf8.lexicographicallyPrecedes($1.control.utf8) }
  }
}

extension Region {
  fileprivate var labelSpan: LabelSpan? {
    place.map { LabelSpan(start: $0.start, end: $0.end, labels: strings("labels")) }
  }
}

extension LabelValue {
  /// The answer that one control's regions give together; of choices and ratings the first counts,
  /// as for `Completion.decision`.
  fileprivate init?(_ regions: [Region]) {
    guard let first = regions.first else { return nil }
    let alike = regions.filter { $0.type == first.type }
    switch first.type {
    case "choices" where first.holdsPaths("choices"):
      self = .taxonomy(Set(first.paths("choices")).sorted(by: Self.precedes))
    case "choices":
      self = .choices(first.strings("choices").distinctInByteOrder)
    case "taxonomy":
      self = .taxonomy(Set(alike.flatMap { $0.paths("taxonomy") }).sorted(by: Self.precedes))
    case "rating":
      guard let rating = first.value["rating"]?.doubleValue else { return nil }
      self = .rating(rating)
    case "textarea":
      self = .text(alike.flatMap { $0.strings("text") })
    case "labels":
      self = Self.spans(alike)
    default:
      self = Self.other(first.type, alike)
    }
    if isEmpty { return nil }
  }

  private static func spans(_ regions: [Region]) -> LabelValue {
    let spans = regions.compactMap(\.labelSpan)
    guard spans.count == regions.count else { return other("labels", regions) }
    return .spans(spans.sorted(by: LabelSpan.precedes))
  }

  private static func other(_ type: String, _ regions: [Region]) -> LabelValue {
    let values = regions.map { $0.value.canonical.text(.compact) }
    return .other(type: type, values: values.distinctInByteOrder.joined(separator: " "))
  }

  private static func precedes(_ left: [String], _ right: [String]) -> Bool {
    left.lexicographicallyPrecedes(right) { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// Whether nothing was answered: an empty list is how a page stores a choice taken back.
  var isEmpty: Bool {
    switch self {
    case .choices(let values): values.isEmpty
    case .taxonomy(let paths): paths.isEmpty
    case .spans(let spans): spans.isEmpty
    case .text(let texts): texts.isEmpty
    case .other(_, let values): values.isEmpty
    case .rating: false
    }
  }
}

extension LabelSpan {
  static func precedes(_ left: LabelSpan, _ right: LabelSpan) -> Bool {
    let places = ((left.start, left.end), (right.start, right.end))
    if places.0 != places.1 { return places.0 < places.1 }
    return left.labels.lexicographicallyPrecedes(right.labels) {
      $0.utf8.lexicographicallyPrecedes($1.utf8)
    }
  }
}
