import Foundation
import Testing

/// What changes in a cluster while somebody labels: each time a sentence that says what to do, the right exit
/// status, and a label that stays here until it can go.
@Suite struct ChangedWorldTests {
  /// A change that only the cluster knows of.
  struct Change: Sendable, CustomTestStringConvertible {
    var name: String
    /// Whether the PFS API is used, or the gateway alone.
    var hasAPI = true
    var rule: Meddler.Rule
    var said: [String]
    var status: Int32 = 5

    var testDescription: String { name }
  }

  static let changes = [
    Change(
      name: "the session has expired",
      rule: { request in
        guard request.contains("/api/pfs") || request.contains("InspectCluster") else { return nil }
        return .rpc(
          16, "provided auth token is corrupted or has expired (try logging in again)", status: 401)
      }, said: ["no session, or an expired one", "pachctl auth login", "PACH_TOKEN"]),
    Change(
      name: "no right to the repo",
      rule: { request in
        guard request.contains("ModifyFile") else { return nil }
        return .rpc(
          7, "robot:ana is not authorized to perform this operation - needs [REPO_WRITE]",
          status: 403)
      }, said: ["no right to labeled_data@master", "pachctl auth set"]),
    Change(
      name: "a proxy wants an Authorization",
      rule: { _ in Meddler.Answer(status: 401, body: "<html>Sign in</html>") },
      said: ["401: something before pachd", "PROXY_AUTHORIZATION"]),
    Change(
      name: "the branch became the output of a pipeline",
      rule: { request in
        guard request.contains("ModifyFile") else { return nil }
        return .rpc(
          2, "cannot start a commit on an output branch: default/labeled_data@master", status: 500)
      },
      said: ["labeled_data@master is the output of a pipeline", "name another branch"]),
    Change(
      name: "the clock is off", hasAPI: false,
      rule: { _ in
        .s3("RequestTimeTooSkewed", "The difference between … is too large.", status: 403)
      }, said: ["403: this machine's clock", "15 minutes"]),
    Change(
      name: "the keys are good no more", hasAPI: false,
      rule: { _ in .s3("InvalidAccessKeyId", "The AWS access key ID … does not exist", status: 403)
      },
      said: ["403: the session token has expired or is wrong"]),
  ]

  /// A served store with a workspace on it that reaches it through somebody who meddles.
  private struct Scene {
    let keeper: Shell
    let served: ServedStore
    let meddler: Meddler
    let shell: Shell

    init(hasAPI: Bool = true) throws {
      keeper = try Shell()
      served = try ServedStore(in: keeper.room)
      meddler = try Meddler(before: served)
      shell = try Shell(
        environment: [
          "ENDPOINT_URL": meddler.address,
          "PACHD_ADDRESS": hasAPI ? meddler.address : "none",
          "AWS_ACCESS_KEY_ID": "token", "AWS_SECRET_ACCESS_KEY": "token",
        ])
      try shell.room.write(#"{"text": "One"}{"text": "Two"}{"text": "Three"}"#, to: "texts.json")
      for line in [
        "create repo raw_data", "create repo labeled_data", "create branch raw_data@master",
        "create branch labeled_data@master",
        "put file raw_data@master:/t -f texts.json --split json --target-file-datums 1",
        "init ws --source s3 --source-path master.raw_data --input-format=text "
          + "--target s3-completions --target-path master.labeled_data",
        "sync ws",
      ] {
        try shell.tagline(line)
      }
    }

    func unsent() throws -> Int? {
      let text = try shell.tagline("status ws --json")
      let json = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
      return json?["unsent"] as? Int
    }
  }

  @Test(arguments: changes)
  func aChangeIsSaidAndTheLabelStaysUntilItCanGo(_ change: Change) throws {
    let scene = try Scene(hasAPI: change.hasAPI)
    scene.meddler.meddle(change.rule)
    try scene.shell.tagline("annotate ws --task 0 --choice sentiment=Positive")
    let said = try scene.shell.complaint("sync ws", ends: change.status)
    for words in change.said { #expect(said.contains(words), "\(said)") }
    #expect(try scene.unsent() == 1)
    try labelOnTheScreen(scene, change)
    #expect(try scene.unsent() == 2)
    scene.meddler.meddle(nil)
    try scene.shell.tagline("sync ws")
    #expect(try scene.unsent() == 0)
    let names = try scene.keeper.tagline("list file labeled_data@master").split(separator: "\n")
    #expect(names.count == 3)
    scene.served.stop()
  }

  /// The second text, on a screen that is wide enough for the whole sentence.
  private func labelOnTheScreen(_ scene: Scene, _ change: Change) throws {
    let terminal = try Terminal(
      [Program.path, "start", "ws"], in: scene.shell.room, size: (columns: 240, rows: 24),
      environment: scene.shell.environment)
    try terminal.wait(for: "Two")
    terminal.type("2")
    try terminal.wait(for: "2 unsent")
    terminal.type("w")
    try terminal.wait(for: "not sent, safe here: \(change.said[0])")
    for words in change.said { #expect(terminal.contains(words), "\(terminal.screen)") }
    terminal.type("q")
    #expect(try terminal.waitForExit() == 0)
    #expect(terminal.contains("2 labels safe in ws/.tagline, not sent yet."))
  }

  @Test func aRepoThatIsGoneIsSaidAndLabelsGoIntoANewOne() throws {
    let scene = try Scene()
    try scene.shell.tagline("annotate ws --task 0 --choice sentiment=Positive")
    // A command that ends waits for a slow send for three seconds only.
    try scene.shell.tagline("sync ws")
    try scene.keeper.tagline("delete repo labeled_data --force")
    try scene.shell.tagline("annotate ws --task 1 --choice sentiment=Negative")
    let said = try scene.shell.complaint("sync ws", ends: 1)
    #expect(said.contains("repos/ labeled_data not found"))
    #expect(said.contains("tagline create repo"))
    #expect(try scene.unsent() == 1)
    try scene.shell.tagline("create repo labeled_data")
    try scene.shell.tagline("sync ws")
    #expect(try scene.unsent() == 0)
    #expect(try scene.keeper.tagline("get file labeled_data@master:/1").contains("Negative"))
    scene.served.stop()
  }

  @Test func aCommitThatSomebodyMakesInBetweenIsKeptAndSoIsTheLabel() throws {
    let scene = try Scene()
    let keeper = scene.keeper
    let room = keeper.room
    try room.write(
      #"{"data": {"text": "Two"}, "id": 1, "completions": [{"id": 1001, "created_at": 1, "result": []}]}"#,
      to: "theirs.json")
    let turn = Turn()
    scene.meddler.meddle { request in
      if request.contains("ModifyFile"), turn.isFirst {
        _ = try? Program.run(
          ["put", "file", "labeled_data@master:/1", "-f", "theirs.json"], in: room)
      }
      return nil
    }
    try scene.shell.tagline("annotate ws --task 0 --choice sentiment=Positive")
    try scene.shell.tagline("sync ws")
    #expect(try scene.unsent() == 0)
    #expect(try keeper.tagline("get file labeled_data@master:/0").contains("Positive"))
    #expect(try keeper.tagline("get file labeled_data@master:/1").contains("1001"))
    scene.served.stop()
  }
}
