import DataRepository

/// What differs at and below one path of two commits, in byte order.
struct FileDifferences: AsyncSequence {
  typealias Stream = AsyncThrowingStream<FileDifference, any Error>
  /// Looks a directory up in the new commit or the old one; nil where it is not there.
  typealias LookUp = (_ path: String, _ isNew: Bool) async throws -> FileInfo?

  let differences: Stream
  let path: String
  private var lookUp: LookUp?

  init(differences: Stream, path: String) {
    self.differences = differences
    self.path = path
  }

  /// One difference for all that is in a directory right below the path.
  func shallow(_ lookUp: @escaping LookUp) -> FileDifferences {
    var shallow = self
    shallow.lookUp = lookUp
    return shallow
  }

  func makeAsyncIterator() -> Iterator {
    Iterator(
      iterator: differences.makeAsyncIterator(), path: path,
      prefix: path.hasSuffix("/") ? path : path + "/", lookUp: lookUp)
  }

  struct Iterator: AsyncIteratorProtocol {
    var iterator: Stream.Iterator
    let path: String
    let prefix: String
    let lookUp: LookUp?
    /// The directory told of last.
    private var told: String?

    init(iterator: Stream.Iterator, path: String, prefix: String, lookUp: LookUp?) {
      self.iterator = iterator
      self.path = path
      self.prefix = prefix
      self.lookUp = lookUp
    }

    mutating func next() async throws -> FileDifference? {
      while let difference = try await iterator.next() {
        guard difference.path == path || difference.path.hasPrefix(prefix) else { continue }
        guard let lookUp, let directory = directory(of: difference.path) else { return difference }
        guard directory != told else { continue }
        told = directory
        return FileDifference(
          path: directory, old: try await lookUp(directory, false),
          new: try await lookUp(directory, true))
      }
      return nil
    }

    /// The directory right below the path that a file is in; nil for a file that is there itself.
    private func directory(of file: String) -> String? {
      let rest = file.dropFirst(prefix.count)
      return rest.firstIndex(of: "/").map { String(file[...$0]) }
    }
  }
}
