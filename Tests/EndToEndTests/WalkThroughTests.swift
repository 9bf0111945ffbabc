import Foundation
import Testing

/// The walk-through of the README on every kind of store: every command as it is typed there, on a screen where
/// there is one, with labels also arriving from a foreign program.
@Suite struct WalkThroughTests {
  private static let split =
    "put file raw_data@master:/test-example.json --split json --target-file-datums 1 -f"
  private static let start = [
    "start", "my-text-project/", "--init", "--source", "s3", "--source-path", "master.raw_data",
    "--input-format=text", "--target", "s3-completions", "--target-path", "master.labeled_data",
    "--force", "--log-level", "DEBUG", "--source-params",
    #"{"use_blob_urls": false, "regex": ".*"}"#,
  ]
  private static let sentences = [
    "The parcel came a day early.", "Nobody answered my letter.", "It is a lamp.",
    "I would buy it again.", "The second one broke as well.",
  ]

  /// How the store is reached.
  enum Way: CaseIterable {
    case embedded
    /// A served store by its endpoint alone, as ENDPOINT_URL names it; its port has the PFS API, too.
    case endpoint
    /// A served store by its endpoint and PACHD_ADDRESS.
    case endpointAndAPI
  }

  /// What stands behind the commands of one walk.
  private struct Scene {
    let shell: Shell
    /// Nil where the store is embedded; ends with the scene.
    var served: ServedStore?
  }

  /// A room with the two files of the walk-through and both repos.
  private func scene(_ way: Way = .embedded) throws -> Scene {
    let served = way == .embedded ? nil : try ServedStore(in: Room())
    var environment: [String: String?] = [:]
    if let served { environment["ENDPOINT_URL"] = served.address }
    if let served, way == .endpointAndAPI { environment["PACHD_ADDRESS"] = served.address }
    return Scene(shell: try shell(environment: environment), served: served)
  }

  private func shell(environment: [String: String?] = [:]) throws -> Shell {
    let shell = try Shell(environment: environment)
    let texts = ["One", "Two", "Three", "Four", "Five"]
    try shell.room.write(lines(texts), to: "test-example.json")
    try shell.room.write(lines(Self.sentences), to: "test-example2.json")
    for repo in ["raw_data", "labeled_data"] {
      #expect(try shell.tagline("create repo \(repo)").isEmpty)
    }
    for branch in ["labeled_data@master", "raw_data@master"] {
      #expect(try shell.tagline("create branch \(branch)").isEmpty)
    }
    #expect(try shell.tagline("\(Self.split) test-example.json").isEmpty)
    return shell
  }

  /// One JSON object a line, no newline at the end.
  private func lines(_ texts: [String]) -> String {
    texts.map { "{\"text\": \"\($0)\"}" }.joined(separator: "\n")
  }

  private func object(_ text: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  private func status(_ shell: Shell) throws -> [String: Any] {
    try object(try shell.tagline("status my-text-project/ --json"))
  }

  @Test(arguments: Way.allCases)
  func everyCommandOfTheWalkThroughDoesWhatItSays(_ way: Way) throws {
    let scene = try scene(way)
    let shell = scene.shell
    #expect(
      try shell.tagline("list file raw_data@master:/test-example.json") == """
        NAME                                TYPE SIZE\u{20}
        /test-example.json/0000000000000000 file 15B \u{20}
        /test-example.json/0000000000000001 file 15B \u{20}
        /test-example.json/0000000000000002 file 17B \u{20}
        /test-example.json/0000000000000003 file 16B \u{20}
        /test-example.json/0000000000000004 file 16B \u{20}

        """)
    try labelTwoOnTheScreen(shell)
    try putTheSecondFile(shell)
    try makeTheFirstVersion(shell)
    try labelFromAForeignProgram(scene)
    try makeTheSecondVersionAndReadTheFirst(shell)
    #expect(try shell.tagline("doctor my-text-project/ --check").contains("FAIL") == false)
  }

