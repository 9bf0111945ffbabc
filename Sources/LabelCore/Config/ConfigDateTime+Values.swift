/// Dates and times as they are stored: ISO 8601, as far as they are asked for.
extension ConfigDateTime {
  /// What a value looks like.
  package var example: String {
    var text = ""
    if parts.contains(.date) {
      text = "2026-11-23"
    } else if parts.contains(.month) {
      text = "2026-11"
    } else if parts.contains(.year) {
      text = "2026"
    }
    guard parts.contains(.time) else { return text }
    return text.isEmpty ? "14:30" : text + "T14:30"
  }

  /// The text as it is stored; nil when it is not of the form asked for, or no such day or time exists.
  /// A blank may stand for the `T`.
  package func normalized(_ text: String) -> String? {
    var rest = Substring(text)
    var result = ""
    if parts.contains(.date) || parts.contains(.month) || parts.contains(.year) {
      let end = rest.firstIndex { $0 == "T" || $0 == "t" || $0 == " " } ?? rest.endIndex
      guard let day = day(String(rest[..<end])) else { return nil }
      result = day
      rest = rest[end...].dropFirst()
      if !parts.contains(.time) { return rest.isEmpty ? result : nil }
    }
    guard parts.contains(.time) else { return nil }
    // A day without a time is refused: the page asks for both.
    guard let time = Self.time(rest.trimmingBlanks) else { return nil }
    return result.isEmpty ? time : result + "T" + time
  }

  /// Whether a stored value lies between `min` and `max`; ISO texts order as texts.
  package func allows(_ value: String) -> Bool {
    let isLate = min.map { value >= $0 } ?? true
    return isLate && (max.map { value <= $0 || value.hasPrefix($0) } ?? true)
  }

  private func day(_ text: String) -> String? {
    let fields = text.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
    let wanted = parts.contains(.date) ? 3 : (parts.contains(.month) ? 2 : 1)
    guard fields.count == wanted, fields[0].utf8.count == 4 else { return nil }
    let numbers = fields.compactMap { Self.number($0) }
    guard numbers.count == wanted else { return nil }
    if wanted > 1, !(1...12).contains(numbers[1]) { return nil }
    if wanted > 2, !(1...Self.days(inMonth: numbers[1], of: numbers[0])).contains(numbers[2]) {
      return nil
    }
    return ([fields[0]] + numbers.dropFirst().map(Self.twoDigits)).joined(separator: "-")
  }

  private static func time(_ text: String) -> String? {
    let fields = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    guard (2...3).contains(fields.count) else { return nil }
    let numbers = fields.compactMap { number($0) }
    guard numbers.count == fields.count, numbers[0] < 24,
      numbers.dropFirst().allSatisfy({ $0 < 60 })
    else { return nil }
    return numbers.map(twoDigits).joined(separator: ":")
  }

  private static func number(_ text: String) -> Int? {
    guard (1...4).contains(text.utf8.count), text.utf8.allSatisfy({ (0x30...0x39).contains($0) })
    else { return nil }
    return Int(text)
  }

  private static func days(inMonth month: Int, of year: Int) -> Int {
    switch month {
    case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  private static func twoDigits(_ number: Int) -> String {
    (number < 10 ? "0" : "") + String(number)
  }
}
