import Foundation

/// Copying through the terminal itself (OSC 52), which also works over SSH.
enum Clipboard {
  /// What common emulators take in one sequence, in bytes of text.
  static let limit = 74_994

  /// The sequence that puts text on the clipboard; nil if the text is longer than terminals take.
  static func sequence(for text: String) -> String? {
    let bytes = Data(text.utf8)
    guard bytes.count <= limit else { return nil }
    return "\u{1B}]52;c;\(bytes.base64EncodedString())\u{7}"
  }
}
