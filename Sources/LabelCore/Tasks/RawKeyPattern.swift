import Foundation

/// The `regex` of a source: which raw keys are tasks, by the rules of Python's `re.match`.
package struct RawKeyPattern: Sendable {
  /// As written in the source's params.
  package let pattern: String
  /// Nil where everything matches.
  private let expression: NSRegularExpression?

  /// Everything, as an absent or empty `regex`.
  package static let everything = RawKeyPattern()

  private init() {
    pattern = ""
    expression = nil
  }

  /// - Throws: `RawKeyPatternError` for what Python refuses and for what has no equal here.
  package init(_ pattern: String) throws(RawKeyPatternError) {
    self.pattern = pattern
    guard !pattern.isEmpty, pattern != ".*" else {
      expression = nil
      return
    }
    var translation = PythonRegex(pattern)
    let translated = try translation.translated()
    do {
      expression = try NSRegularExpression(
        pattern: translated, options: [.useUnixLineSeparators])
    } catch {
      throw RawKeyPatternError(pattern: pattern, reason: "it is no regular expression")
    }
  }

  /// Whether the whole key or a beginning of it matches.
  package func matches(_ key: String) -> Bool {
    guard let expression else { return true }
    let range = NSRange(location: 0, length: key.utf16.count)
    return expression.firstMatch(in: key, options: [.anchored], range: range) != nil
  }
}

/// Why a `regex` cannot be used.
package struct RawKeyPatternError: Error, Hashable, Sendable, CustomStringConvertible {
  package var pattern: String
  package var reason: String

  package var description: String { "the regex \"\(pattern)\" cannot be used: \(reason)" }
}
