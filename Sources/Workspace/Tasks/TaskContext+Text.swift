import DataRepository
import LabelCore

extension TaskContext {
  /// What the index keeps of a task to show and to search: the texts of the config in their order, a
  /// line between them. NUL, which ends a text in SQLite, is replaced.
  func text(of content: TaskContent) -> String {
    let data = content.shown(self)
    let parts = labeling.texts.compactMap { text -> String? in
      switch text.value {
      case .field(let name): data[name].map(Self.words)
      case .fixed: nil
      }
    }
    // One text alone may be huge: it is not copied.
    let text = parts.count == 1 ? parts[0] : parts.joined(separator: "\n")
    return text.utf8.contains(0) ? String(text.map { $0 == "\0" ? "\u{fffd}" : $0 }) : text
  }

  private static func words(_ value: JSON) -> String {
    value.stringValue ?? value.text()
  }
}

/// Hashes of data by meaning, as bytes.
enum ContentBytes {
  static func of(_ data: JSON) -> [UInt8] {
    ContentHash(meaning: data).bytes
  }
}

extension ContentHash {
  /// Of data by meaning, made piece by piece.
  init(meaning data: JSON) {
    self.init(ofPieces: { data.writeCanonical(into: $0) })
  }

  /// Of bytes that come one after another.
  init(ofPieces pieces: LabelCore.Digest.Pieces) {
    let digest = DataRepository.Digest(.sha256)
    pieces { digest.update($0) }
    self = ContentHash(digest.finish()) ?? ContentHash(of: [])
  }
}
