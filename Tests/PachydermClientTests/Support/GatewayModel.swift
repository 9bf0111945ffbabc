import PachydermWire

@testable import PachydermClient

/// How a real gateway answers a listing, as far as recordings 38 to 48 of each show it: which keys
/// and common prefixes, in which order, and what of paging.
struct GatewayModel: Sendable {
  enum Release: String, CaseIterable, Sendable {
    /// Path components decide the order (`a/1` before `a b`, `a-b`), the bytes of the marker decide
    /// what is skipped, and version 2 is answered as version 1: its markers are not looked at.
    case one = "1.13.4"
    /// Bytes decide both.
    case two = "2.0.8"
  }

  struct Question: Sendable {
    var prefix = ""
    var marker = ""
    var isOneLevel = false
    var limit = 1000
  }

  struct Answer: Equatable {
    var keys: [String] = []
    var prefixes: [String] = []
    var isTruncated = false
    var nextMarker: String?
  }

  private struct Entry {
    /// A directory's ends in a slash.
    let name: String
    /// By what it is ordered.
    let place: [UInt8]
    /// What a marker is compared with.
    let mark: [UInt8]
  }

  private let release: Release
  /// Sorted as the release does.
  private let files: [Entry]

  /// - Parameter keys: of all files.
  init(_ release: Release, keys: some Sequence<String>) {
    self.release = release
    files = Self.sorted(keys.map { Self.entry($0, release) })
  }

  func answer(_ question: Question) -> Answer {
    // A page without room has nothing behind it.
    guard question.limit > 0 else { return Answer() }
    let marker = Array(question.marker.utf8)
    let left = entries(question).filter { marker.lexicographicallyPrecedes($0.mark) }
    let page = left.prefix(question.limit)
    var answer = Answer()
    answer.keys = page.map(\.name).filter { !$0.hasSuffix("/") }
    answer.prefixes = page.map(\.name).filter { $0.hasSuffix("/") }
    answer.isTruncated = left.count > page.count
    let greatest = page.max { Array($0.name.utf8).lexicographicallyPrecedes(Array($1.name.utf8)) }
    if answer.isTruncated { answer.nextMarker = greatest?.name }
    return answer
  }

  private func entries(_ question: Question) -> [Entry] {
    // `/a` is read as `a`.
    let prefix = Array(question.prefix.utf8.dropFirst(question.prefix.hasPrefix("/") ? 1 : 0))
    let below = files.filter { $0.name.utf8.starts(with: prefix) }
    guard question.isOneLevel else { return below }
    let level = below.map { file in
      let name = Array(file.name.utf8)
      let slash = name[prefix.count...].firstIndex(of: UInt8(ascii: "/"))
      return slash.map { Array(name[...$0]) } ?? name
    }
    // As bytes: equal strings need not have equal bytes.
    return Self.sorted(
      Set(level).map { Self.entry(String(decoding: $0, as: UTF8.self), release) })
  }

  private static func sorted(_ entries: [Entry]) -> [Entry] {
    entries.sorted { $0.place.lexicographicallyPrecedes($1.place) }
  }

  private static func entry(_ name: String, _ release: Release) -> Entry {
    let bytes = Array(name.utf8)
    let plain = name.hasSuffix("/") ? Array(bytes.dropLast()) : bytes
    switch release {
    // Among components a slash comes before every byte that a name can have.
    case .one:
      return Entry(name: name, place: plain.map { $0 == UInt8(ascii: "/") ? 0 : $0 }, mark: plain)
    case .two: return Entry(name: name, place: bytes, mark: bytes)
    }
  }
}

extension GatewayModel {
  /// The page that our client asks for.
  func page(_ question: LevelQuestion) -> ListingPage {
    let answer = answer(
      Question(
        prefix: question.prefix, marker: question.marker ?? "", isOneLevel: true,
        limit: question.limit ?? 1000))
    return ListingPage(
      entries: answer.keys.map { ListingEntry(key: $0, size: $0.utf8.count) }
        + answer.prefixes.map { ListingEntry(key: $0) },
      isTruncated: answer.isTruncated, nextMarker: answer.nextMarker)
  }
}
