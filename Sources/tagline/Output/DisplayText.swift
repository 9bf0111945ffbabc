/// Text from data on its way to a terminal.
enum DisplayText {
  /// The text without anything a terminal would act on: control characters, C1 controls and the marks that
  /// reorder text show as `\u{FFFD}`. Line breaks and tabs stay when `keepingLines`.
  static func cleaned(_ text: String, keepingLines: Bool = false) -> String {
    guard text.unicodeScalars.contains(where: { isDangerous($0, keepingLines) }) else {
      return text
    }
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      result.append(isDangerous(scalar, keepingLines) ? "\u{FFFD}" : scalar)
    }
    return String(result)
  }

  /// Columns that cleaned text takes: wide East Asian characters and emoji 2, combining marks 0.
  static func width(_ text: String) -> Int {
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return text.utf8.count }
    return text.reduce(0) { $0 + width($1) }
  }

  private static func width(_ character: Character) -> Int {
    guard let scalar = character.unicodeScalars.first else { return 0 }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format, .control: return 0
    default: return isWide(scalar.value) || scalar.properties.isEmojiPresentation ? 2 : 1
    }
  }

  private static func isWide(_ value: UInt32) -> Bool {
    switch value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF,
      0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x20000...0x3FFFD:
      return true
    default: return false
    }
  }

  private static func isDangerous(_ scalar: Unicode.Scalar, _ keepingLines: Bool) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A: return !keepingLines
    case 0..<0x20, 0x7F..<0xA0: return true
    case 0x061C, 0x200E, 0x200F, 0x2028, 0x2029, 0x202A...0x202E, 0x2066...0x2069: return true
    default: return false
    }
  }
}
