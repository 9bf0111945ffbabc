/// Figures and words as reports print them: the same on every machine and in every locale.
package enum ReportText {
  /// `value` with exactly `places` digits behind the point, halves away from zero; "-" for none.
  package static func fixed(_ value: Double?, _ places: Int = 2) -> String {
    guard let value, value.isFinite, value.magnitude < 1e12 else { return "-" }
    let scale = (0..<places).reduce(1.0) { product, _ in product * 10 }
    let whole = Int((value.magnitude * scale).rounded())
    let digits = String(whole)
    let padded = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
    let sign = value < 0 && whole > 0 ? "-" : ""
    return places == 0
      ? sign + padded : "\(sign)\(padded.dropLast(places)).\(padded.suffix(places))"
  }

  /// A share of one as `91.2%`; "-" for none.
  package static func percent(_ share: Double?) -> String {
    share.map { fixed($0 * 100, 1) + "%" } ?? "-"
  }

  /// `0.88 [0.80-0.95]`; "-" for none.
  package static func kappa(_ kappa: CohenKappa?) -> String {
    guard let kappa else { return "-" }
    let (low, high) = (fixed(kappa.interval.lowerBound), fixed(kappa.interval.upperBound))
    let interval = low.hasPrefix("-") ? "\(low) to \(high)" : "\(low)-\(high)"
    return "\(fixed(kappa.value)) [\(interval)]"
  }

  /// `+8`, `-2`, `0`.
  package static func signed(_ value: Int) -> String { value > 0 ? "+\(value)" : String(value) }

  /// On one line, without anything that a terminal would act on: control characters and marks that
  /// reorder text become U+FFFD.
  package static func visible(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: isControl) else { return text }
    var shown = String.UnicodeScalarView()
    for scalar in text.unicodeScalars { shown.append(isControl(scalar) ? "\u{FFFD}" : scalar) }
    return String(shown)
  }

  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F..<0xA0, 0x061C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069: true
    default: false
    }
  }
}

extension JSON {
  /// A figure to six digits behind the point, without zeros at the end; null for none.
  static func figure(_ value: Double?) -> JSON {
    guard let value, value.isFinite else { return .null }
    let text = ReportText.fixed(value, 6)
    guard text.contains(".") else { return .number(text) }
    let end = text.reversed().drop { $0 == "0" }.drop { $0 == "." }
    return .number(String(end.reversed()))
  }
}
