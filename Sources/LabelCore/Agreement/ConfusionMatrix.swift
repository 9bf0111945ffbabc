/// How often each category of A met each of B. Grows with the categories, not with the tasks.
package struct ConfusionMatrix: Hashable, Sendable {
  /// A cell that is not empty.
  package struct Cell: Hashable, Sendable {
    package var a: LabelCategory
    package var b: LabelCategory
    package var count: Int
  }

  private struct Place: Hashable {
    var a: Int
    var b: Int
  }

  private var categories: [LabelCategory] = []
  private var places: [LabelCategory: Int] = [:]
  private var counts: [Place: Int] = [:]
  private var inA: [Int] = []
  private var inB: [Int] = []
  /// Tasks counted.
  package private(set) var total = 0
  /// Tasks in which A and B agree: the diagonal.
  package private(set) var agreeing = 0

  package init() {}

  /// Counts `count` tasks that are `a` in A and `b` in B.
  package mutating func add(_ a: LabelCategory, _ b: LabelCategory, count: Int = 1) {
    let place = Place(a: index(a), b: index(b))
    counts[place, default: 0] += count
    inA[place.a] += count
    inB[place.b] += count
    total += count
    if place.a == place.b { agreeing += count }
  }

  private mutating func index(_ category: LabelCategory) -> Int {
    if let index = places[category] { return index }
    let index = categories.count
    places[category] = index
    categories.append(category)
    inA.append(0)
    inB.append(0)
    return index
  }

  package func count(_ a: LabelCategory, _ b: LabelCategory) -> Int {
    guard let row = places[a], let column = places[b] else { return 0 }
    return counts[Place(a: row, b: column)] ?? 0
  }

  package func countInA(_ category: LabelCategory) -> Int { places[category].map { inA[$0] } ?? 0 }
  package func countInB(_ category: LabelCategory) -> Int { places[category].map { inB[$0] } ?? 0 }

  /// Every category that occurs: those of `order` first, in its order, then the commoner first (A
  /// and B together), equals by their bytes.
  package func categories(order: [LabelCategory] = []) -> [LabelCategory] {
    let ranks = Dictionary(zip(order, order.indices)) { first, _ in first }
    return categories.sorted { left, right in
      let rank = (ranks[left] ?? .max, ranks[right] ?? .max)
      if rank.0 != rank.1 { return rank.0 < rank.1 }
      let size = (countInA(left) + countInB(left), countInA(right) + countInB(right))
      return size.0 == size.1 ? LabelCategory.precedes(left, right) : size.0 > size.1
    }
  }

  /// The cells that are not empty, by row, then column, in the order of `categories(order:)`.
  package func cells(order: [LabelCategory] = []) -> [Cell] {
    let sorted = categories(order: order)
    var ranks = [Int](repeating: 0, count: categories.count)
    for (rank, category) in sorted.enumerated() { ranks[places[category] ?? 0] = rank }
    return counts.sorted { left, right in
      (ranks[left.key.a], ranks[left.key.b]) < (ranks[right.key.a], ranks[right.key.b])
    }
    .map { Cell(a: categories[$0.key.a], b: categories[$0.key.b], count: $0.value) }
  }

  /// The share of tasks in which A and B agree; nil without tasks.
  package var observed: Double? { total == 0 ? nil : Double(agreeing) / Double(total) }

  /// B as rows, A as columns.
  package var swapped: ConfusionMatrix {
    var matrix = self
    matrix.counts = [:]
    for (place, count) in counts { matrix.counts[Place(a: place.b, b: place.a)] = count }
    (matrix.inA, matrix.inB) = (inB, inA)
    return matrix
  }

  /// The same counts, whatever the order in which they were added.
  package static func == (left: ConfusionMatrix, right: ConfusionMatrix) -> Bool {
    left.cells() == right.cells()
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(total)
    hasher.combine(agreeing)
  }
}
