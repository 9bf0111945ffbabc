import DataRepository
import GatewayServer
import LabelCore
import PachydermWire
import TestSupport
import Testing

@testable import EmbeddedStore

/// The bytes that go over the wire, without our own client in between.
@Suite struct PFSGatewayTests {
  private static let repo = #"{"name": "data", "type": "user"}"#
  private static let master = #"{"branch": {"repo": \#(repo), "name": "master"}}"#

  private static func post(
    _ method: String, _ body: String, to gateway: RunningGateway, headers: String = ""
  ) async throws -> (status: Int, text: String) {
    let request =
      "POST /api/\(method) HTTP/1.1\r\nHost: here\r\n\(headers)Connection: close\r\n"
      + "Content-Length: \(body.utf8.count)\r\n\r\n\(body)"
    let answer = try await gateway.exchange(request)
    return (answer.status, String(decoding: answer.body, as: UTF8.self))
  }

  private static func filled() async throws -> EmbeddedStore {
    let store = try EmbeddedStore.inMemory()
    try await store.createRepo("data", description: "texts")
    return store
  }

  @Test func whatIsThereIsToldAsGrpcGatewayDoes() async throws {
    try await RunningGateway.with(store: Self.filled()) { gateway in
      let version = try await Self.post("versionpb_v2.API/GetVersion", "{}", to: gateway)
      #expect(version.status == 200)
      #expect(version.text.hasPrefix(#"{"major":2,"minor":8,"micro":0,"#))
      let cluster = try await Self.post("admin_v2.API/InspectCluster", "{}", to: gateway)
      let again = try await Self.post("admin_v2.API/InspectCluster", "{}", to: gateway)
      let info = try JSON(parsing: cluster.text)
      #expect(info["deploymentId"]?.stringValue?.utf8.count == 32)
      #expect(cluster.text == again.text)
      let who = try await Self.post("auth_v2.API/WhoAmI", "{}", to: gateway)
      #expect(who.status == 501)
      #expect(
        who.text == #"{"code":12,"message":"the auth service is not activated","details":[]}"#)
      let repos = try await Self.post("pfs_v2.API/ListRepo", #"{"type": "user"}"#, to: gateway)
      #expect(repos.text.hasPrefix(#"{"result":{"repo":{"name":"data","type":"user","project":"#))
      #expect(repos.text.hasSuffix("}\n"))
      let missing = try await Self.post(
        "pfs_v2.API/InspectRepo", #"{"repo": {"name": "no", "type": "user"}}"#, to: gateway)
      #expect(missing.status == 404)
      #expect(missing.text == #"{"code":5,"message":"repo default/no not found","details":[]}"#)
    }
  }

  @Test func aStreamOfMessagesIsOneCommit() async throws {
    try await RunningGateway.with(store: Self.filled()) { gateway in
      let body = """
        {"setCommit": \(Self.master)} {"addFile": {"path": "/a", "raw": "MQ=="}}
        {"add_file": {"path": "/a", "raw": "Mg=="}}{"deleteFile": {"path": "/b"}}
        {"addFile": {"path": "/b"}}
        """
      let answer = try await Self.post("pfs_v2.API/ModifyFile", body, to: gateway)
      #expect(answer.status == 200)
      #expect(answer.text == "{}")
      let commits = try await gateway.store.listCommits(of: "data", from: nil, limit: nil).collect()
      #expect(commits.count == 1)
      let head = CommitRef(repo: "data", commit: "master")
      #expect(try await gateway.store.readWhole("/a", at: head) == Bytes("12".utf8))
      #expect(try await gateway.store.readWhole("/b", at: head) == [])
      let file = try await Self.post(
        "pfs_v2.API/GetFile", #"{"file": {"commit": \#(Self.master), "path": "/a"}}"#, to: gateway)
      #expect(file.text == "{\"result\":\"MTI=\"}\n")
    }
  }

  @Test func aStreamThatBreaksOffWritesNothing() async throws {
    try await RunningGateway.with(store: Self.filled()) { gateway in
      let start = #"{"setCommit": \#(Self.master)}{"addFile": {"path": "/a", "raw": "MQ=="}}"#
      for (end, status) in [(#"{"addFile": {"path""#, 400), (#"{"setCommit": {}}"#, 400)] {
        let answer = try await Self.post("pfs_v2.API/ModifyFile", start + end, to: gateway)
        #expect(answer.status == status, "\(answer.text)")
      }
      _ = try? await gateway.exchange(
        "POST /api/pfs_v2.API/ModifyFile HTTP/1.1\r\nHost: here\r\nContent-Length: 9999\r\n\r\n"
          + start, closing: true)
      #expect(try await gateway.store.listBranches(of: "data").isEmpty)
    }
  }

  @Test func anArchiveIsReadByTar() async throws {
    try await RunningGateway.with(store: Self.filled()) { gateway in
      let long = "/d/" + String(repeating: "x", count: 150)
      _ = try await gateway.store.commit(
        [
          .put(path: "/d/a", content: .bytes(Bytes("text".utf8))),
          .put(path: long, content: .bytes([])),
        ], to: Branch(repo: "data", name: "master"), description: "", ifHead: nil)
      let answer = try await Self.post(
        "pfs_v2.API/GetFileTAR", #"{"file": {"commit": \#(Self.master), "path": "/d"}}"#,
        to: gateway)
      var archive = Bytes()
      for line in answer.text.split(separator: "\n") {
        let json = try JSON(parsing: String(line))
        archive += try #require(Bytes(base64: json["result"]?.stringValue ?? ""))
      }
      // /d/, /d/a and its block, two blocks and a header for the long name, the end.
      let blocks = 1 + 2 + 3 + 2
      #expect(archive.count == 512 * blocks)
      #expect(Bytes(archive.prefix(3)) == Bytes("/d/".utf8))
      #expect(Bytes(archive.dropFirst(1024).prefix(4)) == Bytes("text".utf8))
      #expect(archive.suffix(1024) == ArraySlice(Bytes(repeating: 0, count: 1024)))
    }
  }

  @Test func filesThatAPatternNamesAreFoundWithoutAWalk() async throws {
    try await RunningGateway.with(store: Self.filled()) { gateway in
      let changes = (0..<5_000).map { number in
        FileChange.put(path: "/d/\(number)", content: .bytes(Bytes("text \(number)".utf8)))
      }
      _ = try await gateway.store.commit(
        changes, to: Branch(repo: "data", name: "master"), description: "", ifHead: nil)
      gateway.store.nodes.empty()
      let answer = try await Self.post(
        "pfs_v2.API/GlobFile",
        #"{"commit": \#(Self.master), "pattern": "/{d/4999,d/17,d/no,d/a//b,d}"}"#, to: gateway)
      let files = try answer.text.split(separator: "\n").map {
        try JSON(parsing: String($0))["result"]?["file"]?["path"]?.stringValue
      }
      #expect(files == ["/d/", "/d/17", "/d/4999"])
      #expect(gateway.store.nodes.counts.read < 20, "of more than a hundred")
    }
  }

  @Test func anArchiveHasSmallAndLargeFilesInOrder() async throws {
    try await RunningGateway.with(store: Self.filled()) { gateway in
      let sizes = ["/d/a": 3, "/d/b": 70_000, "/d/c": 0, "/d/d": 600, "/e": 1]
      _ = try await gateway.store.commit(
        sizes.map { path, size in
          .put(path: path, content: .bytes(Bytes(repeating: UInt8(ascii: "x"), count: size)))
        }, to: Branch(repo: "data", name: "master"), description: "", ifHead: nil)
      let answer = try await Self.post(
        "pfs_v2.API/GetFileTAR",
        #"{"file": {"commit": \#(Self.master), "path": "/{d/a,d/b,d/c,d/d,e}"}}"#, to: gateway)
      var archive = Bytes()
      for line in answer.text.split(separator: "\n") {
        let json = try JSON(parsing: String(line))
        archive += try #require(Bytes(base64: json["result"]?.stringValue ?? ""))
      }
      var found: [String: Int] = [:]
      var rest = archive[...]
      while let first = rest.first, first != 0 {
        let header = Bytes(rest.prefix(512))
        let digits = String(decoding: header[124..<135], as: UTF8.self)
        let size = try #require(Int(digits, radix: 8))
        found[String(decoding: header.prefix { $0 != 0 }, as: UTF8.self)] = size
        rest = rest.dropFirst(512 + (size + 511) / 512 * 512)
      }
      #expect(found == sizes)
      #expect(rest.count == 1024)
    }
  }

  @Test func withCredentialsACallNeedsTheToken() async throws {
    try await RunningGateway.with(store: Self.filled()) {
      $0.credentials = [.init(token: "secret")]
    } _: { gateway in
      let calls = [("", 401), ("Authn-Token: wrong\r\n", 401), ("Authn-Token: secret\r\n", 200)]
      for (headers, status) in calls {
        let answer = try await Self.post(
          "pfs_v2.API/ListRepo", #"{"type": "user"}"#, to: gateway, headers: headers)
        #expect(answer.status == status, "\(headers)")
      }
    }
  }

  @Test func pagesOfABrowserMayNotCall() async throws {
    try await RunningGateway.with(store: Self.filled()) { gateway in
      let answer = try await Self.post(
        "pfs_v2.API/DeleteRepo", #"{"repo": \#(Self.repo)}"#, to: gateway,
        headers: "Origin: http://elsewhere.example\r\n")
      #expect(answer.status == 403)
      #expect(try await gateway.store.listRepos().count == 1)
    }
  }
}
