import DataRepository
package import LabelCore

/// A task of a version, or why there is none.
package struct StoredTask: Sendable {
  /// The file it was read from.
  package var path: String
  /// The task as 0.x stores it; in words what is wrong with a file that holds none.
  package var content: Result<TaskObject, StoredProblem>
}

/// What is wrong with a file that should hold a task.
package struct StoredProblem: Error, Equatable, Sendable {
  package var message: String
}

/// The tasks of a version in the order of their numbers, read as they are asked for.
package struct StoredTasks: Sendable {
  private let version: any LabelVersion
  private let order: TaskOrder

  /// Lists the version once.
  package init(of version: any LabelVersion) async throws {
    self.version = version
    var order = TaskOrder()
    for try await file in version.list() { order.add(file.path) }
    order.sort()
    self.order = order
  }

  package var count: Int { order.count }

  /// Reads those at these places; one that is gone by now is missing.
  package func read(_ places: Range<Int>) async throws -> [StoredTask] {
    var tasks: [StoredTask] = []
    for try await file in version.read(places.map { order[$0] }) {
      tasks.append(StoredTask(path: file.path, content: Self.task(in: file)))
    }
    return tasks
  }

  private static func task(in file: FileContents) -> Result<TaskObject, StoredProblem> {
    do throws(ObjectProblem) {
      return .success(try ExportedTask.object(parsing: file.bytes))
    } catch {
      return .failure(StoredProblem(message: error.sentence))
    }
  }
}

/// Paths in the order of the numbers that they end in, as Label Studio names objects: `2` before `10`. Sixteen
/// bytes for such a path; others come last.
struct TaskOrder: Sendable {
  private struct Entry {
    var directory: Int32
    var id: Int
  }

  private var directories: [String] = []
  private var places: [String: Int32] = [:]
  private var entries: [Entry] = []
  private var others: [String] = []

  var count: Int { entries.count + others.count }

  mutating func add(_ path: String) {
    let slash = path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex
    let name = path[slash...]
    guard let id = Int(name), String(id) == name else { return others.append(path) }
    let directory = String(path[..<slash])
    let place = places[directory] ?? Int32(directories.count)
    if places[directory] == nil {
      places[directory] = place
      directories.append(directory)
    }
    entries.append(Entry(directory: place, id: id))
  }

  /// Listings come in byte order, so the directories are in order already.
  mutating func sort() {
    entries.sort { ($0.directory, $0.id) < ($1.directory, $1.id) }
  }

  subscript(index: Int) -> String {
    if index >= entries.count { return others[index - entries.count] }
    let entry = entries[index]
    return directories[Int(entry.directory)] + String(entry.id)
  }
}
