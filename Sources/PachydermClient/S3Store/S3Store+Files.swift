package import DataRepository
package import LabelCore

/// Reading files.
extension S3Store {
  package func inspectFile(_ path: String, at commit: CommitRef) async throws -> FileInfo {
    let bucket = try bucket(of: commit)
    let key = try key(of: path.hasSuffix("/") ? String(path.dropLast()) : path)
    // 1.x answers HEAD of a directory with 200, so the listing of its level has to tell.
    var walk = ListingWalk(prefix: key, isRecursive: false)
    while true {
      switch walk.next() {
      case .page(let prefix, let marker):
        walk.take(try await client.listLevel(of: bucket, prefix: prefix, marker: marker))
      case .entry(let entry) where entry.key == key || entry.key == key + "/":
        return Self.info(entry)
      case .entry: continue
      case .done:
        throw StoreError(.fileNotFound, "\(commit):\(path)", "file \(path) not found in \(commit)")
      }
    }
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
          state.walk.take(try await client.listLevel(of: bucket, prefix: prefix, marker: marker))
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
          throw StoreError(.fileNotFound, "\(commit):\(path)", "\(path) is a directory")
        }
        // A range behind the end is an error of its own in HTTP; here it is the end of the file.
        guard offset < info.size else { return nil }
        return try await client.read(
          key(of: path), in: bucket(of: commit), offset: offset, length: length)
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
      let window = rest.prefix(Self.readsInFlight)
      let bucket = try bucket(of: commit)
      let found = try await withThrowingTaskGroup(of: (Int, FileContents?).self) { group in
        for (place, path) in window.enumerated() {
          group.addTask { (place, try await self.contents(of: path, in: bucket)) }
        }
        var found = [FileContents?](repeating: nil, count: window.count)
        for try await (place, contents) in group { found[place] = contents }
        return found.compactMap(\.self)
      }
      let left = rest.dropFirst(Self.readsInFlight)
      return Page(elements: found, next: left.isEmpty ? nil : left)
    }
  }

  /// Enough to keep a gateway's connections busy across a network's latency.
  private static let readsInFlight = 128

  private func contents(of path: String, in bucket: String) async throws -> FileContents? {
    do {
      let (bytes, etag) = try await client.get(try key(of: path), in: bucket)
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

  private static func info(_ entry: ListingEntry) -> FileInfo {
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
