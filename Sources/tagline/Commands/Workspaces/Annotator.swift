import Foundation

/// Who labels.
enum Annotator {
  /// `--annotator`, `TAGLINE_ANNOTATOR`, `annotator` in the settings, `$USER`; empty when none says.
  static func name(
    flag: String?, environment: [String: String], settings: URL
  ) -> String {
    flag.nonEmpty ?? environment["TAGLINE_ANNOTATOR"].nonEmpty ?? configured(settings)
      ?? environment["USER"].nonEmpty ?? ""
  }

  private static func configured(_ settings: URL) -> String? {
    guard let data = try? Data(contentsOf: settings) else { return nil }
    return (try? JSONDecoder().decode(Settings.self, from: data))?.annotator.nonEmpty
  }

  private struct Settings: Decodable {
    var annotator: String?
  }
}
