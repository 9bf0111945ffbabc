/// Some elements of a stream and where to go on; nil at the end.
package struct Page<State: Sendable, Element: Sendable>: Sendable {
  package var elements: [Element]
  package var next: State?

  package init(elements: [Element], next: State?) {
    self.elements = elements
    self.next = next
  }
}

/// Gives out elements one by one and fetches the next page when they run out: the consumer's pace
/// is the stream's, nothing is read ahead, and no transaction is open in between.
package func pages<State: Sendable, Element: Sendable>(
  from state: State, _ fetch: @escaping @Sendable (State) async throws -> Page<State, Element>
) -> AsyncThrowingStream<Element, any Error> {
  let pager = Pager(state, fetch)
  return AsyncThrowingStream(unfolding: { try await pager.next() })
}

private actor Pager<State: Sendable, Element: Sendable> {
  private var rest: ArraySlice<Element> = []
  private var state: State?
  private let fetch: @Sendable (State) async throws -> Page<State, Element>

  init(_ state: State, _ fetch: @escaping @Sendable (State) async throws -> Page<State, Element>) {
    self.state = state
    self.fetch = fetch
  }

  func next() async throws -> Element? {
    while rest.isEmpty {
      guard let state else { return nil }
      try Task.checkCancellation()
      // A failure ends the stream: nothing is fetched after it.
      self.state = nil
      let page = try await fetch(state)
      rest = page.elements[...]
      self.state = page.next
    }
    return rest.popFirst()
  }
}
