import DataRepository
import LabelCore
import PachydermWire
import SwiftProtobuf
import Testing

@testable import PachydermClient

/// How 2.x wants repos and commits named, release by release.
@Suite struct NamesTests {
  private static let id = "0123456789ab4cde8123456789abcdef"
  private static let repo = #""repo":{"name":"data","type":"user""#
  private static let project = #","project":{"name":"mine"}"#

  /// The file that GetFile asks for, as JSON.
  private static func commit(_ ref: String, in version: ClusterVersion) async throws -> String {
    let calls = PFS2Calls(
      RecordedCalls(CallRecording(method: "", responses: [])), version, project: "mine")
    let commit = try await calls.commit(CommitRef(repo: "data", commit: ref))
    return String(decoding: try ProtoJSON.brief(commit), as: UTF8.self)
  }

  @Test func aBranchIsNamedWithItsRepoAndFrom25WithItsProject() async throws {
    let old = try await Self.commit("master^^", in: ClusterVersion(2, 4, 6))
    #expect(old == #"{"branch":{\#(Self.repo)},"name":"master"},"id":"^2"}"#)
    let middle = try await Self.commit("master", in: ClusterVersion(2, 5, 0))
    #expect(middle == #"{"branch":{\#(Self.repo)\#(Self.project)},"name":"master"}}"#)
    let new = try await Self.commit("master", in: ClusterVersion(2, 6, 0))
    let repo = "\(Self.repo)\(Self.project)}"
    #expect(new == #"{"branch":{\#(repo),"name":"master"},\#(repo)}"#)
  }

  @Test func anIdNamesACommitFrom26On() async throws {
    let new = try await Self.commit(Self.id + "^", in: ClusterVersion(2, 6, 0))
    #expect(new == #"{"id":"\#(Self.id)^",\#(Self.repo)\#(Self.project)}}"#)
  }

  @Test func beforeAnIdGoesWithTheBranchThatItWasMadeOn() async throws {
    let master = PFS2Branch(Branch(repo: "data", name: "master"), project: nil)
    let alias = PFS2CommitInfo.with {
      $0.commit = .with { ($0.branch, $0.id) = (master, Self.id) }
      $0.commit.branch.name = "v1"
      $0.origin.kind = .alias
    }
    let origin = PFS2CommitInfo.with {
      $0.commit = .with { ($0.branch, $0.id) = (master, Self.id) }
      $0.origin.kind = .user
    }
    let answers: [Bytes] = try [alias, origin].map { try $0.serializedBytes() }
    let remote = RecordedCalls(
      CallRecording(method: PFS2.inspectCommitSet.path, responses: answers))
    let calls = PFS2Calls(remote, ClusterVersion(2, 0, 8), project: "mine")
    for _ in 1...2 {
      let commit = try await calls.commit(CommitRef(repo: "data", commit: Self.id + "^"))
      #expect(commit.branch.name == "master" && commit.id == Self.id + "^" && !commit.hasRepo)
    }
    #expect(remote.count == 1, "what was found is remembered")
  }

  @Test func suffixesAreAddedUp() {
    let cases = [
      ("master", "master"), ("master^", "master^"), ("master^^", "master^2"),
      ("master~3", "master^3"), ("master^~1", "master^2"), ("master^0", "master"),
      ("master.1", "master.1"), ("master~x", "master~x"), ("\(Self.id)~2", "\(Self.id)^2"),
    ]
    for (written, sent) in cases {
      #expect(PFS1Commit(CommitRef(repo: "data", commit: written)).id == sent)
    }
  }

  @Test func anAddressIsReadAsPachctlReadsIt() throws {
    let cases = [
      ("localhost", "grpc://localhost:30650"), ("grpc://h:1", "grpc://h:1"),
      ("http://h", "grpc://h:30650"), ("https://h:443", "grpcs://h:443"),
      ("grpcs://h/", "grpcs://h:30650"), ("grpc://[::1]:80", "grpc://[::1]:80"),
      ("[::1]", "grpc://[::1]:30650"),
    ]
    for (text, read) in cases { #expect(try "\(ClusterAddress(text))" == read) }
    #expect(try ClusterAddress("grpcs://[::1]:80").url == "https://[::1]:80")
    for text in ["", "ftp://h", "h:x", "h:0", "h:70000", "h/path", "user@h", "::1", "[::1", "a b"] {
      #expect(throws: StoreError.self, "\(text)") { try ClusterAddress(text) }
    }
  }
}
