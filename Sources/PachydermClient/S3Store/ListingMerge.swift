import DataRepository

/// Walks two listings in byte order side by side and gives the paths at which they differ.
actor ListingMerge {
  typealias Listing = AsyncThrowingStream<FileInfo, any Error>

  private var oldFiles: Listing.Iterator?
  private var newFiles: Listing.Iterator
  private var old: FileInfo?
  private var new: FileInfo?

  init(old: Listing?, new: Listing) {
    oldFiles = old?.makeAsyncIterator()
    newFiles = new.makeAsyncIterator()
  }

  func next() async throws -> FileDifference? {
    while true {
      try await fill()
      switch (old, new) {
      case (nil, nil): return nil
      case (let a?, let b?) where a.path == b.path:
        (old, new) = (nil, nil)
        if a.hash != b.hash { return FileDifference(path: a.path, old: a, new: b) }
      case (let a?, let b)
      where b.map { a.path.utf8.lexicographicallyPrecedes($0.path.utf8) } ?? true:
        old = nil
        return FileDifference(path: a.path, old: a, new: nil)
      case (_, let b):
        new = nil
        return b.map { FileDifference(path: $0.path, old: nil, new: $0) }
      }
    }
  }

  /// Reads the front of each side that has none.
  private func fill() async throws {
    if old == nil, var files = oldFiles {
      old = try await files.next(isolation: self)
      oldFiles = files
    }
    if new == nil {
      var files = newFiles
      new = try await files.next(isolation: self)
      newFiles = files
    }
  }
}
