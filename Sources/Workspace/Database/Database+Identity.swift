import DataRepository
import GRDB

extension StoreIdentity {
  /// The store that a workspace was made with, nil for a new one.
  init?(recordedIn database: Database) throws {
    guard let kind = try database.meta(.storeKind), let id = try database.meta(.storeID) else {
      return nil
    }
    self.init(kind: kind, id: id, place: try database.meta(.storePlace) ?? "")
  }

  func record(in database: Database) throws {
    try database.setMeta(.storeKind, kind)
    try database.setMeta(.storeID, id)
    try database.setMeta(.storePlace, place)
  }

  /// Whether both name one store, whatever path or address leads to it.
  func isSame(as other: StoreIdentity) -> Bool { kind == other.kind && id == other.id }
}

extension Database {
  /// Makes the next sync look at every listing again.
  func forgetCommits() throws {
    try setMeta(.sourceCommit, nil)
    try setMeta(.targetCommit, nil)
    try execute(sql: "UPDATE files SET hash = ''")
    try execute(sql: "UPDATE objects SET hash = ''")
    try execute(sql: "UPDATE annotated SET hash = ''")
  }
}
