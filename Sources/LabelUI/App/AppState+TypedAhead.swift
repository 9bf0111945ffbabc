/// Keys that come while the text they are for is on its way.
///
/// Typed fast or slowly, the same keys do the same: a label key behind one that went on is about the text
/// that comes, never about the one just left, and none is lost.
extension AppState {
  /// As many are kept as nobody types ahead on purpose; a held key must not label for minutes.
  private static let mostTypedAhead = 32

  /// Whether the text that the next key is about is still looked for or read.
  var isGoing: Bool {
    guard versions == nil, help == nil, prompt == nil, label.picker == nil else { return false }
    return label.openSearch != nil || (screen == .label && label.isLoading)
  }

  /// Keeps a key for the text that comes. Esc takes those back that wait, and the way there.
  mutating func holdBack(_ key: Key) -> [Effect] {
    switch key {
    case .control("l"), .control("z"), .control("c"): return handle(key)
    case .escape:
      stopGoing()
      return []
    default:
      guard typedAhead.count < Self.mostTypedAhead else { return [.bell] }
      typedAhead.append(key)
      return []
    }
  }

  /// Stays where it is; an answer that still comes moves nothing.
  mutating func stopGoing() {
    typedAhead = []
    label.openSearch = nil
  }
}
