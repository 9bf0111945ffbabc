import DataRepository
import LabelCore
import PachydermWire
import Testing

@testable import PachydermClient

/// A recorded call, and the call of ours that is to be the same.
struct Replay: Sendable, CustomTestStringConvertible {
  typealias Body = @Sendable (any PFSCalls) async throws -> Void

  let name: String
  /// How it ends.
  let code: StoreError.Code?
  /// Whether the request is ours byte for byte; else only the answer is read.
  let isSame: Bool
  let body: Body

  /// One that ends well, or as `code` says.
  static func same(_ name: String, _ code: StoreError.Code? = nil, _ body: @escaping Body) -> Replay
  {
    Replay(name: name, code: code, isSame: true, body: body)
  }

  /// One whose request is said otherwise by us.
  static func answer(
    _ name: String, _ code: StoreError.Code? = nil, _ body: @escaping Body
  ) -> Replay {
    Replay(name: name, code: code, isSame: false, body: body)
  }

  var testDescription: String { name }

  /// - Parameter folder: of the fixtures.
  func run(_ folder: String, _ calls: (any RemoteCalls) -> any PFSCalls) async throws {
    let recording = try CallRecording("\(folder)/\(name)")
    let remote = RecordedCalls(recording)
    do {
      try await body(calls(remote))
      #expect(code == nil, "no error")
    } catch let error as StoreError {
      #expect(error.code == code, "\(error)")
    }
    guard isSame else { return }
    let sent = try #require(remote.sent)
    #expect(sent.method == recording.method)
    #expect(sent.messages.map(\.hex) == recording.requests.map(\.hex))
  }
}

let recordedMaster = CommitRef(repo: "rec_labeled", commit: "master")
let recordedTexts = CommitRef(repo: "rec_raw", commit: "master")

func change(_ calls: any PFSCalls, _ commit: CommitRef, _ changes: [FileChange]) async throws {
  try await calls.modify(commit, changes, Spool())
}

extension FileChange {
  static func put(_ path: String, _ text: String) -> FileChange {
    .put(path: path, content: .bytes(Bytes(text.utf8)))
  }

  static func append(_ path: String, _ text: String) -> FileChange {
    .append(path: path, content: .bytes(Bytes(text.utf8)))
  }
}

/// `#expect`, which does not compile in a table of closures.
func check(_ isSo: Bool, sourceLocation: SourceLocation = #_sourceLocation) {
  #expect(isSo, sourceLocation: sourceLocation)
}
