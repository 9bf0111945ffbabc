import DataRepository
import GRDB
import LabelCore

extension Workspace {
  /// Works out again what the tasks look like when somebody else sits down, or the config has changed.
  func refreshView() async throws {
    let view = context.view
    guard try await database.read({ try $0.meta(.view) }) != view else { return }
    var after = -1
    while let last = try await refreshBatch(after: after) { after = last }
    try await database.write { try $0.setMeta(.view, view) }
  }

  /// Refreshes the next tasks that have an object; the last of them, nil at the end.
  private func refreshBatch(after: Int) async throws -> Int? {
    try await database.write { [context] database in
      let ordinals = try Int.fetchAll(
        database,
        sql: """
          SELECT ordinal FROM objects WHERE ordinal > ?1
          UNION SELECT ordinal FROM annotated WHERE ordinal > ?1
          UNION SELECT ordinal FROM drafts WHERE ordinal > ?1 ORDER BY 1 LIMIT ?2
          """, arguments: [after, ListingBatches.size])
      for ordinal in ordinals { try database.refresh(ordinal, context) }
      return ordinals.last
    }
  }
}

extension TaskContext {
  /// What outcome, label and marks depend on besides the objects.
  fileprivate var view: String {
    "2 \(annotator) \(ContentHash(of: labeling.xml).hex)"
  }
}