  private func labelTwoOnTheScreen(_ shell: Shell) throws {
    let terminal = try Terminal(
      [Program.path] + Self.start, in: shell.room, environment: shell.environment)
    try terminal.wait(for: "One")
    terminal.type("1")
    try terminal.wait(for: "Two")
    terminal.type("2")
    try terminal.wait(for: "Three")
    // Quitting waits for a slow send for three seconds only.
    try terminal.wait(for: "2 unsent")
    terminal.type("w")
    try terminal.waitUntilGone("2 unsent")
    terminal.type("q")
    #expect(try terminal.waitForExit() == 0)
    #expect(terminal.contains("2 labels sent to labeled_data@master"))
    #expect(try shell.names(in: "my-text-project").contains("source.json"))
    let first = try object(try shell.tagline("get file labeled_data@master:/0"))
    #expect(first["data"] as? [String: String] == ["text": "One"])
    #expect(try choice(in: first) == "Positive")
    #expect(
      try choice(in: try object(shell.tagline("get file labeled_data@master:/1"))) == "Negative")
  }

  private func choice(in object: [String: Any]) throws -> String? {
    let completions = try #require(object["completions"] as? [[String: Any]])
    let results = try #require(completions.last?["result"] as? [[String: Any]])
    return (results.first?["value"] as? [String: [String]])?["choices"]?.first
  }

  /// With --overwrite the files are replaced; without it they would be added to.
  private func putTheSecondFile(_ shell: Shell) throws {
    try shell.tagline("\(Self.split) test-example2.json --overwrite")
    let listing = try shell.tagline("list file raw_data@master:/test-example.json")
    #expect(listing.split(separator: "\n").count == 6)
    #expect(
      try shell.tagline("get file raw_data@master:/test-example.json/0000000000000002")
        == "{\"text\": \"It is a lamp.\"}")
    #expect(try shell.tagline("sync my-text-project/").contains("0 new texts, 5 changed, 0 gone"))
    let status = try status(shell)
    #expect(status["total"] as? Int == 5)
    #expect(status["labelled"] as? Int == 2)
    #expect(status["stale"] as? Int == 2)
    #expect(status["open"] as? Int == 3)
  }

  private func makeTheFirstVersion(_ shell: Shell) throws {
    try shell.tagline("annotate my-text-project/ --task 2 --choice sentiment=Neutral")
    try shell.tagline("sync my-text-project/")
    #expect(try shell.tagline("create branch labeled_data@v1 --head master").isEmpty)
    let branches = try shell.tagline("list branch labeled_data").split(separator: "\n")
    let rows = branches.map { $0.split(separator: " ") }
    #expect(rows.first == ["BRANCH", "HEAD"])
    #expect(rows.dropFirst().map { $0.first } == ["v1", "master"])
    #expect(rows[1][1] == rows[2][1])
  }

  /// What Label Studio 0.8 would PUT for task 3.
  private func labelFromAForeignProgram(_ scene: Scene) throws {
    let shell = scene.shell
    let served = try scene.served ?? ServedStore(in: shell.room)
    _ = try served.python(
      """
      task = {'data': {'text': \(String(reflecting: Self.sentences[3]))}, 'id': 3, 'completions': [
        {'lead_time': 1.169, 'result': [{'value': {'choices': ['Positive']}, 'id': 'jSuMEKtrCu',
         'from_name': 'sentiment', 'to_name': 'text', 'type': 'choices'}],
         'id': 3001, 'created_at': 1795428478}]}
      s3.put_object(Bucket='master.labeled_data', Key='3', Body=json.dumps(task).encode())
      """)
    if scene.served == nil { served.stop() }
    #expect(try shell.tagline("sync my-text-project/").contains("read from labeled_data@master"))
    let status = try status(shell)
    #expect(status["unsent"] as? Int == 0)
    #expect((status["unmatched"] as? [Any])?.isEmpty == true)
    let id3 = try object(try shell.tagline("get file labeled_data@master:/3"))
    #expect(try choice(in: id3) == "Positive")
  }

  private func makeTheSecondVersionAndReadTheFirst(_ shell: Shell) throws {
    try shell.tagline("annotate my-text-project/ --task 4 --skip")
    try shell.tagline("sync my-text-project/")
    try shell.tagline("create branch labeled_data@v2 --head master")
    #expect(try shell.tagline("get file -r labeled_data@v1:/ -o labeled_data/").isEmpty)
    #expect(try shell.names(in: "labeled_data") == ["0", "1", "2"])
    try shell.tagline("get file -r labeled_data@v2:/ -o second/")
    #expect(try shell.names(in: "second") == ["0", "1", "2", "3", "4"])
    #expect(
      try shell.contents(of: "labeled_data/0") == shell.tagline("get file labeled_data@v1:/0"))
    let changed = try shell.tagline("diff file labeled_data@v2 labeled_data@v1 --name-only")
    #expect(
      changed.split(separator: "\n").map { $0.split(separator: " ")[1] } == ["NAME", "3", "4"])
  }

  @Test func puttingAgainAddsFilesAndOverwriteReplacesThem() throws {
    let shell = try shell()
    try shell.tagline("\(Self.split) test-example2.json")
    let names = try shell.tagline("list file raw_data@master:/test-example.json")
      .split(separator: "\n").dropFirst().compactMap { $0.split(separator: " ").first }
    #expect(names.count == 10)
    #expect(names.last == "/test-example.json/0000000000000009")
    #expect(try shell.tagline("list commit raw_data@master").split(separator: "\n").count == 3)
    try shell.tagline("\(Self.split) test-example.json -o")
    #expect(
      try shell.tagline("glob file raw_data@master:/test-example.json/*")
        .split(separator: "\n").count == 6)
  }

  @Test func aFileOfOnesOwnIsLabelledWithOneCommand() throws {
    let shell = try Shell()
    try shell.room.write(
      "id,body\n7,Where is my parcel?\n8,\"Thanks, all good\"\n", to: "mails.csv")
    let terminal = try Terminal(
      [Program.path, "label", "mails.csv", "--labels", "a,b,c"], in: shell.room)
    try terminal.wait(for: "Where is my parcel?")
    terminal.type("1")
    try terminal.wait(for: "Thanks, all good")
    terminal.type("3")
    terminal.type("q")
    #expect(try terminal.waitForExit() == 0)
    let first = try object(try shell.tagline("get file labeled_data@master:/0"))
    #expect((first["data"] as? [String: String])?["text"] == "Where is my parcel?")
    #expect(try choice(in: first) == "a")
    #expect(
      try choice(in: try object(try shell.tagline("get file labeled_data@master:/1"))) == "c")
  }

  @Test func messagesAndExitStatusesAreThoseOfTheContract() throws {
    let shell = try shell()
    #expect(
      try shell.complaint("create repo raw_data", ends: 4) == "repo raw_data already exists\n")
    #expect(
      try shell.complaint("create branch labeled_data@v2 --head nosuch", ends: 1)
        == """
        unable to inspect labeled_data@nosuch: pachyderm_pfs/branches/labeled_data/ nosuch not found
        See what there is: tagline versions labeled_data

        """
    )
    #expect(try shell.complaint("get file -r raw_data@master:/", ends: 2).contains("output path"))
    #expect(
      try shell.complaint("start nowhere", ends: 1).contains("Did you miss create it first"))
    _ = try shell.complaint("status nowhere", ends: 1)
    _ = try shell.complaint("frobnicate", ends: 2)
    _ = try shell.complaint("list repo --store nowhere.db", ends: 3)
    let begin = try shell.tagline("").split(separator: "\n", omittingEmptySubsequences: false)
    #expect(begin.count == 9 && begin.last == "")
  }

  @Test func theDemoGoesOnWhereItStopped() throws {
    let shell = try Shell()
    let first = try shell.tagline("demo", input: "1\n2\nq\n")
    #expect(first.contains("2 texts labelled in this session"))
    #expect(try shell.tagline("demo", input: "q\n").contains("2 of "))
    #expect(try shell.tagline("list repo").split(separator: "\n").count == 1)
  }
}
