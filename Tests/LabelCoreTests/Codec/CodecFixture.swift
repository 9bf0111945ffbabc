import Testing

@testable import LabelCore

/// One directory of `Tests/Fixtures/label-studio-0.8`.
struct CodecFixture: CustomTestStringConvertible, Sendable {
  var name: String

  var testDescription: String { name }
  private var folder: String { "label-studio-0.8/\(name)" }

  /// What the project's labeling config asks for.
  func schema() throws -> ResultSchema {
    if name == "13-template-multi" {
      return try LabelingConfig(parsing: LabelingConfig.Template.textMultiClass.xml).resultSchema
    }
    return try LabelingConfig(parsing: text("project/config.xml")).resultSchema
  }

  func text(_ path: String) throws -> String {
    String(decoding: try Fixtures.bytes("\(folder)/\(path)"), as: UTF8.self)
  }

  func json(_ path: String) throws -> JSON {
    try JSON(parsing: Fixtures.bytes("\(folder)/\(path)"))
  }

  func paths(_ part: String) -> [String] {
    Fixtures.paths(in: "\(folder)/\(part)") { _ in true }.map {
      String($0.dropFirst(folder.count + part.count + 2))
    }
  }

  func labeled(_ key: String) throws -> TaskObject {
    try TaskObject(json("labeled/\(key)"))
  }

  /// Label Studio's raw key of each task id, from source.json.
  func rawKeys() throws -> [Int: String] {
    let file = try #require(IDFile(json("project/source.json")))
    return file.entries.mapValues { entry in
      entry.key.split(separator: "/", maxSplits: 2).last.map(String.init) ?? ""
    }
  }

  /// The raw task in the form `{"data": …}`, as Label Studio takes it in.
  func root(_ task: Int) throws -> JSON {
    let key = try #require(try rawKeys()[task])
    let bytes = try Fixtures.bytes("\(folder)/raw/\(key)")
    let file = RawFile(key: key)
    if name.hasPrefix("12") {
      return try file.blobTask(content: bytes, bucket: "master.raw_data", field: "text").root
    }
    return try #require(file.tasks(in: bytes, fields: ["text"]).first).root
  }
}

extension ResultSchema.Control {
  static func named(_ name: String, _ choices: String...) -> Self {
    .init(name: name, toName: "text", choices: choices.map { .init(stored: $0, shown: $0) })
  }

  static let single = named("sentiment", "Positive", "Negative", "Neutral")
}

extension Digest {
  /// FNV-1a in place of SHA-256: tests need no more than that different bytes differ.
  static let fake = Digest { bytes in
    let hash = bytes.reduce(0xcbf2_9ce4_8422_2325 as UInt64) {
      ($0 ^ UInt64($1)) &* 0x100_0000_01b3
    }
    return String(hash, radix: 16)
  }
}

extension TaskObject {
  /// The stored bytes as text, our key left out.
  var withoutOurKey: String {
    var plain = self
    plain.completions = completions.map { completion in
      var completion = completion
      completion.value[Authorship.key] = nil
      return completion
    }
    return plain.tree.text(.python)
  }
}
