import Foundation

/// A workspace on an embedded store, made with the program's own commands.
struct Project {
  let room: Room
  let directory = "my-text-project"
  /// What its commands find in the environment besides the room's own.
  let environment: [String: String?]

  /// Puts texts, one task each, into `raw_data@master` and writes a config: `config`, else one with these
  /// labels.
  init(
    in room: Room, texts: [String], labels: [String] = ["positive", "negative", "neutral"],
    config: String? = nil, environment: [String: String?] = [:]
  ) throws {
    self.room = room
    self.environment = environment
    let lines = try texts.map { text in
      let data = try JSONSerialization.data(withJSONObject: ["text": text])
      return String(decoding: data, as: UTF8.self)
    }
    try room.write(lines.joined(separator: "\n"), to: "texts.json")
    let choices = labels.map { "    <Choice value=\"\($0)\"/>\n" }.joined()
    try room.write(
      config ?? """
        <View>
          <Text name="text" value="$text"/>
          <Choices name="sentiment" toName="text" choice="single">
        \(choices)  </Choices>
        </View>
        """, to: "config.xml")
    for words in [
      "create repo raw_data", "create repo labeled_data", "create branch labeled_data@master",
      "create branch raw_data@master",
      "put file raw_data@master:/texts.json -f texts.json --split json --target-file-datums 1",
      "init my-text-project --source s3 --source-path master.raw_data --input-format=text "
        + "--target s3-completions --target-path master.labeled_data --label-config config.xml",
    ] {
      let result = try Program.run(
        words.split(separator: " ").map(String.init), in: room, environment: environment)
      guard result.status == 0 else {
        throw TerminalFailure(message: "tagline \(words): \(result.status)", screen: [result.error])
      }
    }
  }

  /// Ten short texts.
  static func sample(
    in room: Room, count: Int = 10, environment: [String: String?] = [:]
  ) throws -> Project {
    try Project(
      in: room, texts: (1...count).map { "Text number \($0)." }, environment: environment)
  }

  /// The command that opens the labeling screen.
  var command: [String] { [Program.path, "start", directory] }

  /// The labeling screen with its first text shown.
  func open(
    size: (columns: Int, rows: Int) = (80, 24), environment: [String: String?] = [:],
    arguments: [String] = [], text: String = "Text number"
  ) throws -> Terminal {
    let terminal = try Terminal(
      command + arguments, in: room, size: size, environment: environment)
    try terminal.wait(for: text)
    return terminal
  }

  /// Sends what is unsent and reads the target branch: the labels given, by task id.
  func delivered() throws -> [Int: [String]] {
    Dictionary(
      uniqueKeysWithValues: try objects().map { object in
        (object.id, object.completions.flatMap { $0.result.flatMap(\.value.choices) })
      })
  }

  /// As `delivered`: the one decision on each task that has one, `(skipped)` for a skip. Fails where
  /// a task has two.
  func decisions() throws -> [Int: String] {
    var decisions: [Int: String] = [:]
    for object in try objects() {
      guard object.completions.count < 2 else {
        throw TerminalFailure(message: "#\(object.id) has two completions", screen: [])
      }
      guard let completion = object.completions.first else { continue }
      let labels = completion.result.flatMap(\.value.choices).joined(separator: ", ")
      decisions[object.id] = completion.wasCancelled == true ? "(skipped)" : labels
    }
    return decisions
  }

  private func objects() throws -> [TaskObject] {
    let folder = "delivered-\(UUID().uuidString)"
    for words in ["sync \(directory)", "get file -r labeled_data@master:/ -o \(folder)"] {
      let result = try Program.run(
        words.split(separator: " ").map(String.init), in: room, environment: environment)
      guard result.status == 0 else {
        throw TerminalFailure(message: "tagline \(words): \(result.status)", screen: [result.error])
      }
    }
    let place = room.directory.appendingPathComponent(folder)
    return try FileManager.default.contentsOfDirectory(atPath: place.path).map { name in
      try JSONDecoder().decode(
        TaskObject.self, from: Data(contentsOf: place.appendingPathComponent(name)))
    }
  }
}

/// What these tests need of Label Studio's object for a task.
private struct TaskObject: Decodable {
  struct Completion: Decodable {
    struct Region: Decodable {
      struct Value: Decodable { var choices: [String] }
      var value: Value
    }
    var result: [Region]
    /// Set on a skip.
    var wasCancelled: Bool?

    enum CodingKeys: String, CodingKey {
      case result
      case wasCancelled = "was_cancelled"
    }
  }
  var id: Int
  var completions: [Completion]
}
