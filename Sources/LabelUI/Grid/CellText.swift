/// What of one grapheme cluster can be put on a screen, and how wide it is.
///
/// Terminals and C libraries disagree about joined emoji and the like, so only what they agree on
/// is drawn: each spacing scalar with at most four marks on it. The text itself is never changed,
/// only its picture.
package struct CellText: Equatable, Sendable {
  /// One piece a cell or, for width 2, a cell and its continuation.
  package struct Piece: Equatable, Sendable {
    package var text: String
    /// 1 or 2.
    package var width: Int
  }

  /// Empty for a cluster that leaves no mark, such as a lone joiner.
  package private(set) var pieces: [Piece] = []

  /// Columns of all pieces together.
  package var width: Int { pieces.reduce(0) { $0 + $1.width } }

  /// More marks than a curses cell holds.
  static let markLimit = 4

  package init(_ character: Character) {
    var builder = Builder()
    for scalar in character.unicodeScalars { builder.add(scalar) }
    pieces = builder.pieces()
  }

  /// Columns that one grapheme cluster takes: 0, 1, 2, or more where several letters form it.
  package static func width(of character: Character) -> Int {
    let utf8 = character.utf8
    if utf8.count == 1, let byte = utf8.first, byte >= 0x20, byte < 0x7F { return 1 }
    return CellText(character).width
  }

  /// Columns that `text` takes on one line.
  package static func width(of text: some StringProtocol) -> Int {
    if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return text.utf8.count }
    return text.reduce(0) { $0 + width(of: $1) }
  }
}

extension CellText {
  /// Collects the scalars of one cluster into pieces.
  private struct Builder {
    private var done: [Piece] = []
    private var current = ""
    private var width = 0
    private var marks = 0
    private var isJoining = false

    mutating func add(_ scalar: Unicode.Scalar) {
      switch ScalarKind(scalar) {
      case .dropped: break
      case .joiner: isJoining = true
      case .forbidden: start("\u{FFFD}", width: 1)
      case .mark: addMark(scalar)
      case .modifier: if width == 0 { start(scalar, width: 2) }
      case .indicator: if width == 0 { start(scalar, width: 1) }
      case .spacing(let columns):
        // The second person of a joined family, or the second letter of a flag, has no cell of its
        // own.
        if isJoining, scalar.value > 0xFF, scalar.properties.isEmoji {
          isJoining = false
          return
        }
        start(scalar, width: columns)
      }
    }

    func pieces() -> [Piece] {
      width == 0 ? done : done + [Piece(text: current, width: width)]
    }

    private mutating func addMark(_ scalar: Unicode.Scalar) {
      if width == 0 { start("\u{25CC}", width: 1) }
      guard marks < CellText.markLimit else { return }
      current.unicodeScalars.append(scalar)
      marks += 1
    }

    private mutating func start(_ scalar: Unicode.Scalar, width columns: Int) {
      if width > 0 { done.append(Piece(text: current, width: width)) }
      current = String(scalar)
      width = columns
      marks = 0
      isJoining = false
    }
  }

  /// The part a scalar plays in a cell.
  private enum ScalarKind {
    case spacing(Int)
    case mark
    /// Skin tones: shown only when alone.
    case modifier
    /// A flag is two regional indicators, of which the first stands for both.
    case indicator
    case joiner
    /// Formats a cell without being seen: variation selectors, tags, word joiners.
    case dropped
    /// Would steer the terminal or reorder what is read: controls, bidi overrides, unassigned
    /// scalars.
    case forbidden

    init(_ scalar: Unicode.Scalar) {
      switch scalar.value {
      case 0x20..<0x7F: self = .spacing(1)
      case 0..<0xA0: self = .forbidden
      case 0x200D: self = .joiner
      case 0x202A...0x202E, 0x2066...0x2069, 0xFFF9...0xFFFB: self = .forbidden
      case 0x1F3FB...0x1F3FF: self = .modifier
      case 0x1F1E6...0x1F1FF: self = .indicator
      case 0xFE00...0xFE0F, 0xE0000...0xE01EF: self = .dropped
      case 0xA1..<0x300 where scalar.value != 0xAD: self = .spacing(1)
      default: self.init(category: scalar)
      }
    }

    private init(category scalar: Unicode.Scalar) {
      switch scalar.properties.generalCategory {
      case .format: self = .dropped
      case .control, .unassigned, .surrogate, .lineSeparator, .paragraphSeparator: self = .forbidden
      default:
        if WidthTable.contains(scalar.value, in: WidthTable.zero) {
          self = .mark
        } else {
          self = .spacing(WidthTable.contains(scalar.value, in: WidthTable.wide) ? 2 : 1)
        }
      }
    }
  }
}
