import ArgumentParser
import DataRepository
import Foundation
import Glibc
import LabelCore
import Workspace

/// What ends a command: a sentence for people and the exit status that scripts see.
///
/// This is the one place where errors of every part become sentences.
struct Failure: Error, Equatable, Sendable, CustomStringConvertible {
  var status: ProgramStatus
  var message: String

  init(_ status: ProgramStatus, _ message: String) {
    self.status = status
    self.message = message
  }

  /// As the parser of arguments puts it into a sentence of its own.
  var description: String { message }

  /// Wrong use of a command: exit 2.
  static func usage(_ message: String) -> Failure {
    Failure(.wrongUse, message)
  }

  /// A failure of the operating system about a file.
  static func system(_ path: String, _ code: Int32) -> Failure {
    Failure(code == ENOENT ? .nothing : .failure, "\(path): \(String(cString: strerror(code)))")
  }

  /// The failure that any error thrown by a command amounts to.
  init(_ error: any Error) {
    switch error {
    case let failure as Failure: self = failure
    case let error as StoreError: self = Failure(store: error)
    case let error as WorkspaceError: self = Failure(workspace: error)
    case let error as RefError: self = .usage(error.message)
    case let refusal as WriteRefusal: self = Failure(refusal: refusal)
    case is CancellationError: self = Failure(.interrupted, "interrupted")
    case let error as CocoaError: self = Failure(file: error)
    default: self = Failure(.failure, String(describing: error))
    }
  }

  private init(store error: StoreError) {
    let status: ProgramStatus =
      switch error.code {
      case .repoNotFound, .branchNotFound, .commitNotFound, .fileNotFound, .noHead: .nothing
      case .invalidName, .invalidPath, .unsupported: .wrongUse
      case .unreachable, .timeout: .storeNotReached
      case .repoExists, .commitFinished, .commitOpen, .pathCollision, .conflict, .notEmpty:
        .conflict
      case .unauthorized, .forbidden, .failed: .failure
      }
    let mend = Self.mend(for: error).map { "\n\($0)" } ?? ""
    self.init(status, error.message + mend)
  }

  private init(refusal: WriteRefusal) {
    switch refusal {
    case .undecided(let count, _):
      self.init(.conflict, "\(count) row\(count == 1 ? "" : "s") undecided: no version was written")
    case .branchExists(let branch):
      self.init(.conflict, "\(branch) is there already: choose another name")
    case .notWritable(let name):
      self.init(.wrongUse, "\(name) is no commit of a store in which a version can be made")
    }
  }

  private init(workspace error: WorkspaceError) {
    let status: ProgramStatus =
      switch error.code {
      case .notFound, .taskNotFound: .nothing
      case .invalidConfig, .invalidDecision: .wrongUse
      case .exists, .unfitConfig, .otherStore, .locked: .conflict
      case .readOnly, .failed: .failure
      }
    let mend =
      error.code == .otherStore
      ? "\nTo go on with the other store: --other-store. The labels here stay." : ""
    self.init(status, error.message + mend)
  }

  /// What to do about a failure of the store, where there is one thing to do.
  private static func mend(for error: StoreError) -> String? {
    switch error.code {
    case .repoNotFound:
      "See the repos there are: tagline list repo; make it: tagline create repo NAME"
    case .branchNotFound, .commitNotFound:
      "See what there is: tagline versions \(error.subject.prefix { $0 != "@" })"
    case .noHead: "Nothing was put into it yet: tagline put file \(error.subject):/PATH -f FILE"
    case .unreachable, .timeout: "See which store was picked and why: tagline doctor"
    default: nil
    }
  }

  private init(file error: CocoaError) {
    let path = (error.userInfo[NSFilePathErrorKey] as? String) ?? ""
    let isMissing = error.code == .fileNoSuchFile || error.code == .fileReadNoSuchFile
    let about = path.isEmpty ? "" : "\(path): "
    self.init(isMissing ? .nothing : .failure, about + error.localizedDescription)
  }
}
