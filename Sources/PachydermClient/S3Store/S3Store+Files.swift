package import DataRepository
package import LabelCore

/// Reading files.
extension S3Store {
  package func inspectFile(_ path: String, at commit: CommitRef) async throws -> FileInfo {
    try await naming(commit) {
      guard path != "/" else {
        _ = try await client.listLevel(of: bucket(of: commit), LevelQuestion(prefix: "", limit: 1))
        return FileInfo(path: "/", kind: .directory, size: 0, hash: "")
      }
      let plain = path.hasSuffix("/") ? String(path.dropLast()) : path
      if let info = try await entry(at: Self.key(of: plain), in: bucket(of: commit)) { return info }
      throw StoreError(
        .fileNotFound, "\(commit):\(path)",
        "file \(path) not found in repo \(commit.repo) at commit \(commit.commit)")
    }
  }

  /// What is at `key`: a file, a directory, or nothing.
  ///
  /// Only listings tell: 1.x answers GET and HEAD of a directory with 200.
  func entry(at key: String, in bucket: String) async throws -> FileInfo? {
    // A key that equals the prefix is the first in every order, its directory may come pages later.
    let page = try await client.listLevel(of: bucket, LevelQuestion(prefix: key))
    let known = page.entries.first { $0.key == key || $0.key == key + "/" }
    if let known { return Self.info(known) }
    guard page.isTruncated, try await isDirectory(key, in: bucket) else { return nil }
    return Self.info(ListingEntry(key: key + "/"))
  }

  func isDirectory(_ key: String, in bucket: String) async throws -> Bool {
    let question = LevelQuestion(prefix: key + "/", limit: 1)
    return try await !client.listLevel(of: bucket, question).entries.isEmpty
  }

  package func listFiles(_ request: ListRequest, at commit: CommitRef)
    -> AsyncThrowingStream<FileInfo, any Error>
  {
    let prefix = String(request.prefix.drop { $0 == "/" })
    let walk = ListingWalk(prefix: prefix, isRecursive: request.depth == .recursive)
    let start = ListState(walk: walk, left: request.limit ?? .max)
    return pages(from: start) { [self] state in
      var state = state
      var files: [FileInfo] = []
      let bucket = try bucket(of: commit)
      while state.left > 0 {
        switch state.walk.next() {
        case .page(let prefix, let marker):
          guard files.isEmpty else { return Page(elements: files, next: state) }
          let question = LevelQuestion(prefix: prefix, marker: marker)
          state.walk.take(
            try await naming(commit) { try await client.listLevel(of: bucket, question) })
        case .entry(let entry):
          let info = Self.info(entry)
          if let after = request.after, !after.utf8.lexicographicallyPrecedes(info.path.utf8) {
            continue
          }
          files.append(info)
          state.left -= 1
        case .done: return Page(elements: files, next: nil)
        }
      }
      return Page(elements: files, next: nil)
    }
  }

  package func readFile(_ path: String, at commit: CommitRef, offset: Int, length: Int?)
    -> AsyncThrowingStream<Bytes, any Error>
  {
    let source = OpenBody()
    return AsyncThrowingStream { [self] in
      if length == 0 { return nil }
      let body = try await source.body {
        let info = try await inspectFile(path, at: commit)
        guard info.kind == .file else {
          throw StoreError(
            .fileNotFound, "\(commit):\(path)", "file \(path) not found: it is a directory")
        }
        // A range behind the end is an error of its own in HTTP; here it is the end of the file.
        guard offset < info.size else { return nil }
        return try await client.read(
          Self.key(of: path), in: bucket(of: commit), offset: offset, length: length)
      }
      do {
        return try await body?.next()
      } catch let error as TransportError {
        throw S3Failure.sentence(error, endpoint: client.configuration.endpoint)
      }
    }
  }

  package func readFiles(_ paths: [String], at commit: CommitRef)
    -> AsyncThrowingStream<FileContents, any Error>
  {
    pages(from: paths[...]) { [self] rest in
      let window = Array(rest.prefix(Self.filesInMemory))
      let bucket = try bucket(of: commit)
      let found = try await naming(commit) {
        try await inParallel(window, atMost: Self.readsInFlight) {
          try await self.contents(of: $0, in: bucket)
        }
      }
      let left = rest.dropFirst(window.count)
      return Page(elements: found.compactMap(\.self), next: left.isEmpty ? nil : left)
    }
  }

  /// Small files that are read before the first of them is given out.
  private static let filesInMemory = 512
  /// Enough to keep a gateway's connections busy across a network's latency.
  private static let readsInFlight = 128

  private func contents(of path: String, in bucket: String) async throws -> FileContents? {
    do {
      let (bytes, etag) = try await client.get(try Self.key(of: path), in: bucket)
      return FileContents(path: path, hash: etag, bytes: bytes)
    } catch let error as StoreError where error.code == .fileNotFound {
      return nil
    }
  }

  package func diff(from: CommitRef?, to: CommitRef)
    -> AsyncThrowingStream<FileDifference, any Error>
  {
    let merge = ListingMerge(
      old: from.map { listFiles(ListRequest(), at: $0) }, new: listFiles(ListRequest(), at: to))
    return AsyncThrowingStream { try await merge.next() }
  }

  static func info(_ entry: ListingEntry) -> FileInfo {
    FileInfo(
      path: "/" + entry.key, kind: entry.isDirectory ? .directory : .file, size: entry.size,
      hash: entry.etag)
  }
}

private struct ListState: Sendable {
  var walk: ListingWalk
  var left: Int
}

/// A body that is asked for when it is first read.
private actor OpenBody {
  private var opened: HTTPBodyStream?
  private var isOpen = false

  func body(_ open: @Sendable () async throws -> HTTPBodyStream?) async throws -> HTTPBodyStream? {
    if !isOpen {
      opened = try await open()
      isOpen = true
    }
    return opened
  }
}

/// Runs `body` on all elements, at most `limit` at a time, and gives the results in their order.
func inParallel<Element: Sendable, Result: Sendable>(
  _ elements: [Element], atMost limit: Int,
  _ body: @escaping @Sendable (Element) async throws -> Result
) async throws -> [Result] {
  try await withThrowingTaskGroup(of: (Int, Result).self) { group in
    var results = [Result?](repeating: nil, count: elements.count)
    for (place, element) in elements.enumerated() {
      if place >= limit, let (done, result) = try await group.next() { results[done] = result }
      group.addTask { (place, try await body(element)) }
    }
    for try await (place, result) in group { results[place] = result }
    return results.compactMap(\.self)
  }
}
