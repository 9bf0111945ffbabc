import DataRepository
import LabelCore

/// The content of a change, hashed before the transaction begins.
enum PreparedContent: Sendable {
  case bytes(Bytes, ContentHash)
  case stored(ContentHash, Int)

  var hash: ContentHash {
    switch self {
    case .bytes(_, let hash), .stored(let hash, _): hash
    }
  }

  var size: Int {
    switch self {
    case .bytes(let bytes, _): bytes.count
    case .stored(_, let size): size
    }
  }
}

/// A change whose path was found good and whose content is hashed.
enum PreparedChange: Sendable {
  case put(Key, PreparedContent)
  case append(Key, PreparedContent)
  case delete(Key)
  case copy(CommitRef, Key, Key)

  init(_ change: FileChange) throws {
    switch change {
    case .put(let path, let content):
      self = .put(try Key(path: path), try PreparedContent(content))
    case .append(let path, let content):
      self = .append(try Key(path: path), try PreparedContent(content))
    case .delete(let path):
      self = .delete(try Key(path: path))
    case .copy(let commit, let source, let path):
      self = .copy(commit, try Key(path: source), try Key(path: path))
    }
  }
}

extension PreparedContent {
  fileprivate init(_ content: FileContent) throws {
    switch content {
    case .bytes(let bytes):
      self = .bytes(bytes, ContentHash(of: bytes))
    case .staged(let staged):
      guard let hash = ContentHash(hex: staged.hash) else {
        throw StoreError(.failed, staged.hash, "\(staged.hash) is no SHA-256 of staged content")
      }
      self = .stored(hash, staged.size)
    }
  }
}
