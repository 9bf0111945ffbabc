/// A moment in few columns: `09:02` today, `12 Nov` this year, else `Nov 2025`.
enum DayWords {
  static func short(_ unixSeconds: Int, now: Moment?) -> String {
    let offset = now?.utcOffset ?? 0
    let local = unixSeconds + offset
    let day = civil(local)
    let today = now.map { civil(Int($0.seconds) + offset) }
    let month = months[day.month - 1]
    guard let today, today.year == day.year else { return "\(month) \(day.year)" }
    guard today == day else { return "\(twoDigits(day.day)) \(month)" }
    return clock(local)
  }

  /// A moment with day and minute: `today 09:02`, `12 Nov 09:02` this year, else `12 Nov 2025`.
  static func long(_ unixSeconds: Double, now: Moment?) -> String {
    let offset = now?.utcOffset ?? 0
    let local = Int(unixSeconds.rounded(.down)) + offset
    let day = civil(local)
    let date = "\(twoDigits(day.day)) \(months[day.month - 1])"
    guard let today = now.map({ civil(Int($0.seconds) + offset) }), today.year == day.year else {
      return "\(date) \(day.year)"
    }
    return "\(today == day ? "today " : date) \(clock(local))"
  }

  /// A moment in a name, in UTC: `20261123T214500Z`.
  static func stamp(_ unixSeconds: Double) -> String {
    let seconds = Int(unixSeconds.rounded(.down))
    let day = civil(seconds)
    let rest = ((seconds % 86_400) + 86_400) % 86_400
    let date = "\(day.year)\(twoDigits(day.month))\(twoDigits(day.day))"
    return
      "\(date)T\(twoDigits(rest / 3600))\(twoDigits(rest / 60 % 60))\(twoDigits(rest % 60))Z"
  }

  private static func clock(_ local: Int) -> String {
    let minute = ((local % 86_400) + 86_400) % 86_400 / 60
    return "\(twoDigits(minute / 60)):\(twoDigits(minute % 60))"
  }

  private struct Day: Equatable {
    var year: Int
    var month: Int
    var day: Int
  }

  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  private static func twoDigits(_ number: Int) -> String {
    number < 10 ? "0\(number)" : "\(number)"
  }

  /// The Gregorian day, counted in years that begin in March so that the leap day comes last.
  private static func civil(_ seconds: Int) -> Day {
    let days = (seconds >= 0 ? seconds : seconds - 86_399) / 86_400 + 719_468
    let era = (days >= 0 ? days : days - 146_096) / 146_097
    let dayOfEra = days - era * 146_097
    let year = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * year + year / 4 - year / 100)
    let month = (5 * dayOfYear + 2) / 153
    let civilMonth = month < 10 ? month + 3 : month - 9
    return Day(
      year: year + era * 400 + (civilMonth <= 2 ? 1 : 0), month: civilMonth,
      day: dayOfYear - (153 * month + 2) / 5 + 1)
  }
}

/// An amount of bytes in few columns: `31 kB`, `1.2 MB`.
enum ByteWords {
  static func short(_ bytes: Int) -> String {
    if bytes < 1000 { return "\(bytes) B" }
    var tenths = bytes / 100
    var units = ["kB", "MB", "GB", "TB"][...]
    while tenths >= 10_000, units.count > 1 {
      tenths /= 1000
      units.removeFirst()
    }
    let number = tenths < 100 ? "\(tenths / 10).\(tenths % 10)" : "\(tenths / 10)"
    return "\(number) \(units[units.startIndex])"
  }
}
