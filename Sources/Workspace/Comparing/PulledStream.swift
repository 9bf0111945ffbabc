/// What another stream gives, put through a function a batch at a time, when somebody asks for it:
/// nothing is read ahead, so nothing piles up.
actor PulledStream<Input: Sendable, Output: Sendable> {
  private var input: AsyncThrowingStream<Input, any Error>.Iterator
  private let size: Int
  private let transform: @Sendable ([Input]) async throws -> [Output]
  private var ready: ArraySlice<Output> = []

  init(
    _ input: AsyncThrowingStream<Input, any Error>, by size: Int,
    _ transform: @escaping @Sendable ([Input]) async throws -> [Output]
  ) {
    self.input = input.makeAsyncIterator()
    self.size = size
    self.transform = transform
  }

  nonisolated var stream: AsyncThrowingStream<Output, any Error> {
    AsyncThrowingStream { try await self.next() }
  }

  private func next() async throws -> Output? {
    while ready.isEmpty {
      var batch: [Input] = []
      var input = input
      while batch.count < size, let element = try await input.next(isolation: self) {
        batch.append(element)
      }
      self.input = input
      if batch.isEmpty { return nil }
      ready = try await transform(batch)[...]
    }
    return ready.popFirst()
  }
}
