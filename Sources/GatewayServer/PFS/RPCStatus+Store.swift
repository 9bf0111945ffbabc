import DataRepository
import Foundation
import PachydermWire

extension RPCStatus {
  /// What the gateway says of a failure below it: the codes and texts of 2.8 and later.
  init(_ error: any Error) {
    switch error {
    case let error as RPCStatus: self = error
    case let error as WireError: self.init(.invalidArgument, error.message)
    case let error as StoreError: self.init(store: error)
    case is CancellationError: self.init(.cancelled, "context canceled")
    default: self.init(.internal, "internal error")
    }
  }

  private init(store error: StoreError) {
    let subject = "\(PFS2.defaultProject)/\(error.subject)"
    let names = error.subject.split(separator: "@", maxSplits: 1).map(String.init)
    switch error.code {
    case .repoNotFound: self.init(.notFound, "repo \(subject) not found")
    case .repoExists: self.init(.alreadyExists, "repo \(subject) already exists")
    case .branchNotFound where names.count == 2:
      self.init(
        .notFound, "branch \"\(names[1])\" not found in repo \(PFS2.defaultProject)/\(names[0])")
    case .commitNotFound: self.init(.notFound, "commit \(subject) not found")
    case .commitFinished:
      self.init(.failedPrecondition, "commit \(subject) has already finished")
    case .commitOpen:
      self.init(.failedPrecondition, "parent commit \(subject) has not been finished")
    case .fileNotFound: self.init(.notFound, Self.withProject(error.message))
    default: self.init(Self.code(of: error.code), error.message)
    }
  }

  private static func withProject(_ message: String) -> String {
    let mark = " not found in repo "
    guard let place = message.range(of: mark, options: .backwards) else { return message }
    return message.replacingCharacters(in: place, with: mark + PFS2.defaultProject + "/")
  }

  private static func code(of code: StoreError.Code) -> RPCCode {
    switch code {
    case .repoNotFound, .branchNotFound, .commitNotFound, .fileNotFound: .notFound
    case .repoExists: .alreadyExists
    case .invalidName, .invalidPath: .invalidArgument
    case .noHead, .commitFinished, .commitOpen, .pathCollision, .notEmpty: .failedPrecondition
    case .conflict: .aborted
    case .unauthorized: .unauthenticated
    case .forbidden: .permissionDenied
    case .unreachable: .unavailable
    case .timeout: .deadlineExceeded
    case .unsupported: .unimplemented
    case .failed: .internal
    }
  }
}
