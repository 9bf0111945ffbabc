import Foundation
import LabelCore

@testable import LabelUI

/// A scenario of `Tests/Fixtures/label-studio-1.23`: a config, tasks, and what the real page stored.
struct PageFixture {
  var name: String
  var config: LabelingConfig
  var tasks: [LabelingTask]

  private static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Fixtures/label-studio-1.23")

  init(_ name: String) throws {
    self.name = name
    let folder = Self.root.appending(path: name)
    config = try LabelingConfig(
      parsing: [UInt8](Data(contentsOf: folder.appending(path: "config.xml"))))
    let files = try FileManager.default.contentsOfDirectory(
      atPath: folder.appending(path: "source").path
    ).sorted()
    tasks = try files.enumerated().map { index, file in
      let data = try JSON(
        parsing: [UInt8](Data(contentsOf: folder.appending(path: "source/\(file)"))))
      return LabelingTask(row: TaskRow(id: index, position: index, key: file), data: data)
    }
  }

  /// The regions of a stored target object.
  func stored(_ key: String) throws -> [JSON] {
    let path = Self.root.appending(path: "\(name)/target/\(key)")
    return Completion(try JSON(parsing: [UInt8](Data(contentsOf: path)))).result
  }

  /// A desk at this config's form.
  func desk(task: Int = 0, size: Size = .normal) -> Desk {
    Desk(tasks, form: LabelForm(config), size: size, position: task)
  }

  /// A decision about a task as the page would store it, with the page's region ids.
  func result(_ decision: Decision?, task: Int, ids stored: [JSON]) -> [JSON] {
    var schema = config.resultSchema
    schema.dialect = .annotations
    let text = tasks[task].data["text"]?.stringValue
    var seen: Set<String> = []
    var ids = stored.compactMap { $0["id"]?.stringValue }.filter { seen.insert($0).inserted }
      .makeIterator()
    return decision?.inCodePoints { _ in text }.result(schema) { ids.next() ?? "none" } ?? []
  }
}
