import Foundation
import Glibc

/// Who labels.
enum Annotator {
  /// `--annotator`, `TAGLINE_ANNOTATOR`, `annotator` in the settings, `$USER`, the account's name; empty when
  /// none says.
  static func name(
    flag: String?, environment: [String: String], settings: URL,
    account: () -> String? = accountName
  ) -> String {
    flag.nonEmpty ?? environment["TAGLINE_ANNOTATOR"].nonEmpty ?? configured(settings)
      ?? environment["USER"].nonEmpty ?? account().nonEmpty ?? ""
  }

  /// What the system calls this account; cron jobs and containers have no `$USER`.
  private static func accountName() -> String? {
    getpwuid(geteuid()).map { String(cString: $0.pointee.pw_name) }
  }

  private static func configured(_ settings: URL) -> String? {
    guard let data = try? Data(contentsOf: settings) else { return nil }
    return (try? JSONDecoder().decode(Settings.self, from: data))?.annotator.nonEmpty
  }

  private struct Settings: Decodable {
    var annotator: String?
  }
}
