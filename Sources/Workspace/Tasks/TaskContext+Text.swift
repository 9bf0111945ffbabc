import DataRepository
import LabelCore

extension TaskContext {
  /// What is shown of a task, the texts of the config in their order, a line between them.
  func text(of content: TaskContent) -> String {
    let data = content.shown(self)
    let parts = labeling.texts.compactMap { text -> String? in
      switch text.value {
      case .field(let name): data[name].map(Self.words)
      case .fixed: nil
      }
    }
    return parts.joined(separator: "\n")
  }

  private static func words(_ value: JSON) -> String {
    value.stringValue ?? value.text()
  }
}

/// Hashes of data by meaning, as bytes.
enum ContentBytes {
  static func of(_ data: JSON) -> [UInt8] {
    ContentHash(of: data.canonicalBytes).bytes
  }
}
