/// Pairs tasks of Label Studio 1.x with tasks of the source that have the same data, both in ascending order
/// and project by project: every project may have imported all of them.
package struct EqualDataPairing: Sendable {
  private let tasks: [Int]
  private var project: Int?
  private var last: AnnotatedTask.Name?
  private var place = -1

  /// `tasks` in ascending order.
  package init(tasks: [Int]) {
    self.tasks = tasks
  }

  /// The task of the next object, given in ascending order of their names. A task that 1.x did not number, and
  /// one too many, have one only where there is no choice.
  package mutating func task(of name: AnnotatedTask.Name?) -> Int? {
    if tasks.count == 1 { return tasks[0] }
    guard let name else { return nil }
    if name != last {
      place = name.project == project ? place + 1 : 0
      (project, last) = (name.project, name)
    }
    return tasks.indices.contains(place) ? tasks[place] : nil
  }
}
