import DataRepository
import LabelCore
import Testing

@testable import PachydermClient

/// Listings and contents as 1.x and 2.x send them, made into what a store gives.
@Suite struct FileStreamTests {
  private static func stream<Element: Sendable>(_ elements: [Element])
    -> AsyncThrowingStream<Element, any Error>
  {
    AsyncThrowingStream { continuation in
      for element in elements { continuation.yield(element) }
      continuation.finish()
    }
  }

  // MARK: Directories of 1.x

  /// Every file with a directory's name and more beside it; `!` and `-` sort before the slash.
  private static let files: [String] = {
    let names = ["a", "a!", "a-", "a-b", "a.txt", "a0", "b", "b b"]
    var files: [String] = []
    for top in names {
      let isDirectory = ["a", "a-", "b"].contains(top)
      files += isDirectory ? names.map { "/\(top)/\($0)" } : ["/\(top)"]
    }
    return files + ["/a0x/a/a", "/a0x/a!"]
  }()

  /// As a hash tree lists a directory: by name.
  @Sendable private static func entries(_ directory: String, _ commit: CommitRef)
    -> AsyncThrowingStream<DirectoryEntry, any Error>
  {
    let inside = files.filter { $0.hasPrefix(directory) }.map { $0.dropFirst(directory.count) }
    let names = Set(inside.map { String($0.prefix { $0 != "/" }) })
    let sorted = names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    return stream(
      sorted.map { name in
        let isFile = files.contains(directory + name)
        return DirectoryEntry(
          info: FileInfo(
            path: directory + name + (isFile ? "" : "/"), kind: isFile ? .file : .directory,
            size: 0, hash: ""), commitID: "id")
      })
  }

  @Test func aTreeComesInTheOrderOfItsBytes() async throws {
    let commit = CommitRef(repo: "data", commit: "master")
    let tree = DirectoryTree("/", at: commit, after: nil, open: Self.entries)
    var found: [String] = []
    while let file = try await tree.nextFile() { found.append(file.path) }
    #expect(found == Self.files.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
    let level = DirectoryLevel(Self.entries("/", commit))
    var names: [String] = []
    while let entry = try await level.next() { names.append(entry.info.path) }
    #expect(names == names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
    #expect(names.count == 9)
  }

  @Test func directoriesBeforeTheMarkerAreNotOpened() async throws {
    let commit = CommitRef(repo: "data", commit: "master")
    for after in Self.files {
      let tree = DirectoryTree("/", at: commit, after: after) { directory, commit in
        #expect(directory == "/" || after < directory + "\u{7f}", "\(directory) after \(after)")
        return Self.entries(directory, commit)
      }
      var found: [String] = []
      while let file = try await tree.nextFile() { found.append(file.path) }
      let wanted = Self.files.filter { after.utf8.lexicographicallyPrecedes($0.utf8) }
      #expect(Set(wanted).isSubset(of: found))
    }
  }

  // MARK: Many files in one answer

  private static func header(_ path: String, _ size: Int, _ type: String) -> Bytes {
    var block = Bytes(repeating: 0, count: 512)
    block.replaceSubrange(0..<path.utf8.count, with: path.utf8)
    let digits = String(size, radix: 8)
    let octal = String(repeating: "0", count: 11 - digits.count) + digits
    block.replaceSubrange(124..<135, with: octal.utf8)
    block[156] = type.utf8.first ?? 0
    block.replaceSubrange(257..<262, with: "ustar".utf8)
    return block
  }

  private static func padded(_ text: String) -> Bytes {
    Bytes(text.utf8) + Bytes(repeating: 0, count: (512 - text.utf8.count % 512) % 512)
  }

  @Test func anArchiveIsReadInPiecesOfAnySize() async throws {
    let long = "/" + String(repeating: "x", count: 150)
    let archive =
      Self.header("/d/", 0, "5") + Self.header("/d/a", 5, "0") + Self.padded("hello")
      + Self.header("PaxHeader", 161, "x") + Self.padded("161 path=\(long)\n")
      + Self.header("cut", 600, "0") + Self.padded(String(repeating: "y", count: 600))
      + Self.header("/empty", 0, "0") + Bytes(repeating: 0, count: 1024)
    for size in [1, 100, 511, 512, 513, archive.count] {
      let pieces = stride(from: 0, to: archive.count, by: size).map {
        Bytes(archive[$0..<min($0 + size, archive.count)])
      }
      let reader = TarReader(Self.stream(pieces))
      var found: [String: Int] = [:]
      while let (path, bytes) = try await reader.next() { found[path] = bytes.count }
      #expect(found == ["/d/a": 5, long: 600, "/empty": 0])
    }
    let broken = TarReader(Self.stream([Bytes(archive.prefix(1100))]))
    await #expect(throws: StoreError.self) { try await broken.next() }
  }

  @Test func joinedContentsAreCutBySizesThatMustAddUp() async throws {
    let files = [("/a", 2), ("/empty", 0), ("/b", 3)].map {
      FileInfo(path: $0.0, kind: .file, size: $0.1, hash: "h")
    }
    let pieces = [Bytes("1".utf8), Bytes("2abc".utf8)]
    let joined = JoinedContents(files, Self.stream(pieces))
    var found: [String] = []
    while let file = try await joined.next() {
      found.append("\(file.path) \(String(decoding: file.bytes, as: UTF8.self))")
    }
    #expect(found == ["/a 12", "/empty ", "/b abc"])
    for wrong in [[Bytes("12ab".utf8)], [Bytes("12abcd".utf8)]] {
      let joined = JoinedContents(files, Self.stream(wrong))
      await #expect(throws: StoreError.self) { while try await joined.next() != nil {} }
    }
  }

  @Test func aPatternOfPathsIsMadeOfWhatMeansNothingInPatterns() throws {
    #expect(PathPattern.any(of: ["/d/a", "/d/b"]) == "/d/{a,b}")
    #expect(PathPattern.any(of: ["/d/a", "/e/b"]) == "/{d/a,e/b}")
    #expect(PathPattern.any(of: ["/1000", "/1001", "/1010"]) == "/10{00,01,10}")
    #expect(PathPattern.any(of: ["/10", "/1", "/100"]) == "/{10,1,100}")
    #expect(PathPattern.any(of: ["/same", "/same"]) == "/sam{e,e}")
    #expect(PathPattern.any(of: ["/é", "/e\u{301}"]) == "/{é,e\u{301}}")
    #expect(PathPattern.any(of: ["/d/e/a", "/d/b"]) == "/d/{e/a,b}")
    for odd in ["/a,b", "/a*", "/[x]", "/a\\b", "/a(1)"] {
      #expect(PathPattern.any(of: ["/a", odd]) == nil)
    }
    #expect(PathPattern.any(of: []) == nil)
    #expect(PathPattern.literal("/a*b,\\") == "/a\\*b,\\\\")
    let glob = try Glob(PathPattern.any(of: ["/d/a", "/d/e/b"]) ?? "")
    #expect(glob.matches("/d/e/b") && !glob.matches("/d/b"))
  }

  @Test func piecesHaveOneSize() async throws {
    for size in [1, 3, 7, 100] {
      let source = [Bytes(repeating: 1, count: 5), [], Bytes(repeating: 2, count: 6)]
      let pieces = ContentPieces(Self.stream(source), size: size)
      var found: [Bytes] = []
      while let piece = try await pieces.next() { found.append(piece) }
      #expect(Bytes(found.joined()) == Bytes(source.joined()))
      #expect(found.dropLast().allSatisfy { $0.count == size })
    }
  }
}
