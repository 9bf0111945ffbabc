import DataRepository

/// A version under the SHA-256 of its files' bytes, for comparing it with one whose store hashes
/// otherwise. A file whose hash was met before is not read for it.
struct RehashedVersion: LabelVersion {
  let base: any LabelVersion
  let cache: SummaryCache

  var name: String { base.name }
  var commit: String? { base.commit }
  var hashKind: HashKind { .sha256 }
  var fingerprint: String? { base.fingerprint.map { "\($0) sha256" } }

  func list() -> AsyncThrowingStream<FileInfo, any Error> {
    let reader = SummaryReader(version: base, cache: cache)
    let cache = cache
    return AsyncThrowingStream { continuation in
      let task = Task {
        do {
          var files = reader.version.list().makeAsyncIterator()
          try await BatchedWork().run(
            { try await files.next() },
            { batch in
              let (found, read) = try await reader.find(batch)
              let known = found.compactMap { found in found.content.map { (found, $0) } }
              if read > 0 {
                let entries = known.map { found, content in
                  (content.hex, SummaryCache.Entry(summary: found.summary, content: content))
                }
                await cache.keep(entries, of: .sha256)
              }
              return known.map { found, content in
                var file = found.file
                file.hash = content.hex
                return file
              }
            },
            take: { files in for file in files { continuation.yield(file) } })
          continuation.finish()
        } catch {
          continuation.finish(throwing: error)
        }
      }
      continuation.onTermination = { _ in task.cancel() }
    }
  }

  func read(_ paths: [String]) -> AsyncThrowingStream<FileContents, any Error> {
    let base = base
    return AsyncThrowingStream { continuation in
      let task = Task {
        do {
          for try await contents in base.read(paths) {
            var contents = contents
            contents.hash = ContentHash(of: contents.bytes).hex
            continuation.yield(contents)
          }
          continuation.finish()
        } catch {
          continuation.finish(throwing: error)
        }
      }
      continuation.onTermination = { _ in task.cancel() }
    }
  }
}
