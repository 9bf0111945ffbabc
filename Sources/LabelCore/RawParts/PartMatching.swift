/// What tells a task of a raw file from the others in it.
package struct PartIdentity<Hash: Hashable & Sendable>: Sendable {
  /// Of the task's data, whatever their spelling; nil where no task could be read.
  package var data: Hash?
  /// Of the piece as it is written.
  package var bytes: Hash

  package init(data: Hash?, bytes: Hash) {
    self.data = data
    self.bytes = bytes
  }
}

/// A task that is known of a raw file, in the order of their places.
package struct KnownPart<Hash: Hashable & Sendable>: Sendable {
  package var identity: PartIdentity<Hash>
  /// Not in the file when it was last read.
  package var isGone: Bool

  package init(_ identity: PartIdentity<Hash>, isGone: Bool = false) {
    self.identity = identity
    self.isGone = isGone
  }
}

/// Finds which of a raw file's known tasks each of its pieces is.
///
/// First by equal data and then by equal bytes, equal ones in the order of their places; a task that was gone
/// comes back when no other has its data. What changed is the task that stood in its place, if the
/// neighbours still stand: between two pieces that were found (or one and an end of the file) there are as many
/// known tasks without a piece as pieces without a task. A file that had one task and has one has the same,
/// and one that could never be read gives its number to the first of its tasks.
package struct PartMatching<Hash: Hashable & Sendable>: Sendable {
  /// For each piece the place of its task among the known; nil for a new task.
  package private(set) var found: [Int?]
  private let known: [KnownPart<Hash>]
  private let isBetween: Bool
  private var isTaken: [Bool]

  /// - Parameter isBetween: whether other pieces of the file stand before or behind these, and are known to be
  ///   what they were; `parts` and `known` are what is left of both.
  package init(
    _ parts: [PartIdentity<Hash>], known: [KnownPart<Hash>], isBetween: Bool = false
  ) {
    self.isBetween = isBetween
    found = Array(repeating: nil, count: parts.count)
    self.known = known
    isTaken = Array(repeating: false, count: known.count)
    guard !known.isEmpty else { return }
    pairEqual(parts.map(\.data), known.map(\.identity.data))
    pairEqual(parts.map(\.bytes), known.map(\.identity.bytes))
    pairBetweenNeighbours()
    pairPlaceholder()
  }

  /// The known tasks that no piece is.
  package var left: [Int] { isTaken.indices.filter { !isTaken[$0] } }

  private mutating func take(_ place: Int, for part: Int) {
    found[part] = place
    isTaken[place] = true
  }

  /// Those that are there come before those that are gone.
  private mutating func pairEqual(_ parts: [Hash?], _ tasks: [Hash?]) {
    for isGone in [false, true] {
      var next: [Hash: Int] = [:]
      // The next task with the same hash; the table is filled from behind.
      var after = Array(repeating: -1, count: tasks.count)
      for place in tasks.indices.reversed() where known[place].isGone == isGone && !isTaken[place] {
        guard let hash = tasks[place] else { continue }
        after[place] = next[hash] ?? -1
        next[hash] = place
      }
      if next.isEmpty { continue }
      for part in parts.indices where found[part] == nil {
        guard let hash = parts[part], let place = next[hash] else { continue }
        take(place, for: part)
        next[hash] = after[place] < 0 ? nil : after[place]
      }
    }
  }

  private mutating func pairBetweenNeighbours() {
    let there = known.indices.filter { !known[$0].isGone }
    var order = Array(repeating: -1, count: known.count)
    for (position, place) in there.enumerated() { order[place] = position }
    var part = 0
    while part < found.count {
      guard found[part] == nil else {
        part += 1
        continue
      }
      let end = found[part...].firstIndex { $0 != nil } ?? found.count
      let before = part == 0 ? -1 : order[found[part - 1] ?? 0]
      let behind = end == found.count ? there.count : order[found[end] ?? 0]
      let isWhole = part == 0 && end == found.count && !isBetween
      let isFound = part == 0 || before >= 0
      let isClosed = end == found.count || behind >= 0
      if isFound, isClosed, behind - before - 1 == end - part, !isWhole || end == 1,
        there[(before + 1)..<behind].allSatisfy({ !isTaken[$0] })
      {
        for (offset, index) in (part..<end).enumerated() {
          take(there[before + 1 + offset], for: index)
        }
      }
      part = end
    }
  }

  private mutating func pairPlaceholder() {
    guard !isBetween, known.count == 1, !isTaken[0], let first = found.indices.first else { return }
    if found.count == 1 || known[0].identity.data == nil { take(0, for: first) }
  }
}
