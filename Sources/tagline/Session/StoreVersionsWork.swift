import DataRepository
import LabelCore
import LabelUI
import Workspace

/// The screens over the store on a real one; with a workspace its unsent labels are sent before a
/// version is made.
struct StoreVersionsWork: VersionsWork {
  let store: any VersionedStore
  /// The workspace at hand; nil when only versions are looked at.
  var workspace: Workspace?

  func perform(
    _ request: VersionsRequest, post: @escaping @Sendable (VersionsAnswer) -> Void
  ) async throws {
    switch request {
    case .repos: post(.repos(try await VersionCatalog(store: store).repos()))
    case .versions(let repo): post(.versions(try await VersionCatalog(store: store).list(of: repo)))
    default: break
    }
  }
}
