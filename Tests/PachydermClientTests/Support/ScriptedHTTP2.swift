import PachydermWire

@testable import PachydermClient

/// Frames that a scripted server sends, well formed or not.
enum ScriptedHTTP2 {
  static let settings = frame(4, 0, stream: 0)

  /// A header block in full, each field as a literal.
  static func headers(_ fields: [(String, String)], isEnd: Bool) -> [UInt8] {
    let block = fields.flatMap { name, value in
      [0, UInt8(name.utf8.count)] + Array(name.utf8) + [UInt8(value.utf8.count)] + value.utf8
    }
    return frame(1, isEnd ? 5 : 4, block)
  }

  static func data(_ bytes: [UInt8], isEnd: Bool = false) -> [UInt8] {
    frame(0, isEnd ? 1 : 0, bytes)
  }

  static func reset(_ code: UInt8) -> [UInt8] { frame(3, 0, [0, 0, 0, code]) }

  static func goAway(last: UInt8, code: UInt8, _ words: String) -> [UInt8] {
    frame(7, 0, [0, 0, 0, last, 0, 0, 0, code] + Array(words.utf8), stream: 0)
  }

  static func frame(
    _ kind: UInt8, _ flags: UInt8, _ payload: [UInt8] = [], stream: UInt8 = 1
  ) -> [UInt8] {
    let size = payload.count
    return [UInt8(size >> 16), UInt8(size >> 8 & 255), UInt8(size & 255), kind, flags, 0, 0, 0]
      + [stream] + payload
  }

  static let grpcHead = headers(
    [(":status", "200"), ("content-type", "application/grpc")], isEnd: false)
}
