/// Reads and writes the times that stored completions carry.
enum Timestamp {
  /// Unix seconds from a number, or from ISO 8601 text (`2023-11-14T22:13:20.5Z`, offset optional).
  static func seconds(_ value: JSON) -> Int? {
    switch value {
    case .number(let spelling):
      Int(spelling) ?? Double(spelling).flatMap { Int(exactly: $0.rounded(.down)) }
    case .string(let text): seconds(iso: text)
    default: nil
    }
  }

  /// Unix seconds with their fraction, which tells the order of what was made within a second.
  static func precise(_ value: JSON) -> Double? {
    guard case .string(let text) = value else { return value.doubleValue }
    guard let whole = seconds(iso: text) else { return nil }
    let tail = text.utf8.dropFirst(19)
    let digits = tail.dropFirst().prefix { (48...57).contains($0) }
    guard tail.first == UInt8(ascii: "."), let text = String(digits) else { return Double(whole) }
    return Double(whole) + (Double("0." + text) ?? 0)
  }

  /// A time as Label Studio 1.x writes it: `2023-11-14T22:13:20Z`.
  static func text(_ seconds: Int) -> String {
    let (days, rest) = seconds.quotientFloored(by: 86_400)
    let (era, dayOfEra) = (days + 719_468).quotientFloored(by: 146_097)
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shifted = (5 * dayOfYear + 2) / 153
    let month = shifted < 10 ? shifted + 3 : shifted - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    let day = dayOfYear - (153 * shifted + 2) / 5 + 1
    let date = [padded(year, 4), padded(month, 2), padded(day, 2)].joined(separator: "-")
    let time = [rest / 3600, rest / 60 % 60, rest % 60].map { padded($0, 2) }
    return "\(date)T\(time.joined(separator: ":"))Z"
  }

  private static func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }

  private static func seconds(iso text: String) -> Int? {
    let bytes = Array(text.utf8)
    guard bytes.count >= 19, bytes[4] == dash, bytes[7] == dash,
      let year = number(bytes[0..<4]), let month = number(bytes[5..<7]),
      let day = number(bytes[8..<10]), let hour = number(bytes[11..<13]),
      let minute = number(bytes[14..<16]), let second = number(bytes[17..<19]),
      (1...12).contains(month), (1...31).contains(day),
      (0...23).contains(hour), (0...59).contains(minute), (0...60).contains(second),
      let offset = offset(bytes[19...])
    else { return nil }
    let days = days(year: year, month: month, day: day)
    return ((days * 24 + hour) * 60 + minute) * 60 + second - offset
  }

  private static let dash = UInt8(ascii: "-")

  private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
    digits.reduce(Int?.some(0)) { sum, digit in
      guard let sum, (48...57).contains(digit) else { return nil }
      return sum * 10 + Int(digit - 48)
    }
  }

  /// Seconds east of UTC; a fraction of a second before it is passed over.
  private static func offset(_ tail: ArraySlice<UInt8>) -> Int? {
    var rest = tail
    if rest.first == UInt8(ascii: ".") {
      rest = rest.dropFirst().drop { (48...57).contains($0) }
    }
    if rest.isEmpty || rest.elementsEqual("Z".utf8) { return 0 }
    let sign = rest.first == dash ? -1 : 1
    guard rest.first == dash || rest.first == UInt8(ascii: "+") else { return nil }
    let digits = rest.dropFirst().filter { $0 != UInt8(ascii: ":") }
    guard digits.count == 4, let hours = number(digits[0..<2]), let minutes = number(digits[2..<4])
    else { return nil }
    return sign * (hours * 60 + minutes) * 60
  }

  /// Days from 1970-01-01 in the proleptic Gregorian calendar.
  private static func days(year: Int, month: Int, day: Int) -> Int {
    let shifted = month > 2 ? year : year - 1
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }
}

extension Int {
  /// Division that rounds down, so that what is left is never negative.
  fileprivate func quotientFloored(by divisor: Int) -> (quotient: Int, rest: Int) {
    let (quotient, rest) = quotientAndRemainder(dividingBy: divisor)
    return rest < 0 ? (quotient - 1, rest + divisor) : (quotient, rest)
  }
}

extension Timestamp {
  /// Unix seconds to the microsecond, as Label Studio 1.x stores times: `2026-11-23T10:22:44.000000Z`.
  static func stored(_ seconds: Int) -> String { text(seconds).dropLast() + ".000000Z" }

  /// How long ago, as Django's `timesince` says it: the two largest units, `2 days, 3 hours`.
  static func ago(_ seconds: Int) -> String {
    let units = [
      ("year", 31_536_000), ("month", 2_592_000), ("week", 604_800), ("day", 86_400),
      ("hour", 3600), ("minute", 60),
    ]
    var rest = max(0, seconds)
    var words: [String] = []
    for (name, length) in units {
      let count = rest / length
      if count == 0, words.isEmpty { continue }
      if count == 0 { break }
      words.append("\(count)\u{a0}\(name)\(count == 1 ? "" : "s")")
      rest %= length
      if words.count == 2 { break }
    }
    return words.isEmpty ? "0\u{a0}minutes" : words.joined(separator: ", ")
  }
}
