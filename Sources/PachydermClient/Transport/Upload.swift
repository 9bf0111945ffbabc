import CCurl
import DataRepository
import Foundation

/// The body of a request while libcurl reads it. Belongs to the loop's thread.
struct Upload {
  private let body: HTTPBody
  private var sent = 0
  private var file: FileHandle?

  init(_ body: HTTPBody) throws(TransportError) {
    self.body = body
    guard case .file(let path, _) = body else { return }
    file = FileHandle(forReadingAtPath: path)
    if file == nil { throw TransportError(.invalid, "cannot read \(path)") }
  }

  /// What a read callback gives back: a count, 0 at the end, that it waits, or that it fails.
  mutating func read(into target: UnsafeMutableRawBufferPointer) -> Int {
    switch body {
    case .none: return 0
    case .bytes(let bytes):
      let count = min(target.count, bytes.count - sent)
      bytes.withUnsafeBytes { source in
        target.copyMemory(from: UnsafeRawBufferPointer(rebasing: source[sent..<sent + count]))
      }
      sent += count
      return count
    case .file:
      guard let file else { return Int(TL_READ_ABORT) }
      do {
        let data = try file.read(upToCount: target.count) ?? Data()
        target.copyBytes(from: data)
        return data.count
      } catch {
        return Int(TL_READ_ABORT)
      }
    case .stream(let pipe):
      switch pipe.read(into: target) {
      case .bytes(let count): return count
      case .pause: return Int(TL_READ_PAUSE)
      case .end: return 0
      }
    }
  }

  /// Begins anew at `offset`; false where that cannot be done.
  mutating func rewind(to offset: Int) -> Bool {
    sent = offset
    switch body {
    case .none, .bytes: return true
    case .file: return (try? file?.seek(toOffset: UInt64(offset))) != nil
    case .stream: return false
    }
  }

  mutating func close() {
    try? file?.close()
    file = nil
    if case .stream(let pipe) = body { pipe.close() }
  }
}
