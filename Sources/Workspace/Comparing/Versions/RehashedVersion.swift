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
    return PulledStream(base.list(), by: SummaryReader.batch) { batch in
      let (found, read) = try await reader.find(batch)
      let known = found.compactMap { found in found.content.map { (found, $0) } }
      if read > 0 {
        let entries = known.map { found, content in
          (content.hex, SummaryCache.Entry(summary: found.summary, content: content))
        }
        await reader.cache.keep(entries, of: .sha256)
      }
      return known.map { found, content in
        var file = found.file
        file.hash = content.hex
        return file
      }
    }
    .stream
  }

  func read(_ paths: [String]) -> AsyncThrowingStream<FileContents, any Error> {
    PulledStream(base.read(paths), by: 1) { batch in
      batch.map { contents in
        var contents = contents
        contents.hash = ContentHash(of: contents.bytes).hex
        return contents
      }
    }
    .stream
  }
}
