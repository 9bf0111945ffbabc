/// The `Range` header of a read, as Go's `http.ServeContent` takes it.
enum ByteRanges: Equatable {
  /// No header, or one that asks for more than the whole.
  case whole
  case parts([Range<Int>])
  /// 416: no range overlaps the content.
  case unsatisfiable
  /// 416: not to be understood.
  case malformed

  init(header: String?, size: Int) {
    guard let header else {
      self = .whole
      return
    }
    guard header.hasPrefix("bytes=") else {
      self = .malformed
      return
    }
    var parts: [Range<Int>] = []
    var misses = false
    for item in header.dropFirst(6).split(separator: ",") {
      let item = item.filter { $0 != " " && $0 != "\t" }
      guard !item.isEmpty else { continue }
      switch Self.range(item, size) {
      case .malformed:
        self = .malformed
        return
      case .parts(let range): parts += range
      default: misses = true
      }
    }
    if parts.isEmpty {
      self = misses ? .unsatisfiable : .whole
    } else {
      // Ranges that overlap so much that the whole is shorter are an attack, or a mistake.
      self = parts.reduce(0) { $0 + $1.count } > size ? .whole : .parts(parts)
    }
  }

  private static func range(_ item: String, _ size: Int) -> ByteRanges {
    let halves = item.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
    guard halves.count == 2 else { return .malformed }
    if halves[0].isEmpty {
      guard let count = number(halves[1]) else { return .malformed }
      return size == 0 || count == 0 ? .unsatisfiable : .parts([max(0, size - count)..<size])
    }
    guard let first = number(halves[0]) else { return .malformed }
    guard first < size else { return .unsatisfiable }
    if halves[1].isEmpty { return .parts([first..<size]) }
    guard let last = number(halves[1]), last >= first else { return .malformed }
    return .parts([first..<min(last + 1, size)])
  }

  /// Digits only; what does not fit is as large as can be.
  private static func number(_ text: Substring) -> Int? {
    guard !text.isEmpty, text.allSatisfy({ $0.isASCII && $0.isNumber }) else { return nil }
    return min(Int(text) ?? Int.max / 2, Int.max / 2)
  }
}
