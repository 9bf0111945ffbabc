/// The shortest way from one list of words, given as numbers, to another.
struct WordScript {
  /// More removed and added words than this are not looked for: time and memory grow with their
  /// square.
  static let limit = 1_000

  /// Neighbouring words of one kind, by their places in both lists.
  struct Run: Equatable {
    var kind: WordDiff.Kind
    var a: Range<Int>
    var b: Range<Int>
  }

  private(set) var runs: [Run] = []

  init(_ a: [Int], _ b: [Int]) {
    let head = zip(a, b).prefix { $0 == $1 }.count
    let rest = min(a.count, b.count) - head
    let tail = zip(a.reversed(), b.reversed()).prefix(rest).prefix { $0 == $1 }.count
    add(.same, a: head, b: head)
    addDifference(Array(a[head..<(a.count - tail)]), Array(b[head..<(b.count - tail)]))
    add(.same, a: tail, b: tail)
    runs = Self.removedFirst(runs)
  }

  /// The shortest script, or beyond the limit what lies between words that both have just once.
  private mutating func addDifference(_ a: [Int], _ b: [Int]) {
    if let steps = Self.shortest(a, b) {
      for step in steps {
        add(step, a: step == .added ? 0 : 1, b: step == .removed ? 0 : 1)
      }
      return
    }
    var place = (a: 0, b: 0)
    for anchor in Self.anchors(a, b) {
      addBetween(Array(a[place.a..<anchor.a]), Array(b[place.b..<anchor.b]))
      add(.same, a: 1, b: 1)
      place = (anchor.a + 1, anchor.b + 1)
    }
    addBetween(Array(a[place.a...]), Array(b[place.b...]))
  }

  private mutating func addBetween(_ a: [Int], _ b: [Int]) {
    guard let steps = Self.shortest(a, b, limit: Self.limit / 4) else {
      add(.removed, a: a.count, b: 0)
      add(.added, a: 0, b: b.count)
      return
    }
    for step in steps {
      add(step, a: step == .added ? 0 : 1, b: step == .removed ? 0 : 1)
    }
  }

  /// The longest list of words that occur once on each side and stand in the same order.
  private static func anchors(_ a: [Int], _ b: [Int]) -> [(a: Int, b: Int)] {
    let (inA, inB) = (places(ofSingle: a), places(ofSingle: b))
    let pairs = inA.compactMap { word, place in inB[word].map { (a: place, b: $0) } }
      .sorted { $0.a < $1.a }
    // Patience sorting: the last pair of the shortest chains, and whom each pair follows.
    var ends: [Int] = []
    var before = [Int?](repeating: nil, count: pairs.count)
    for index in pairs.indices {
      var (low, high) = (0, ends.count)
      while low < high {
        let middle = (low + high) / 2
        if pairs[ends[middle]].b < pairs[index].b { low = middle + 1 } else { high = middle }
      }
      before[index] = low > 0 ? ends[low - 1] : nil
      if low < ends.count { ends[low] = index } else { ends.append(index) }
    }
    var chain: [(a: Int, b: Int)] = []
    var next = ends.last
    while let index = next {
      chain.append(pairs[index])
      next = before[index]
    }
    return chain.reversed()
  }

  private static func places(ofSingle words: [Int]) -> [Int: Int] {
    var places: [Int: Int] = [:]
    var repeated: Set<Int> = []
    for (place, word) in words.enumerated() where places.updateValue(place, forKey: word) != nil {
      repeated.insert(word)
    }
    return places.filter { !repeated.contains($0.key) }
  }

  private mutating func add(_ kind: WordDiff.Kind, a: Int, b: Int) {
    guard a + b > 0 else { return }
    let (startA, startB) = (runs.last?.a.upperBound ?? 0, runs.last?.b.upperBound ?? 0)
    if let last = runs.last, last.kind == kind {
      runs[runs.count - 1].a = last.a.lowerBound..<(startA + a)
      runs[runs.count - 1].b = last.b.lowerBound..<(startB + b)
    } else {
      runs.append(Run(kind: kind, a: startA..<(startA + a), b: startB..<(startB + b)))
    }
  }

  /// One kind a word, from the beginning; nil beyond the limit.
  private static func shortest(
    _ a: [Int], _ b: [Int], limit: Int = limit
  ) -> [WordDiff.Kind]? {
    let most = min(a.count + b.count, limit)
    // The furthest place in A on each diagonal, and how it was before each round.
    var furthest = [Int32](repeating: 0, count: 2 * most + 3)
    var history: [[Int32]] = []
    for edits in 0...most {
      history.append(Array(furthest[(most + 1 - edits)...(most + 1 + edits)]))
      for diagonal in stride(from: -edits, through: edits, by: 2) {
        let place = most + 1 + diagonal
        let isDown =
          diagonal == -edits
          || (diagonal != edits && furthest[place - 1] < furthest[place + 1])
        var x = Int(isDown ? furthest[place + 1] : furthest[place - 1] + 1)
        while x < a.count, x - diagonal < b.count, a[x] == b[x - diagonal] { x += 1 }
        furthest[place] = Int32(x)
        if x >= a.count, x - diagonal >= b.count {
          return walk(back: history, from: (a.count, b.count))
        }
      }
    }
    return nil
  }

  /// Follows the rounds back from the end of both lists. `history[n]` has the diagonals -n...n.
  private static func walk(back history: [[Int32]], from end: (Int, Int)) -> [WordDiff.Kind] {
    var (x, y) = end
    var steps: [WordDiff.Kind] = []
    for edits in stride(from: history.count - 1, to: 0, by: -1) {
      let diagonal = x - y
      let before = { (diagonal: Int) in history[edits][diagonal + edits] }
      let isDown =
        diagonal == -edits
        || (diagonal != edits && before(diagonal - 1) < before(diagonal + 1))
      let from = Int(before(isDown ? diagonal + 1 : diagonal - 1))
      let turn = isDown ? from : from + 1
      while x > turn {
        steps.append(.same)
        x -= 1
        y -= 1
      }
      steps.append(isDown ? .added : .removed)
      if isDown { y -= 1 } else { x -= 1 }
    }
    steps += Array(repeating: .same, count: x)
    return steps.reversed()
  }

  /// Between two stretches in common, what was removed stands before what was added.
  private static func removedFirst(_ runs: [Run]) -> [Run] {
    var sorted = WordScript(empty: ())
    var index = 0
    while index < runs.count {
      let changed = runs[index...].prefix { $0.kind != .same }
      sorted.add(.removed, a: changed.reduce(0) { $0 + $1.a.count }, b: 0)
      sorted.add(.added, a: 0, b: changed.reduce(0) { $0 + $1.b.count })
      index += changed.count
      if index < runs.count {
        sorted.add(.same, a: runs[index].a.count, b: runs[index].b.count)
        index += 1
      }
    }
    return sorted.runs
  }

  private init(empty: Void) {}
}
