/// Files to be put as one commit, some of them at a time, so that they need not be held together: in the order of
/// their paths, each once.
package struct PagedFiles: Sendable {
  package struct File: Sendable {
    /// Absolute.
    package var path: String
    package var bytes: Bytes

    package init(path: String, bytes: Bytes) {
      self.path = path
      self.bytes = bytes
    }
  }

  /// The next files after a path (`""` before the first); none at the end. May be asked for anew. It is called in
  /// the middle of a store's transaction, so it must not ask the store for anything.
  private let page: @Sendable (String) throws -> [File]

  package init(_ page: @escaping @Sendable (_ after: String) throws -> [File]) {
    self.page = page
  }

  /// From the first file on.
  package func makeCursor() -> Cursor { Cursor(page: page) }

  /// A place between two pages.
  package struct Cursor: Sendable {
    fileprivate let page: @Sendable (String) throws -> [File]
    private var after = ""

    fileprivate init(page: @escaping @Sendable (String) throws -> [File]) {
      self.page = page
    }

    /// The next files; nil at the end.
    package mutating func next() throws -> [File]? {
      let files = try page(after)
      guard let last = files.last else { return nil }
      after = last.path
      return files
    }
  }
}

extension PagedFiles.File {
  package var change: FileChange { .put(path: path, content: .bytes(bytes)) }
}
