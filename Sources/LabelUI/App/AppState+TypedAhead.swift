extension AppState {
  /// Whether the text that the next key is about is still looked for or read.
  var isGoing: Bool {
    guard versions == nil, help == nil, prompt == nil, label.picker == nil else { return false }
    return label.openSearch != nil || (screen == .label && label.isLoading)
  }

  /// Keeps a key for the text that comes.
  mutating func holdBack(_ key: Key) -> [Effect] {
    switch typedAhead.receive(key) {
    case .passes: return handle(key)
    case .waits: return []
    case .isTooMuch: return [.bell]
    case .stops:
      stopGoing()
      return []
    }
  }

  /// Stays where it is; an answer that still comes moves nothing.
  mutating func stopGoing() {
    typedAhead.forget()
    label.openSearch = nil
  }
}
