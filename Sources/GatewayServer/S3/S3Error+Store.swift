import DataRepository
import PachydermWire

extension S3Error {
  /// What the gateway says of a failure below it.
  init(_ error: any Error) {
    switch error {
    case let error as S3Error: self = error
    case let error as StoreError: self.init(store: error)
    default: self.init(.internalError)
    }
  }

  private init(store error: StoreError) {
    switch error.code {
    case .repoNotFound, .branchNotFound, .commitNotFound: self.init(.noSuchBucket)
    case .fileNotFound, .noHead: self.init(.noSuchKey)
    case .repoExists: self.init(.bucketAlreadyOwnedByYou)
    case .invalidName: self.init(.invalidBucketName)
    case .invalidPath: self.init(.invalidFilePath)
    case .pathCollision: self.init(.invalidFilePath, Self.collision)
    case .commitFinished: self.init(.methodNotAllowed)
    case .conflict, .commitOpen: self.init(.operationAborted, error.message)
    case .notEmpty: self.init(.bucketNotEmpty)
    case .unauthorized, .forbidden: self.init(.accessDenied)
    case .unreachable, .timeout: self.init(.serviceUnavailable)
    case .unsupported: self.init(.notImplemented)
    case .failed: self.init(.internalError, error.message)
    }
  }

  private static let collision =
    "Cannot put to a path that includes an existing, non-directory parent file path"
}
