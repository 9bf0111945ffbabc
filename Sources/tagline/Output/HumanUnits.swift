/// Sizes and times in pachctl's words.
enum HumanUnits {
  /// Binary units with four significant digits: `0B`, `15B`, `1.205KiB`, `11MiB`.
  static func size(_ bytes: Int) -> String {
    let units = ["B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"]
    var value = Double(bytes)
    var unit = 0
    while value >= 1024, unit < units.count - 1 {
      value /= 1024
      unit += 1
    }
    return fourDigits(value) + units[unit]
  }

  /// `3 seconds ago`, `Less than a second ago`, `2 weeks ago`.
  static func ago(_ seconds: Double, now: Double) -> String {
    duration(max(0, now - seconds)) + " ago"
  }

  /// How long, in the one unit that fits best.
  static func duration(_ seconds: Double) -> String {
    let whole = Int(seconds)
    let minutes = Int(seconds / 60)
    let hours = Int(seconds / 3600 + 0.5)
    switch true {
    case whole < 1: return "Less than a second"
    case whole == 1: return "1 second"
    case whole < 60: return "\(whole) seconds"
    case minutes == 1: return "About a minute"
    case minutes < 60: return "\(minutes) minutes"
    case hours == 1: return "About an hour"
    case hours < 48: return "\(hours) hours"
    case hours < 24 * 7 * 2: return "\(hours / 24) days"
    case hours < 24 * 30 * 2: return "\(hours / 24 / 7) weeks"
    case hours < 24 * 365 * 2: return "\(hours / 24 / 30) months"
    default: return "\(Int(seconds / 3600) / 24 / 365) years"
    }
  }

  /// RFC 3339 in UTC, with as many digits of a fraction as are needed, at most nine: `2021-02-09T10:00:00.5Z`.
  static func timestamp(_ seconds: Double) -> String {
    let whole = seconds.rounded(.down)
    let day = Int((whole / 86_400).rounded(.down))
    let second = Int(whole) - day * 86_400
    let date = civilDate(day)
    let time = [second / 3600, second / 60 % 60, second % 60].map { digits($0, 2) }
    let fraction = fractionDigits(seconds - whole)
    let dateText = "\(digits(date.year, 4))-\(digits(date.month, 2))-\(digits(date.day, 2))"
    return "\(dateText)T\(time.joined(separator: ":"))\(fraction)Z"
  }

  /// Microseconds, as far as a `Double` of today's seconds is exact.
  private static func fractionDigits(_ fraction: Double) -> String {
    let micros = min(999_999, Int((fraction * 1_000_000).rounded()))
    guard micros > 0 else { return "" }
    var text = digits(micros, 6)
    while text.hasSuffix("0") { text.removeLast() }
    return "." + text
  }

  private static func fourDigits(_ value: Double) -> String {
    let decimals = [1000.0, 100, 10].count { value < $0 }
    let scale = [1.0, 10, 100, 1000][decimals]
    let scaled = Int((value * scale).rounded())
    let step = Int(scale)
    guard scaled % step != 0 else { return String(scaled / step) }
    var fraction = digits(scaled % step, decimals)
    while fraction.hasSuffix("0") { fraction.removeLast() }
    return "\(scaled / step).\(fraction)"
  }

  private static func digits(_ number: Int, _ width: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, width - text.count)) + text
  }

  /// The Gregorian date of a day counted from 1970-01-01 (Howard Hinnant's days-to-civil).
  private static func civilDate(_ days: Int) -> (year: Int, month: Int, day: Int) {
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    return (
      yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month,
      dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    )
  }
}
