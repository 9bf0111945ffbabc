/// Tags of Label Studio that Tagline does not label with, and what to use.
enum UnsupportedTag {
  static func problem(_ element: ConfigElement) -> ConfigError? {
    let tag = element.tag
    if objects.contains(tag) || regions.contains(tag) {
      return ConfigError(
        .notText,
        "\(tag) cannot be labelled in a terminal; use the Label Studio web page for it, "
          + "or show text with <Text name=\"text\" value=\"$text\"/>", in: element)
    }
    if controls.contains(tag) {
      return ConfigError(
        .unsupportedTag,
        "\(tag) is not supported; use <Choices>, or the Label Studio web page", in: element)
    }
    return nil
  }

  /// What a terminal does not show.
  private static let objects: Set<String> = [
    "Image", "Audio", "AudioPlus", "Video", "VideoRectangle", "TimeSeries", "TimeSeriesChannel",
    "Pdf", "Bitmask", "Chat", "ReactCode",
  ]

  /// Controls on pictures, sound and series.
  private static let regions: Set<String> = [
    "Brush", "BrushLabels", "Ellipse", "EllipseLabels", "KeyPoint", "KeyPointLabels", "MagicWand",
    "Polygon", "PolygonLabels", "Rectangle", "RectangleLabels", "TimeSeriesLabels",
    "TimelineLabels", "VectorLabels", "Vector", "BitmaskLabels",
  ]

  private static let controls: Set<String> = ["Ranking", "Bucket", "Relation", "Repeater"]
}
