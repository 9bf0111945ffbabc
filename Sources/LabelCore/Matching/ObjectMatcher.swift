/// Finds the task that each object of the target belongs to; time grows with the number of both.
package struct ObjectMatcher: Sendable {
  private let tasks: [MatchTask]
  private let byKey: [String: [Int]]
  private let byID: [Int: Int]
  private let byData: [String: [Int]]
  private let byContent: [Content: Int]

  /// Data that a raw key holds or held, and which of equal ones.
  private struct Content: Hashable {
    var key: String
    var data: String
    var nth: Int
  }

  /// `tasks` in any order; their ids are unique.
  package init(tasks: [MatchTask]) {
    self.tasks = tasks
    let order = tasks.indices.sorted { tasks[$0].id < tasks[$1].id }
    byKey = Dictionary(grouping: order) { tasks[$0].key }
    byID = Dictionary(order.map { (tasks[$0].id, $0) }) { first, _ in first }
    byData = Dictionary(grouping: order) { tasks[$0].data }
    let present = order.map { place in
      let task = tasks[place]
      return (Content(key: task.key, data: task.data, nth: task.nth), place)
    }
    let earlier = order.flatMap { place in
      let task = tasks[place]
      return task.earlier.map { (Content(key: task.key, data: $0, nth: 0), place) }
    }
    byContent = Dictionary(present + earlier) { first, _ in first }
  }

  /// One match for each of `objects`, in their order.
  package func matches(_ objects: [MatchObject]) -> [Match] {
    var matches = objects.indices.map { index in
      let found = certain(objects[index])
      return Match(object: index, task: found?.task, rule: found?.rule)
    }
    pairEqualData(objects, &matches)
    return marked(matches, objects)
  }
}

extension ObjectMatcher {
  private typealias Found = (task: Int, rule: MatchRule)

  /// The rules that look at one object only, in their order.
  private func certain(_ object: MatchObject) -> Found? {
    if let task = bySource(object) { return (task, .source) }
    if isRowGone(object) { return nil }
    if let task = object.entries.sorted().lazy.compactMap({ held(by: $0, object) }).first {
      return (task, .entry)
    }
    if let task = object.claims.lazy.compactMap({ held(by: $0, object) }).first {
      return (task, .id)
    }
    if let same = byData[object.data], same.count == 1 { return (same[0], .data) }
    return nil
  }

  /// The task of the first recorded raw key that is there; of several tasks in that file, the one with the
  /// object's data, and of equal ones the one that was recorded. The data of a task of several must be there:
  /// its key alone says nothing.
  private func bySource(_ object: MatchObject) -> Int? {
    object.sources.lazy.compactMap { source -> Int? in
      let content = Content(key: source.key, data: object.data, nth: source.nth ?? 0)
      if let task = byContent[content] { return task }
      guard source.nth == nil, let there = byKey[source.key], there.count == 1 else { return nil }
      return there[0]
    }.first
  }

  /// Whether the object is of one of several equal rows of a file, of which there are fewer now: the first ones are
  /// those that are left.
  private func isRowGone(_ object: MatchObject) -> Bool {
    object.sources.contains { source in
      let first = Content(key: source.key, data: object.data, nth: 0)
      return source.nth ?? 0 > 0 && byContent[first] != nil
    }
  }

  /// The task with this id, if its present or earlier data are the object's.
  private func held(by id: Int, _ object: MatchObject) -> Int? {
    byID[id].flatMap { has(object.data, $0) ? $0 : nil }
  }

  private func has(_ data: String, _ task: Int) -> Bool {
    tasks[task].data == data || tasks[task].earlier.contains(data)
  }

  /// Pairs what is left with the free tasks of equal data, both in ascending order.
  private func pairEqualData(_ objects: [MatchObject], _ matches: inout [Match]) {
    let taken = Set(matches.compactMap(\.task))
    let left = objects.indices.filter { matches[$0].task == nil && !isRowGone(objects[$0]) }
      .sorted { objects[$0].precedes(objects[$1]) }
    var free: [String: ArraySlice<Int>] = [:]
    for index in left {
      let data = objects[index].data
      let tasks = free[data] ?? ArraySlice((byData[data] ?? []).filter { !taken.contains($0) })
      if let task = tasks.first {
        matches[index].task = task
        matches[index].rule = .order
      }
      free[data] = tasks.dropFirst()
    }
  }

  /// Tells the first object of each task from its copies, and misfiled ones from those in their place.
  private func marked(_ matches: [Match], _ objects: [MatchObject]) -> [Match] {
    var marked = matches
    var firsts: [Int: Int] = [:]
    for match in matches {
      guard let task = match.task else { continue }
      let object = objects[match.object]
      marked[match.object].isMisfiled = object.isMisfiled(from: tasks[task].id)
      guard let first = firsts[task] else {
        firsts[task] = match.object
        continue
      }
      let isBetter = precedes(match.object, first, marked, objects)
      marked[isBetter ? first : match.object].isSecond = true
      if isBetter { firsts[task] = match.object }
    }
    return marked
  }

  /// Whether `left` is rather the object of the task they share: in its place, then by the earlier key.
  private func precedes(
    _ left: Int, _ right: Int, _ matches: [Match], _ objects: [MatchObject]
  ) -> Bool {
    if matches[left].isMisfiled != matches[right].isMisfiled { return matches[right].isMisfiled }
    return objects[left].precedes(objects[right])
  }
}

extension MatchObject {
  /// The ids that the object claims by itself: the `id` inside, then its key.
  fileprivate var claims: [Int] { [id, Int(key)].compactMap { $0 } }

  fileprivate func isMisfiled(from task: Int) -> Bool {
    (number ?? task) != task
  }

  /// The number of the object's place in the target, else the one written inside.
  private var number: Int? { Int(key) ?? id }

  /// Ascending by id, then by key in byte order; objects without any id come last.
  fileprivate func precedes(_ other: MatchObject) -> Bool {
    let numbers = (number ?? .max, other.number ?? .max)
    if numbers.0 != numbers.1 { return numbers.0 < numbers.1 }
    return key.utf8.lexicographicallyPrecedes(other.key.utf8)
  }
}
