import DataRepository
import EmbeddedStore
import Foundation
import GatewayServer
import LabelCore
import PachydermWire
import TestSupport
import Testing

/// Programs that others wrote, over loopback.
@Suite(.serialized) struct ForeignClientTests {
  private static let token = "robot-token"

  @Test func boto3FindsEverythingItNeeds() async throws {
    let python = try python(with: "boto3")
    let script = fixtures.appending(path: "foreign-clients/boto3_checks.py").path()
    try await locked { gateway in
      let (status, output) = try await onThread {
        try run(python, [script, "\(gateway.port)", Self.token])
      }
      #expect(status == 0)
      let results = try JSONDecoder().decode([String: String?].self, from: output)
      #expect(results.count >= 13)
      for (check, failure) in results {
        #expect(failure == nil, "\(check): \(failure ?? "")")
      }
    }
  }

  @Test func theAWSCommandLineCopiesListsAndSyncs() async throws {
    let python = try python(with: "boto3")
    try await locked { gateway in
      try await inTemporaryDirectory { folder in
        let files = folder.appending(path: "up")
        try FileManager.default.createDirectory(at: files, withIntermediateDirectories: true)
        for name in ["a b.txt", "ü+.json"] {
          try Data(name.utf8).write(to: files.appending(path: name))
        }
        func aws(_ arguments: String...) async throws -> String {
          let line =
            ["-m", "awscli", "--endpoint-url", "http://127.0.0.1:\(gateway.port)", "s3"]
            + arguments
          let (status, output) = try await onThread {
            try run(python, line, environment: Self.environment)
          }
          #expect(status == 0, "aws s3 \(arguments.joined(separator: " "))")
          return String(decoding: output, as: UTF8.self)
        }
        _ = try await aws("sync", files.path(), "s3://master.raw_data/x")
        let listing = try await aws("ls", "--recursive", "s3://master.raw_data/")
        #expect(listing.contains("x/a b.txt") && listing.contains("x/ü+.json"))
        let back = folder.appending(path: "down")
        _ = try await aws("cp", "--recursive", "s3://master.raw_data/x", back.path())
        #expect(
          try String(contentsOf: back.appending(path: "ü+.json"), encoding: .utf8) == "ü+.json")
        _ = try await aws("rm", "--recursive", "s3://master.raw_data/x")
        #expect(try await gateway.store.list(at: .init(repo: "raw_data", commit: "master")).isEmpty)
      }
    }
  }

  @Test func curlPutsWithoutWaitingAndSignsByItself() async throws {
    try await locked { gateway in
      try await inTemporaryDirectory { folder in
        let file = folder.appending(path: "body")
        // Longer than a mebibyte: curl then asks with `Expect: 100-continue`.
        try Data(repeating: 0x61, count: 2 << 20).write(to: file)
        let address = "http://127.0.0.1:\(gateway.port)/master.raw_data/curl"
        let signing = [
          "-sS", "--fail-with-body", "--aws-sigv4", "aws:amz:us-east-1:s3", "--user",
          "\(Self.token):\(Self.token)", "-H", "x-amz-content-sha256: UNSIGNED-PAYLOAD",
        ]
        func curl(_ arguments: String...) async throws -> Data {
          let (status, output) = try await onThread {
            try run(URL(filePath: "/usr/bin/curl"), signing + arguments)
          }
          #expect(status == 0, "\(String(decoding: output.prefix(500), as: UTF8.self))")
          return output
        }
        let format = "%{time_total}"
        let taken = try await curl(
          "-H", "Expect: 100-continue", "-T", file.path(), "-w", format, address)
        // Without an answer to Expect it waits a whole second.
        let seconds = try #require(Double(String(decoding: taken, as: UTF8.self)))
        #expect(seconds < 0.9)
        #expect(try await curl(address).count == 2 << 20)
        #expect(try await curl("-r", "0-9", address).count == 10)
      }
    }
  }

  private static let environment = [
    "AWS_ACCESS_KEY_ID": token, "AWS_SECRET_ACCESS_KEY": token, "AWS_DEFAULT_REGION": "us-east-1",
    "AWS_CONFIG_FILE": "/dev/null", "AWS_SHARED_CREDENTIALS_FILE": "/dev/null", "LC_ALL": "C.UTF-8",
  ]

  /// A gateway that asks for the token, with an empty bucket and one of 2,500 files.
  private func locked(_ body: @escaping @Sendable (RunningGateway) async throws -> Void)
    async throws
  {
    let store = try EmbeddedStore.inMemory()
    for repo in ["raw_data", "many"] {
      try await store.createRepo(repo, description: "")
      _ = try await store.createBranch(Branch(repo: repo, name: "master"), head: nil)
    }
    let files = (0..<2500).map { number in
      let name = String(String(10_000 + number).dropFirst())
      return FileChange.put(path: "/k/\(name)", content: .bytes(Bytes(name.utf8)))
    }
    _ = try await store.commit(
      files, to: Branch(repo: "many", name: "master"), description: "", ifHead: nil)
    let change = { @Sendable (configuration: inout GatewayConfiguration) in
      configuration.credentials = [SigV4.Credentials(token: Self.token)]
    }
    try await RunningGateway.with(store: store, change, body)
  }
}

/// A directory that is gone when `body` returns.
func inTemporaryDirectory(_ body: (URL) async throws -> Void) async throws {
  let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  try await body(folder)
}
