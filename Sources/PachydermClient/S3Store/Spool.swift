import DataRepository
import Foundation
import Synchronization

/// Bodies put aside in temporary files until a commit sends them; removed with the store.
final class Spool: Sendable {
  private let files = Mutex<[String: URL]>([:])

  deinit {
    for file in files.withLock({ $0.values.map(\.self) }) {
      try? FileManager.default.removeItem(at: file)
    }
  }

  /// Writes `body` to a file of its own, readable by this user only.
  func take(_ body: AsyncThrowingStream<Bytes, any Error>) async throws -> StagedContent {
    let file = FileManager.default.temporaryDirectory.appending(path: "tagline-\(UUID())")
    let isMade = FileManager.default.createFile(
      atPath: file.path, contents: nil, attributes: [.posixPermissions: 0o600])
    guard isMade, let handle = FileHandle(forWritingAtPath: file.path) else {
      throw StoreError(.failed, file.path, "cannot write the temporary file \(file.path)")
    }
    do {
      let content = try await write(body, to: handle)
      try handle.close()
      if let old = files.withLock({ $0.updateValue(file, forKey: content.hash) }) {
        try? FileManager.default.removeItem(at: old)
      }
      return content
    } catch {
      try? handle.close()
      try? FileManager.default.removeItem(at: file)
      throw error
    }
  }

  private func write(_ body: AsyncThrowingStream<Bytes, any Error>, to handle: FileHandle)
    async throws -> StagedContent
  {
    let sha256 = Digest(.sha256)
    let md5 = Digest(.md5)
    var size = 0
    for try await piece in body {
      sha256.update(piece)
      md5.update(piece)
      size += piece.count
      try handle.write(contentsOf: Data(piece))
    }
    return StagedContent(
      hash: sha256.finish().hex, size: size, md5: md5.finish().hex)
  }

  /// The file that holds `content`.
  func body(of content: StagedContent) throws -> HTTPBody {
    guard let file = files.withLock({ $0[content.hash] }) else {
      throw StoreError(.failed, content.hash, "the body put aside as \(content.hash) is gone")
    }
    return .file(path: file.path, size: content.size)
  }

  /// The bytes of `content`, in pieces.
  func read(_ content: FileContent) throws -> AsyncThrowingStream<Bytes, any Error> {
    switch content {
    case .bytes(let bytes):
      return AsyncThrowingStream { continuation in
        continuation.yield(bytes)
        continuation.finish()
      }
    case .staged(let staged):
      guard case .file(let path, _) = try body(of: staged),
        let handle = FileHandle(forReadingAtPath: path)
      else { throw StoreError(.failed, staged.hash, "the body put aside is gone") }
      let file = OpenFile(handle)
      return AsyncThrowingStream { try await file.next() }
    }
  }
}

/// A file read from front to end.
private actor OpenFile {
  private let handle: FileHandle

  init(_ handle: FileHandle) {
    self.handle = handle
  }

  func next() throws -> Bytes? {
    let piece = try handle.read(upToCount: 1 << 20) ?? Data()
    return piece.isEmpty ? nil : Bytes(piece)
  }
}
