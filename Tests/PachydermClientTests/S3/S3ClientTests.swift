import DataRepository
import LabelCore
import PachydermWire
import TestSupport
import Testing

@testable import PachydermClient

@Suite struct S3ClientTests {
  private func store(_ server: ScriptedServer, attempts: Int = 3) throws -> S3Store {
    var configuration = S3Configuration(
      endpoint: try S3Endpoint(server.url), credentials: SigV4.Credentials(token: "secret-token"),
      now: { 1_795_428_478 })
    configuration.retries = RetryPolicy(attempts: attempts, base: 0.001, longest: 0.002)
    configuration.limits = TimeLimits(connect: 30, stall: 30)
    return S3Store(configuration)
  }

  private static let emptyListing =
    "<ListBucketResult><IsTruncated>false</IsTruncated><MaxKeys>1</MaxKeys></ListBucketResult>"

  private let branch = Branch(repo: "labeled_data", name: "master")

  private func errorBody(_ code: String, _ message: String) -> String {
    "<?xml version=\"1.0\"?><Error><Code>\(code)</Code><Message>\(message)</Message></Error>"
  }

  @Test func aPutCarriesItsHashAndASignatureAndGivesTheCommit() async throws {
    let server = try ScriptedServer { connection in
      while let request = connection.readRequest() {
        if request.hasPrefix("PUT") {
          connection.answer(headers: "X-Amz-Version-Id: 0af3\r\n")
        } else {
          connection.answer(body: Self.emptyListing)
        }
      }
    }
    defer { server.stop() }
    let change = FileChange.put(path: "/a b/ü", content: .bytes(Bytes("One".utf8)))
    let commit = try await store(server).commit([change], to: branch, description: "", ifHead: nil)
    #expect(commit.id == "0af3")
    let request = try #require(server.requests.last)
    #expect(request.hasPrefix("PUT /master.labeled_data/a%20b/%C3%BC HTTP/1.1\r\n"))
    #expect(request.hasSuffix("\r\n\r\nOne"))
    #expect(request.contains("Credential=secret-token/20261123/us-east-1/s3/aws4_request"))
    #expect(request.contains("X-Amz-Content-SHA256: \(Digest.of(Bytes("One".utf8), .sha256).hex)"))
  }

  @Test func aBusyGatewayIsAskedAgainUntilItAnswers() async throws {
    let server = try ScriptedServer { connection in
      while connection.readRequest() != nil {
        if connection.server.requests.count < 3 {
          connection.answer(503)
        } else {
          connection.answer(body: "text")
        }
      }
    }
    defer { server.stop() }
    let files = try await store(server).readFiles(["/a"], at: CommitRef(branch)).collect()
    #expect(files.map(\.bytes) == [Bytes("text".utf8)])
    #expect(server.requests.count == 3)
  }

