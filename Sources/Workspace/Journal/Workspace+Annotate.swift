package import DataRepository
package import LabelCore

extension Workspace {
  /// Saves a decision that a script made; refused when the labeling config does not allow it.
  @discardableResult
  package func annotate(_ order: AnnotateOrder) async throws -> LabelingTask {
    let decision = try order.decision(project.labeling, data: await data(of: order.taskID))
    return try await save(
      SaveOrder(taskID: order.taskID, decision: decision, isNew: order.isNew))
  }

  /// Saves decisions, one JSON object a line. All lines are checked before the first is saved.
  ///
  /// Returns how many were saved. A failure names its line.
  package func annotate(jsonLines bytes: Bytes) async throws -> Int {
    var orders: [AnnotateOrder] = []
    for (index, line) in bytes.split(separator: 0x0a, omittingEmptySubsequences: false).enumerated()
    {
      guard line.contains(where: { $0 > 0x20 }) else { continue }
      do {
        let order = try AnnotateOrder(JSON(parsing: Array(line)))
        _ = try order.decision(project.labeling, data: await data(of: order.taskID))
        let record = try await record(order.taskID)
        try record.requireReadable()
        orders.append(order)
      } catch let error as WorkspaceError {
        throw WorkspaceError(error.code, error.subject, "line \(index + 1): \(error.message)")
      } catch let error as JSONError {
        throw WorkspaceError(
          .invalidDecision, "line \(index + 1)", "line \(index + 1) is no JSON: \(error)")
      }
    }
    for order in orders { try await annotate(order) }
    return orders.count
  }

  /// The task's data as they are shown, where the labeling config needs them for checking.
  private func data(of task: Int) async throws -> JSON {
    guard project.labeling.readsData else { return .object([]) }
    let record = try await record(task)
    try record.requireReadable()
    return try await content(of: record).shown(context)
  }
}
