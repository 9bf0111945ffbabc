/// What a message cannot be read for: a sentence.
package struct WireError: Error, Equatable, Sendable {
  package var message: String

  package init(_ message: String) {
    self.message = message
  }
}
