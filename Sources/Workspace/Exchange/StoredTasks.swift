import DataRepository
package import LabelCore

/// A task of a version, or why there is none.
package struct StoredTask: Sendable {
  /// The file it was read from.
  package var path: String
  /// The file as it is.
  package var bytes: [UInt8]
  /// The task in the form it is stored in; in words what is wrong with a file that holds none.
  package var content: Result<TargetObject, StoredProblem>
}

/// What is wrong with a file that should hold a task.
package struct StoredProblem: Error, Equatable, Sendable {
  package var message: String
}

/// The tasks of a version in the order of their numbers (`PathOrder`), read as they are asked for.
package struct StoredTasks: Sendable {
  private let version: any LabelVersion
  private let order: PathIndex

  /// Lists the version once.
  package init(of version: any LabelVersion) async throws {
    self.version = version
    order = try await PathIndex(version.list())
  }

  package var count: Int { order.total }

  /// Reads those at any places, in their order; nil for one that is gone by now.
  func read(_ places: [Int]) async throws -> [StoredTask?] {
    let paths = try await order.paths(at: places)
    var tasks: [String: StoredTask] = [:]
    for try await file in version.read(paths) {
      tasks[file.path] = StoredTask(
        path: file.path, bytes: file.bytes, content: Self.task(in: file))
    }
    return paths.map { tasks[$0] }
  }

  private static func task(in file: FileContents) -> Result<TargetObject, StoredProblem> {
    do throws(ObjectProblem) {
      return .success(try TargetObject(parsing: file.bytes))
    } catch {
      return .failure(StoredProblem(message: error.sentence))
    }
  }
}
