import LabelUI

/// What the screens over the store ask for. `StoreVersionsWork` does it, and doubles in tests.
protocol VersionsWork: Sendable {
  /// Answers by `post`, once or while it goes on; throws why nothing came of it. Ends early when its
  /// task is cancelled.
  func perform(
    _ request: VersionsRequest, post: @escaping @Sendable (VersionsAnswer) -> Void
  ) async throws
}
