import DataRepository
import LabelCore

/// Reads what comparing needs of a version's objects: from the cache, else from the version, some
/// batches at once.
struct SummaryReader: Sendable {
  let version: any LabelVersion
  let cache: SummaryCache

  /// Objects looked up and asked for at once.
  static let batch = 512
  /// Batches at once: one is read while another is parsed, and a network is kept busy.
  static let batchesAtOnce = 4

  /// A file with what is known of it.
  struct Found: Sendable {
    var file: FileInfo
    /// Nil for what is no task, and for a file that went meanwhile.
    var summary: LabelSummary?
    var content: ContentHash?
  }

  /// The files with what is known of them, and how many of them were read, in their order.
  func find(_ files: [FileInfo]) async throws -> (found: [Found], read: Int) {
    let known = await cache.entries(files.map(\.hash), of: version.hashKind)
    var found = files.indices.map { index in
      Found(
        file: files[index], summary: known[index]?.summary, content: known[index]?.content)
    }
    let missing = files.indices.filter { known[$0] == nil }
    if missing.isEmpty { return (found, 0) }
    let places = Dictionary(missing.map { (files[$0].path, $0) }) { first, _ in first }
    var news: [(hash: String, entry: SummaryCache.Entry)] = []
    var read = 0
    for try await contents in version.read(missing.map { files[$0].path }) {
      read += 1
      let entry = SummaryCache.Entry(contents)
      guard let place = places[contents.path] else { continue }
      found[place].summary = entry.summary
      found[place].content = entry.content
      // A branch may have moved since it was listed: then by the hash of what was read.
      let hash = version.commit == nil ? contents.hash : files[place].hash
      if !hash.isEmpty { news.append((hash, entry)) }
    }
    await cache.keep(news, of: version.hashKind)
    return (found, read)
  }
}
