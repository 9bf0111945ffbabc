import DataRepository

/// Two listings in byte order read side by side.
struct MergedListings {
  /// A path with what each side has there; one of them at least.
  struct Place: Equatable, Sendable {
    var a: FileInfo?
    var b: FileInfo?

    var path: String { a?.path ?? b?.path ?? "" }

    /// Whether both sides hold the same bytes.
    var isSame: Bool { a?.hash == b?.hash && a?.hash.isEmpty == false }
  }

  private var left: AsyncThrowingStream<FileInfo, any Error>.Iterator
  private var right: AsyncThrowingStream<FileInfo, any Error>.Iterator
  private var nextA: FileInfo?
  private var nextB: FileInfo?
  private var hasBegun = false

  init(
    _ a: AsyncThrowingStream<FileInfo, any Error>, _ b: AsyncThrowingStream<FileInfo, any Error>
  ) {
    left = a.makeAsyncIterator()
    right = b.makeAsyncIterator()
  }

  /// The next path; nil at the end of both.
  mutating func next() async throws -> Place? {
    if !hasBegun {
      hasBegun = true
      nextA = try await left.next()
      nextB = try await right.next()
    }
    guard nextA != nil || nextB != nil else { return nil }
    var place = Place(a: nextA, b: nextB)
    if let a = nextA, let b = nextB {
      if a.path.utf8.lexicographicallyPrecedes(b.path.utf8) { place.b = nil }
      if b.path.utf8.lexicographicallyPrecedes(a.path.utf8) { place.a = nil }
    }
    if place.a != nil { nextA = try await left.next() }
    if place.b != nil { nextB = try await right.next() }
    return place
  }
}
