/// Why a labeling config cannot be used, and where in its XML.
package struct ConfigError: Error, Hashable, Sendable, CustomStringConvertible {
  package enum Code: String, Hashable, Sendable {
    /// The bytes are no well-formed XML in UTF-8.
    case notXML
    case missingAttribute
    /// An attribute's value is none of those allowed.
    case wrongValue
    case repeatedName
    case unknownName
    case noChoices
    /// There is nothing to decide in it.
    case noControl
    /// The tag is about something that a terminal does not show.
    case notText
    /// The tag is about text, but Tagline does not know it.
    case unsupportedTag
  }

  package var code: Code
  package var message: String
  /// What Label Studio 0.8.2 says to the same config, where it refuses it too.
  package var labelStudioMessage: String?
  /// The tag it is about; empty when it is about the whole.
  package var tag: String
  package var position: ConfigPosition

  package init(_ code: Code, _ message: String, in element: ConfigElement) {
    self.code = code
    self.message = message
    tag = element.tag
    position = element.position
  }

  init(notXML message: String, at position: ConfigPosition) {
    code = .notXML
    self.message = message
    tag = ""
    self.position = position
  }

  package var description: String {
    "line \(position.line), column \(position.column): \(message)"
  }

  func saying(labelStudio message: String) -> ConfigError {
    var error = self
    error.labelStudioMessage = message
    return error
  }
}

/// A place in the XML; line and column count from 1, the column in characters.
package struct ConfigPosition: Hashable, Sendable {
  package var line: Int
  package var column: Int

  package init(line: Int = 1, column: Int = 1) {
    self.line = line
    self.column = column
  }
}
