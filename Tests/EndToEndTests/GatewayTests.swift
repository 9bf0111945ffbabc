import Foundation
import Testing

/// A person without a store of their own, who reaches somebody else's through its S3 gateway alone.
@Suite struct GatewayTests {
  private static let texts = ["One", "Two", "Größe & Maß", "😀 + 1%"]

  /// A store, its gateway, and somebody in another home with `ENDPOINT_URL` set, and no PFS API to use.
  private func withGateway(
    _ arguments: [String] = [], _ body: (Shell, ServedStore, Shell) throws -> Void
  ) throws {
    let keeper = try Shell()
    try keeper.room.write("# one line a client\nsecret-token\n", to: "clients")
    let served = try ServedStore(in: keeper.room, arguments: arguments)
    let shell = try Shell(
      environment: ["ENDPOINT_URL": served.address, "PACHD_ADDRESS": "none"])
    try body(keeper, served, shell)
    served.stop()
  }

  private func makeWorkspace(_ shell: Shell) throws {
    let lines = Self.texts.map { "{\"text\": \"\($0)\"}" }.joined(separator: "\n")
    try shell.room.write(lines, to: "texts.json")
    for line in [
      "create repo raw_data", "create repo labeled_data", "create branch raw_data@master",
      "put file raw_data@master:/a+b -f texts.json --split json --target-file-datums 1",
      "init ws --source s3 --source-path master.raw_data --input-format=text "
        + "--target s3-completions --target-path master.labeled_data",
    ] {
      try shell.tagline(line)
    }
  }

  private func status(_ shell: Shell) throws -> [String: Any] {
    let text = try shell.tagline("status ws --json")
    return try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  @Test func labelsMadeThroughTheGatewayAreInTheStoreByteForByte() throws {
    try withGateway { keeper, served, shell in
      try makeWorkspace(shell)
      #expect(
        try keeper.tagline("list file raw_data@master:/a+b").split(separator: "\n").count == 5)
      try shell.tagline("annotate ws --task 0 --choice sentiment=Positive")
      try shell.tagline("annotate ws --task 3 --choice sentiment=Negative")
      try shell.tagline("annotate ws --task 2 --skip")
      #expect(try shell.tagline("sync ws").contains("0 new texts, 0 changed, 0 gone"))
      let status = try status(shell)
      #expect(status["total"] as? Int == 4)
      #expect(status["labelled"] as? Int == 2)
      #expect(status["skipped"] as? Int == 1)
      #expect(status["unsent"] as? Int == 0)
      #expect(status["source_commit"] is NSNull, "a gateway tells of no commits")
      try shell.tagline("get file -r labeled_data@master:/ -o through/")
      #expect(try shell.names(in: "through") == ["0", "2", "3"])
      for name in try shell.names(in: "through") {
        let kept = try keeper.tagline("get file labeled_data@master:/\(name)")
        #expect(try shell.contents(of: "through/\(name)") == kept)
      }
      #expect(try keeper.tagline("get file labeled_data@master:/3").contains(#"\ud83d\ude00 + 1%"#))
      #expect(
        try keeper.tagline("list commit labeled_data@master").split(separator: "\n").count == 4)
      #expect(try !shell.names(in: "home").contains("data"), "no store was made here")
    }
  }

  @Test func labelsWaitHereWhileTheGatewayIsAwayAndTheStoreIsSaid() throws {
    try withGateway { keeper, served, shell in
      try makeWorkspace(shell)
      try shell.tagline("sync ws")
      served.stop()
      try shell.tagline("annotate ws --task 1 --choice sentiment=Neutral")
      #expect(try status(shell)["unsent"] as? Int == 1)
      let said = try shell.complaint("sync ws", ends: 3)
      #expect(said.contains("\(served.address) cannot be reached"))
      #expect(said.contains("tagline doctor"))
      _ = try shell.complaint("list file raw_data@master", ends: 3)
    }
  }

  @Test func aGatewayWithCredentialsTakesThoseOfDotEnv() throws {
    try withGateway(["--credentials", "clients"]) { keeper, served, shell in
      let unsigned = try shell.complaint("list repo", ends: 5)
      #expect(unsigned.contains("403: no right to the list of buckets, or no credentials"))
      try shell.room.write(
        "AWS_ACCESS_KEY_ID=wrong\nAWS_SECRET_ACCESS_KEY=wrong\n", to: ".env")
      let wrong = try shell.complaint("list repo", ends: 5)
      #expect(wrong.contains("403: the session token has expired or is wrong"))
      #expect(!wrong.contains("secret-token"))
      try shell.room.write("PACH_TOKEN=secret-token\nS3_REGION=eu-central-1\n", to: ".env")
      try makeWorkspace(shell)
      try shell.tagline("annotate ws --task 0 --choice sentiment=Positive")
      try shell.tagline("sync ws")
      #expect(try keeper.tagline("list file labeled_data@master").contains("/0"))
      #expect(try !shell.tagline("doctor ws").contains("secret-token"))
    }
  }
}
