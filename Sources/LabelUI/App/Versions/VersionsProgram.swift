/// The screens over the store as a value: versions, commits, tasks of a version, comparing.
///
/// It runs alone (`tagline versions`), and over the label view, which it leaves as it was.
package struct VersionsProgram: Sendable {
  package var shell: VersionsShell
  /// The last one is shown; empty when all were left.
  package private(set) var stack: [any VersionsScreen]
  var help: HelpState?
  var isPrefixed = false
  /// Keys for a row that is on its way.
  private var typedAhead = TypedAhead()
  /// Whether `q` on the last screen ends the whole program.
  let isAlone: Bool

  package init(_ first: any VersionsScreen, shell: VersionsShell, isAlone: Bool = true) {
    stack = [first]
    self.shell = shell
    self.isAlone = isAlone
  }

  /// Asks for what the first screen shows.
  package mutating func start() -> [Effect] {
    withTop { $0.open(&$1) } + settle()
  }

  package mutating func update(_ event: Event) -> [Effect] {
    var effects = step(event)
    while !isGoing, let key = typedAhead.next() { effects += step(.key(key)) }
    return effects
  }

  private mutating func step(_ event: Event) -> [Effect] {
    if case .key(let key) = event, isGoing { return holdBack(key) }
    let effects = handle(event)
    return effects + settle()
  }

  /// Whether the row that the next key is about is still looked for or read.
  var isGoing: Bool {
    guard help == nil, shell.prompt == nil, shell.question == nil else { return false }
    return stack.last?.isGoing ?? false
  }

  private mutating func holdBack(_ key: Key) -> [Effect] {
    // Whoever leaves does not wait for a store that is slow.
    if key == .character("q"), typedAhead.isEmpty { return handle(.key(key)) }
    switch typedAhead.receive(key) {
    case .passes: return handle(.key(key))
    case .waits: return []
    case .isTooMuch: return [.bell]
    case .stops:
      return withTop { screen, _ in
        screen.stopGoing()
        return []
      }
    }
  }

  package var isDone: Bool { stack.isEmpty }

  var screen: ScreenName { stack.last?.name ?? .versions }

  var keymap: Keymap { Keymap(screen, isSearching: stack.last?.isSearching ?? false) }

  var helpTopic: HelpTopic {
    HelpTopic(screen: screen, keymap: keymap, legend: stack.last?.legend ?? "")
  }

  /// Lets the top screen work; what it asks for comes back as effects.
  mutating func withTop(
    _ body: (inout any VersionsScreen, inout VersionsShell) -> [VersionsRequest]
  ) -> [Effect] {
    guard !stack.isEmpty else { return [] }
    return with(stack.count - 1, body)
  }

  /// The same for the screen at a place of the stack.
  mutating func with(
    _ place: Int, _ body: (inout any VersionsScreen, inout VersionsShell) -> [VersionsRequest]
  ) -> [Effect] {
    var effects = body(&stack[place], &shell).map(Effect.versions)
    effects += shell.takeEffects()
    if shell.isClosing {
      shell.isClosing = false
      effects += close()
      if let label = shell.takeGiven() { effects += withTop { $0.take(label, &$1) } }
    }
    for screen in shell.takePushed() {
      stack.append(screen)
      effects += withTop { $0.open(&$1) }
    }
    return effects
  }

  /// Leaves the top screen; what it was waiting for is of no use any more.
  mutating func close() -> [Effect] {
    guard let left = stack.popLast() else { return [] }
    shell.busy = nil
    let needed = Set(stack.last?.lanes ?? [])
    var effects = left.lanes.filter { !needed.contains($0) }.map { lane in
      Effect.versions(.cancel(lane))
    }
    if stack.isEmpty, isAlone { effects.append(.quit) }
    return effects
  }

  /// Leaves all screens.
  mutating func leave() -> [Effect] {
    var effects: [Effect] = []
    while !stack.isEmpty { effects += close() }
    return effects
  }

  private mutating func settle() -> [Effect] { withTop { $0.settle(&$1) } }
}
