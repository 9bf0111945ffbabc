package import DataRepository

/// A response taken apart; interim responses are counted and left out.
package struct RawAnswer: Equatable, Sendable {
  package var status: Int
  /// Names in lower case.
  package var headers: [String: String]
  package var body: Bytes
  /// How many `100 Continue` came before.
  package var interim = 0

  package init(status: Int, headers: [String: String], body: Bytes) {
    self.status = status
    self.headers = headers
    self.body = body
  }

  /// Reads raw bytes whose lines end in CRLF or, in recordings, in LF.
  package init(_ raw: Bytes) throws {
    var rest = raw[...]
    var lines: [String] = []
    while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
      var line = String(decoding: rest[..<end], as: UTF8.self)
      rest = rest[(end + 1)...]
      if line.last == "\r" { line.removeLast() }
      if !line.isEmpty {
        lines.append(line)
      } else if lines.first?.contains(" 100 ") == true {
        interim += 1
        lines = []
      } else if !lines.isEmpty {
        break
      }
    }
    let words = lines.first?.split(separator: " ") ?? []
    guard words.count > 1, let status = Int(words[1]) else { throw NoAnswer(text: lines.first) }
    self.status = status
    headers = [:]
    for line in lines.dropFirst() {
      let halves = line.split(separator: ":", maxSplits: 1)
      headers[halves[0].lowercased()] =
        halves.count > 1 ? String(halves[1].drop { $0 == " " }) : ""
    }
    body = Bytes(rest)
    if headers["transfer-encoding"] == "chunked" { body = try Self.dechunked(rest) }
  }

  private static func dechunked(_ raw: ArraySlice<UInt8>) throws -> Bytes {
    var (rest, out) = (raw, Bytes())
    while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
      let line = String(decoding: rest[..<end], as: UTF8.self).filter { !$0.isWhitespace }
      guard let count = Int(line, radix: 16) else { throw NoAnswer(text: line) }
      rest = rest[(end + 1)...]
      guard count > 0 else { break }
      out += rest.prefix(count)
      rest = rest.dropFirst(count + 2)
    }
    return out
  }

  package var text: String { String(decoding: body, as: UTF8.self) }

  /// The text of `<Code>` in an error's body.
  package var code: String? { text.firstMatch(of: /<Code>([^<]*)</).map { String($0.1) } }
}

/// Bytes that are no HTTP.
package struct NoAnswer: Error {
  let text: String?
}

extension RawAnswer: CustomStringConvertible {
  package var description: String {
    let lines = headers.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }
    return (["\(status), \(interim) interim"] + lines + ["", text]).joined(separator: "\n")
  }
}
