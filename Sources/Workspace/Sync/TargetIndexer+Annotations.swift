import GRDB
import LabelCore

extension TargetIndexer {
  /// Label Studio 1.x numbers annotations without looking what is there: where it wrote one over a task's
  /// object, that object goes to another path with the next flush.
  mutating func giveWay(to found: FoundObject) throws {
    let known = try database.annotated(at: found.path)
    if known != found.bytes { news.insert(found.path) }
    guard let old = try database.filed(found.path) else { return }
    try database.forgetObject(found.path)
    guard let ordinal = old.ordinal, let object = try? TaskObject(parsing: old.bytes) else {
      return
    }
    if try database.draft(of: ordinal) == nil, !object.completions.isEmpty {
      try database.setDraft(object, of: ordinal)
    }
    try database.refresh(ordinal, context)
  }
}
