import DataRepository
import Foundation
import Testing

@testable import tagline

@Suite struct FailureTests {
  static let codes: [(StoreError.Code, ProgramStatus)] = [
    (.repoNotFound, .nothing), (.branchNotFound, .nothing),
    (.commitNotFound, .nothing), (.fileNotFound, .nothing), (.noHead, .nothing),
    (.repoExists, .conflict), (.conflict, .conflict), (.notEmpty, .conflict),
    (.commitFinished, .conflict), (.commitOpen, .conflict), (.pathCollision, .conflict),
    (.invalidName, .wrongUse), (.invalidPath, .wrongUse), (.unsupported, .wrongUse),
    (.unreachable, .storeNotReached), (.timeout, .storeNotReached), (.unauthorized, .failure),
    (.forbidden, .failure), (.failed, .failure),
  ]

  @Test(arguments: codes)
  func everyStoreErrorHasItsExitStatus(code: StoreError.Code, status: ProgramStatus) {
    #expect(Failure(StoreError(code, "x", "y")).status == status)
  }

  @Test func theStoresOwnSentenceComesFirst() {
    let failure = Failure(StoreError(.repoNotFound, "mail", "repo mail not found"))
    #expect(
      failure.message == "repo mail not found\nSee the repos there are: tagline list repo; "
        + "make it: tagline create repo NAME")
  }

  @Test func aRecordedStoreThatIsGoneIsNotMadeAnew() async throws {
    let file = NSTemporaryDirectory() + "gone-\(UUID().uuidString)/tagline/store.db"
    let environment = ["XDG_DATA_HOME": Paths.parent(Paths.parent(file))]
    var decision = StoreDecision(choice: .embedded(file: file), reason: "recorded")
    decision.isRecorded = true
    let opener = StoreOpener(
      decision: decision, project: "default", userFiles: UserFiles(environment: environment),
      credentialSources: CredentialSources(environment: environment))
    await #expect(throws: Failure.self) { () async throws in
      _ = try await opener.open(creating: false)
    }
    #expect(!FileManager.default.fileExists(atPath: file))
  }

  @Test func cancellingIsAnInterruption() {
    #expect(Failure(CancellationError()).status == .interrupted)
  }

  static let commandLines: [([String], ProgramStatus)] = [
    (["list", "nonsense"], .wrongUse), (["--no-such-flag"], .wrongUse),
    (["get", "file", "-r", "a@b:/"], .wrongUse), (["create", "branch", "no-at-sign"], .wrongUse),
    (["list", "repo", "--json", "--raw"], .wrongUse), (["--version"], .good),
    (["list", "repo", "--store", "a.db", "--endpoint", "http://x"], .wrongUse),
    (["list", "repo", "--store", "/nonexistent/a.db"], .storeNotReached),
    (["list", "repo", "--endpoint", "http://localhost:1"], .storeNotReached),
  ]

  @Test(arguments: commandLines)
  func aCommandLineEndsWithAStatusOfTheContract(arguments: [String], status: ProgramStatus) async {
    #expect(await Main.run(arguments) == status)
  }
}
