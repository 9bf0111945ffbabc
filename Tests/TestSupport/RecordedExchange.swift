package import DataRepository
import Foundation

/// One exchange with a Pachyderm's S3 gateway, as recorded in `Tests/Fixtures/pachyderm-VERSION`.
package struct RecordedExchange: Sendable {
  /// `24#1`: the file's number, and the exchange's in it from 1.
  package var name: String
  package var request: Bytes
  /// Nil where the recorder gave up waiting, or the server broke off.
  package var answer: RawAnswer?

  package var requestLine: String {
    String(decoding: request.prefix { $0 != UInt8(ascii: "\r") }, as: UTF8.self)
  }

  /// The exchanges with the gateway of this version, in the order they were made.
  /// - Parameter files: numbers of the first and the last recording.
  package static func all(
    of version: String = "1.13.4", files: ClosedRange<String> = "01"..."79"
  ) throws -> [RecordedExchange] {
    let folder = fixtures.appending(path: "pachyderm-\(version)")
    return try FileManager.default.contentsOfDirectory(atPath: folder.path()).sorted()
      // Above 79 stand other programs' sessions.
      .filter { files.contains(String($0.prefix(2))) }
      .flatMap { file in
        try parse(Bytes(Data(contentsOf: folder.appending(path: file))), String(file.prefix(2)))
      }
  }

  private static func parse(_ file: Bytes, _ number: String) throws -> [RecordedExchange] {
    let parts = (Bytes("\n".utf8) + file).split(by: Bytes("\n>>> REQUEST\n".utf8))
    return try parts.dropFirst().enumerated().map { place, part in
      let halves = part.split(by: Bytes("\n<<< RESPONSE".utf8))
      let response = halves[1].drop { $0 != UInt8(ascii: "\n") }.dropFirst()
      let isCut =
        response.allSatisfy { $0 == UInt8(ascii: "\n") }
        || String(decoding: response, as: UTF8.self).contains("[recorder: ")
      return RecordedExchange(
        name: "\(number)#\(place + 1)", request: try request(halves[0]),
        answer: isCut ? nil : try answer(Bytes(response)))
    }
  }

  /// The recorder wrote line ends of the head as LF, and a body that is no text as Python prints
  /// bytes.
  private static func request(_ text: Bytes) throws -> Bytes {
    guard let end = (text + Bytes("\n".utf8)).range(of: Bytes("\n\n".utf8)) else {
      throw NoAnswer(text: String(decoding: text, as: UTF8.self))
    }
    let head = String(decoding: text[..<end], as: UTF8.self)
    var body = Bytes(text.dropFirst(end + 2))
    if body.starts(with: Bytes("b'".utf8)) { body = unescaped(body.dropFirst(2).dropLast()) }
    let length = head.firstMatch(of: /Content-Length: (\d+)/).flatMap { Int($0.1) }
    if let length, length < body.count { body = Bytes(body.prefix(length)) }
    return Bytes(head.replacing("\n", with: "\r\n").utf8) + Bytes("\r\n\r\n".utf8) + body
  }

  private static func unescaped(_ text: ArraySlice<UInt8>) -> Bytes {
    var out = Bytes()
    var rest = text
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "\\"), let kind = rest.popFirst() else {
        out.append(byte)
        continue
      }
      switch kind {
      case UInt8(ascii: "r"): out.append(13)
      case UInt8(ascii: "n"): out.append(10)
      case UInt8(ascii: "x"):
        out += Bytes(hex: String(decoding: rest.prefix(2), as: UTF8.self)) ?? []
        rest = rest.dropFirst(2)
      default: out.append(kind)
      }
    }
    return out
  }

  private static func answer(_ raw: Bytes) throws -> RawAnswer {
    var answer = try RawAnswer(raw)
    if let length = answer.headers["content-length"].flatMap(Int.init) {
      answer.body = Bytes(answer.body.prefix(length))
      if answer.body == [10] { answer.body = [] }
    }
    while answer.body.last == 10, answer.headers["content-length"] == nil {
      answer.body.removeLast()
    }
    return answer
  }
}

extension Bytes {
  package func range(of part: Bytes) -> Int? {
    guard count >= part.count else { return nil }
    return (0...(count - part.count)).first { self[$0...].starts(with: part) }
  }

  package func split(by separator: Bytes) -> [Bytes] {
    var (parts, rest) = ([Bytes](), self)
    while let start = rest.range(of: separator) {
      parts.append(Bytes(rest[..<start]))
      rest = Bytes(rest[(start + separator.count)...])
    }
    return parts + [rest]
  }
}
