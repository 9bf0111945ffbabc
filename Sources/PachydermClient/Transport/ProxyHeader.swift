import Foundation

/// What a proxy before a cluster wants to be told: an `Authorization`, or a field of another name.
package struct ProxyHeader: Equatable, Sendable {
  /// The variable, of the environment and of `.env`, that holds it: `Bearer TOKEN`, `Basic …`, or
  /// `NAME: VALUE` for a field of another name.
  package static let variable = "PROXY_AUTHORIZATION"

  package let field: HTTPField

  /// Nil for what can be no header field.
  package init?(_ text: String) {
    let text = text.trimmingCharacters(in: .whitespaces)
    guard !text.isEmpty, text.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7f }) else { return nil }
    if let match = text.wholeMatch(of: /([A-Za-z0-9-]+):\s*(.+)/) {
      field = HTTPField(String(match.1), String(match.2))
    } else {
      field = HTTPField("Authorization", text)
    }
  }
}
