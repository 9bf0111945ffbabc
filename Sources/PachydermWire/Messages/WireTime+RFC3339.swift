extension WireTime {
  /// `2026-11-23T10:34:02.571042Z`, to the microsecond; without a fraction where it is 0.
  package static func rfc3339(_ seconds: Double) -> String {
    let whole = seconds.rounded(.down)
    let micros = Int(((seconds - whole) * 1_000_000).rounded())
    if micros == 1_000_000 { return iso(whole + 1) }
    guard micros > 0 else { return iso(whole) }
    let digits = String(micros)
    let fraction = String(repeating: "0", count: 6 - digits.count) + digits
    return iso(whole).dropLast() + ".\(fraction)Z"
  }

  /// Reads a time with `Z` or a numeric offset.
  package static func parseRFC3339(_ text: String) -> Double? {
    if text.hasSuffix("Z") { return parseISO(text) }
    let zone = text.suffix(6)
    let parts = zone.dropFirst().split(separator: ":").map { Int($0) }
    guard zone.count == 6, let sign = ["+": 1, "-": -1][zone.prefix(1)], parts.count == 2,
      let hours = parts[0], let minutes = parts[1], let local = parseISO(text.dropLast(6) + "Z")
    else { return nil }
    return local - Double(sign * (hours * 3600 + minutes * 60))
  }
}
