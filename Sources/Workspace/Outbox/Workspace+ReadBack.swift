import DataRepository
import GRDB
import LabelCore
import Logging

extension Workspace {
  /// Looks at what was just sent to a store that tells of no commits, where only reading back shows
  /// that somebody wrote the same objects at the same time. What they had not seen is merged onto
  /// theirs and sent again, at most a few times; what is still unsent then goes with the next flush.
  func readBack(into report: inout FlushReport) async throws {
    guard !store.traits.pinsCommits, report.commit != nil else { return }
    do {
      for _ in 1...4 {
        var seen = SyncReport()
        try await pullTarget(into: &seen)
        guard try await database.read({ try $0.hasDrafts() }) else { return }
        _ = try await sendOnce(into: &report)
      }
    } catch let error as StoreError {
      // The labels are there as far as the store said; the next sync looks again.
      options.logger?.warning("what was sent could not be read back: \(error.message)")
    }
  }
}
