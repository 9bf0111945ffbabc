import DataRepository
import LabelCore
import PachydermWire
import Testing

@testable import PachydermClient

/// What pachd says, as recorded and as its sources have it from 2.0 to 2.11, in 1.13's words.
@Suite struct PFSFailureTests {
  private static let id = "0123456789ab4cde8123456789abcdef"
  private static let ref = CommitRef(repo: "data", commit: "master")

  @Test(
    arguments: [
      ("repo data not found", .repoNotFound, "pachyderm_pfs/repos/ data not found"),
      ("repo default/data not found", .repoNotFound, "pachyderm_pfs/repos/ data not found"),
      ("repo default/data already exists", .repoExists, "repo data already exists"),
      (
        "branch \"v1\" not found in repo default/data", .branchNotFound,
        "pachyderm_pfs/branches/data/ v1 not found"
      ),
      (
        "commit data@master=\(id) not found", .commitNotFound,
        "commit master not found in repo data"
      ),
      (
        "commit default/data@\(id) not found", .commitNotFound,
        "commit master not found in repo data"
      ),
      (
        "file /no not found in repo default/data at commit \(id)", .fileNotFound,
        "file /no not found in repo data at commit \(id)"
      ),
      (
        "commit/\(id) does not contain item: (/no)", .fileNotFound,
        "file /a not found in repo data at commit master"
      ),
      (
        "cannot get non-regular file. Try GetFileTAR for directories", .fileNotFound,
        "file /a not found: it is a directory"
      ),
      (
        "commit data@master=\(id) has already finished", .commitFinished,
        "commit \(id) in repo data has already finished"
      ),
      (
        "parent commit default/data@\(id) has not been finished", .commitOpen,
        "parent commit data@\(id) has not been finished"
      ),
      (
        "name (a.b) invalid: only alphanumeric characters, underscores, and dashes are allowed",
        .invalidName,
        "name (a.b) invalid: only alphanumeric characters, underscores, and dashes are allowed"
      ),
      (
        "cannot start a commit on an output branch: default/data@master", .forbidden,
        "data@master:/a is the output of a pipeline and cannot be written; name another branch"
      ),
    ] as [(String, StoreError.Code, String)])
  func theTextDecides(_ text: String, _ code: StoreError.Code, _ said: String) {
    for status in [RPCCode.unknown, .notFound, .internal] {
      let failure = PFSFailure(
        status: RPCStatus(status, text), subject: PFSSubject(Self.ref, "/a"))
      #expect(failure.sentence.code == code, "\(text)")
      #expect(failure.sentence.message == said)
    }
  }

  @Test func rightsAndSessionsSayWhatToDo() {
    let subject = PFSSubject(Self.ref)
    let expired = RPCStatus(
      .unauthenticated, "provided auth token is corrupted or has expired (try logging in again)")
    let session = PFSFailure(status: expired, subject: subject).sentence
    #expect(session.code == .unauthorized)
    #expect(session.message.contains("pachctl auth login"))
    let refused = RPCStatus(
      .unknown, "rob is not authorized to perform this operation - needs permissions [REPO_WRITE]")
    let right = PFSFailure(status: refused, subject: subject).sentence
    #expect(right.code == .forbidden)
    #expect(right.message.hasPrefix("no right to data@master"))
  }
}