  @Test func whatMustNotBeDoneTwiceIsNotSentTwice() async throws {
    let server = try ScriptedServer { connection in connection.readRequest() }
    defer { server.stop() }
    let branch = Branch(repo: "raw_data", name: "master")
    await #expect { try await store(server).createBranch(branch, head: nil) } throws: {
      ($0 as? StoreError)?.code == .unreachable
    }
    #expect(server.requests.count == 1)
  }

  @Test(arguments: [
    (403, "", "", StoreError.Code.unauthorized, "the session token has expired or is wrong"),
    (403, "SignatureDoesNotMatch", "x", .unauthorized, "the secret must equal the access key"),
    (403, "RequestTimeTooSkewed", "x", .unauthorized, "clock is off by more than the 15 minutes"),
    (400, "WriteToOutputBranch", "x", .forbidden, "output of a pipeline"),
    (404, "NoSuchBucket", "x", .branchNotFound, "no bucket"),
    (500, "InternalError", "timestamp: nil Timestamp", .commitOpen, "finish commit"),
    (401, "", "", .unauthorized, "something before the gateway"),
    (400, "InvalidFilePath", "Invalid file path", .invalidPath, "Invalid file path"),
  ])
  func anErrorSaysWhatToDo(
    _ status: Int, _ code: String, _ message: String, _ expected: StoreError.Code, _ words: String
  ) async throws {
    let body = code.isEmpty ? "" : errorBody(code, message)
    let server = try ScriptedServer { connection in
      while let request = connection.readRequest() {
        if request.hasPrefix("PUT") {
          connection.answer(status, body: body)
        } else {
          connection.answer(body: Self.emptyListing)
        }
      }
    }
    defer { server.stop() }
    let change = FileChange.put(path: "/1", content: .bytes([]))
    await #expect {
      try await store(server).commit([change], to: branch, description: "", ifHead: nil)
    } throws: { error in
      let error = error as? StoreError
      return error?.code == expected && error?.message.contains(words) == true
        && error?.subject == "master.labeled_data/1"
    }
  }

  @Test(arguments: ["/", "/a//b", "/./a", "/a/..", "/a/"])
  func aPathThatAGatewayWouldMishandleIsNeverSent(_ path: String) async throws {
    let server = try ScriptedServer { connection in connection.readRequest() }
    defer { server.stop() }
    let change = FileChange.put(path: path, content: .bytes([]))
    await #expect {
      try await store(server).commit([change], to: branch, description: "", ifHead: nil)
    } throws: { ($0 as? StoreError)?.code == .invalidPath }
    #expect(server.requests.isEmpty)
  }

  @Test func aRepoThatIsDeletedWhileReposAreListedIsLeftOut() async throws {
    let server = try ScriptedServer { connection in
      while let request = connection.readRequest() {
        let isFirst = connection.server.requests.count == 1
        if request.hasPrefix("GET / ") {
          connection.answer(body: Self.buckets(isFirst ? ["gone", "raw"] : ["raw"]))
        } else if request.contains("gone") {
          connection.answer(404, body: errorBody("NoSuchBucket", "x"))
        } else {
          connection.answer(body: Self.emptyListing)
        }
      }
    }
    defer { server.stop() }
    #expect(try await store(server).listRepos().map(\.name) == ["raw"])
  }

  private static func buckets(_ repos: [String]) -> String {
    let buckets = repos.map {
      "<Bucket><Name>master.\($0)</Name><CreationDate>2026-11-23T10:34:01Z</CreationDate></Bucket>"
    }
    return "<ListAllMyBucketsResult><Buckets>\(buckets.joined())</Buckets></ListAllMyBucketsResult>"
  }

  @Test func whatNeedsThePFSAPISaysSo() async throws {
    let server = try ScriptedServer { _ in }
    defer { server.stop() }
    await #expect {
      try await store(server).createBranch(
        Branch(repo: "labeled_data", name: "v1"), head: "master")
    } throws: {
      let error = $0 as? StoreError
      return error?.code == .unsupported && error?.message.contains("--pachd") == true
    }
  }

  @Test(arguments: [
    ("http://127.0.0.1:30600/", "http://127.0.0.1:30600", "127.0.0.1:30600"),
    ("pachd:600", "http://pachd:600", "pachd:600"),
    ("https://s3.example.org:443", "https://s3.example.org:443", "s3.example.org"),
    ("HTTP://[::1]:30600", "http://[::1]:30600", "[::1]:30600"),
  ])
  func endpointsAreReadAsUsersWriteThem(_ text: String, _ url: String, _ host: String) throws {
    let endpoint = try S3Endpoint(text)
    #expect(endpoint.url == url)
    #expect(endpoint.host == host)
  }

  @Test(arguments: ["", "ftp://a", "http://", "http://a/b", "http://u@h", "http://a b"])
  func whatIsNoEndpointIsRefused(_ text: String) {
    #expect(throws: StoreError.self) { try S3Endpoint(text) }
  }

  @Test func waitsGrowAndAreBounded() {
    let policy = RetryPolicy(attempts: 5, base: 1, longest: 5)
    let waits = (1...5).map {
      policy.wait(after: .status(503), number: $0, isRepeatable: false, chance: 1)
    }
    #expect(waits == [1, 2, 4, 5, nil])
    #expect(
      policy.wait(after: .failure(.broken), number: 1, isRepeatable: false, chance: 1) == nil)
    #expect(
      policy.wait(after: .failure(.broken), number: 1, isRepeatable: true, chance: 0.5) == 0.5)
    #expect(policy.wait(after: .status(404), number: 1, isRepeatable: true, chance: 1) == nil)
  }
}
