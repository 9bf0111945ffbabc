/// Keys that came while the text or row they are for is on its way.
///
/// Typed fast or slowly, the same keys do the same: a key behind one that went on is about what comes, never
/// about what was just left, and none is lost.
struct TypedAhead: Sendable {
  /// What becomes of a key on the way.
  enum Answer {
    /// It works at once, as it is about the program.
    case passes
    case waits
    /// Too many wait: a held key must not decide for minutes.
    case isTooMuch
    /// It takes back those that wait, and the way there.
    case stops
  }

  private static let limit = 32
  private var keys: [Key] = []

  var isEmpty: Bool { keys.isEmpty }

  mutating func receive(_ key: Key) -> Answer {
    switch key {
    case .control("l"), .control("z"), .control("c"): return .passes
    case .escape:
      keys = []
      return .stops
    default:
      guard keys.count < Self.limit else { return .isTooMuch }
      keys.append(key)
      return .waits
    }
  }

  /// The first of them, once what it is for has come; nil when none waits.
  mutating func next() -> Key? { keys.isEmpty ? nil : keys.removeFirst() }

  mutating func forget() { keys = [] }
}
