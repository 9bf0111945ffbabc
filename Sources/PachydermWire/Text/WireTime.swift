/// Instants as S3 and SigV4 write them, all in UTC and to the second. Instants are Unix seconds.
package enum WireTime {
  /// SigV4's `20261123T103402Z`.
  package static func basic(_ seconds: Double) -> String {
    let t = Civil(seconds)
    return "\(date(t, ""))T\(pad(t.hour))\(pad(t.minute))\(pad(t.second))Z"
  }

  /// XML's `2026-11-23T10:34:02Z`.
  package static func iso(_ seconds: Double) -> String {
    let t = Civil(seconds)
    return "\(date(t, "-"))T\(clock(t))Z"
  }

  /// HTTP's `Mon, 23 Nov 2026 10:34:02 GMT`.
  package static func http(_ seconds: Double) -> String {
    let t = Civil(seconds)
    let date = "\(pad(t.day)) \(months[t.month - 1]) \(pad(t.year, 4))"
    return "\(weekdays[t.weekday]), \(date) \(clock(t)) GMT"
  }

  private static func date(_ t: Civil, _ mark: String) -> String {
    "\(pad(t.year, 4))\(mark)\(pad(t.month))\(mark)\(pad(t.day))"
  }

  private static func clock(_ t: Civil) -> String {
    "\(pad(t.hour)):\(pad(t.minute)):\(pad(t.second))"
  }

  /// Reads `20261123T103402Z`.
  package static func parseBasic(_ text: String) -> Double? {
    let c = Array(text.utf8)
    guard c.count == 16, c[8] == UInt8(ascii: "T"), c[15] == UInt8(ascii: "Z") else { return nil }
    return instant(
      [number(c[0..<4]), number(c[4..<6]), number(c[6..<8])],
      [number(c[9..<11]), number(c[11..<13]), number(c[13..<15])])
  }

  /// Reads `2026-11-23T10:34:02Z`; fractions of a second are kept, offsets are not understood.
  package static func parseISO(_ text: String) -> Double? {
    let c = Array(text.utf8)
    guard c.count >= 20, c[4] == UInt8(ascii: "-"), c[7] == UInt8(ascii: "-"),
      c[10] == UInt8(ascii: "T"), c[13] == UInt8(ascii: ":"), c[16] == UInt8(ascii: ":"),
      c.last == UInt8(ascii: "Z"),
      let whole = instant(
        [number(c[0..<4]), number(c[5..<7]), number(c[8..<10])],
        [number(c[11..<13]), number(c[14..<16]), number(c[17..<19])])
    else { return nil }
    guard c.count > 20 else { return whole }
    guard let fraction = Double("0" + String(decoding: c[19..<(c.count - 1)], as: UTF8.self))
    else { return nil }
    return whole + fraction
  }

  /// Reads `Mon, 23 Nov 2026 10:34:02 GMT` (RFC 1123), with `GMT`, `UTC` or a numeric zone.
  package static func parseHTTP(_ text: String) -> Double? {
    let words = text.split(separator: " ")
    guard words.count == 6, let month = months.firstIndex(where: { $0 == words[2] }),
      let zone = zoneOffset(words[5])
    else { return nil }
    let clock = words[4].split(separator: ":").map { Int($0) }
    guard clock.count == 3,
      let local = instant([Int(words[3]), month + 1, Int(words[1])], clock)
    else { return nil }
    return local - Double(zone)
  }

  private static let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  private static func pad(_ number: Int, _ width: Int = 2) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }

  private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
    digits.reduce(Int?.some(0)) { sum, digit in
      guard let sum, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
      return sum * 10 + Int(digit - UInt8(ascii: "0"))
    }
  }

  private static func zoneOffset(_ text: Substring) -> Int? {
    if text == "GMT" || text == "UTC" { return 0 }
    guard text.count == 5, let sign = ["+": 1, "-": -1][text.prefix(1)],
      let digits = Int(text.dropFirst())
    else { return nil }
    return sign * (digits / 100 * 3600 + digits % 100 * 60)
  }

  private static func instant(_ date: [Int?], _ clock: [Int?]) -> Double? {
    guard let year = date[0], let month = date[1], let day = date[2], let hour = clock[0],
      let minute = clock[1], let second = clock[2], (1...12).contains(month),
      (1...31).contains(day), (0...23).contains(hour), (0...59).contains(minute),
      (0...60).contains(second)
    else { return nil }
    let days = Civil.days(year: year, month: month, day: day)
    return Double(days * 86_400 + hour * 3600 + minute * 60 + second)
  }
}

/// A date of the proleptic Gregorian calendar, in UTC.
private struct Civil {
  var year: Int
  var month: Int
  var day: Int
  var hour: Int
  var minute: Int
  var second: Int
  /// 0 is Sunday.
  var weekday: Int

  init(_ instant: Double) {
    let seconds = Int(instant.rounded(.down))
    let days = seconds.dividedFloor(by: 86_400)
    let time = seconds - days * 86_400
    (hour, minute, second) = (time / 3600, time / 60 % 60, time % 60)
    weekday = (days + 4) - (days + 4).dividedFloor(by: 7) * 7
    // Howard Hinnant's civil_from_days: eras of 400 years that begin in March.
    let shifted = days + 719_468
    let era = shifted.dividedFloor(by: 146_097)
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  }

  /// Days since 1970-01-01.
  static func days(year: Int, month: Int, day: Int) -> Int {
    let shifted = month <= 2 ? year - 1 : year
    let era = shifted.dividedFloor(by: 400)
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }
}

extension Int {
  fileprivate func dividedFloor(by divisor: Int) -> Int {
    self >= 0 ? self / divisor : (self - divisor + 1) / divisor
  }
}
