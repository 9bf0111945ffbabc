/// Lets UTF-8 through without its byte order mark and says what else a file is.
struct EncodingCheck: Sendable {
  private let file: String
  private var line = 1
  /// The beginning of the file until it can be judged, then bytes of an unfinished character.
  private var held: [UInt8] = []
  private var isAtStart = true

  init(file: String) {
    self.file = file
  }

  /// Whole characters.
  mutating func append(_ bytes: [UInt8]) throws(ImportError) -> [UInt8] {
    var text = held + bytes
    held = []
    if isAtStart {
      guard text.count >= 4 else {
        held = text
        return []
      }
      try begin(&text)
    }
    held = Array(text.suffix(Self.unfinished(text)))
    text.removeLast(held.count)
    try check(text)
    return text
  }

  mutating func finish() throws(ImportError) -> [UInt8] {
    var text = held
    held = []
    if isAtStart { try begin(&text) }
    try check(text)
    return text
  }

  private mutating func begin(_ text: inout [UInt8]) throws(ImportError) {
    isAtStart = false
    if let refusal = Self.refusal(text) { throw error(refusal, nil) }
    if text.contains(0) { throw error("it is no text", nil) }
    if text.starts(with: [0xef, 0xbb, 0xbf]) { text.removeFirst(3) }
  }

  private mutating func check(_ text: [UInt8]) throws(ImportError) {
    guard String(validating: text, as: UTF8.self) == nil, !text.isEmpty else {
      if text.contains(0) { throw error("it is no text: there are zero bytes in it", nil) }
      line += text.count { $0 == 0x0a }
      return
    }
    var start = 0
    while let end = text[start...].firstIndex(of: 0x0a),
      String(validating: text[start..<end], as: UTF8.self) != nil
    {
      line += 1
      start = end + 1
    }
    throw error(Self.notUTF8, line)
  }

  static let notUTF8 =
    "this is not UTF-8; if the file is in Latin-1 or Windows-1252, run "
    + "iconv -f WINDOWS-1252 -t UTF-8 on it"

  /// Why a file that begins like this cannot be read; nil when it may be UTF-8.
  static func refusal(_ start: [UInt8]) -> String? {
    let isMarked = start.starts(with: [0xff, 0xfe]) || start.starts(with: [0xfe, 0xff])
    guard isMarked || start.prefix(4).contains(0) else { return nil }
    return
      "it is UTF-16 (Excel's \"Unicode text\"); save it as UTF-8, or run iconv -f UTF-16 -t UTF-8"
  }

  private func error(_ message: String, _ line: Int?) -> ImportError {
    ImportError(code: .wrongEncoding, file: file, line: line, message: message)
  }

  /// Bytes at the end that begin a character without ending it.
  private static func unfinished(_ text: [UInt8]) -> Int {
    for (back, byte) in text.suffix(3).reversed().enumerated() where byte & 0xc0 != 0x80 {
      let length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1
      return length > back + 1 ? back + 1 : 0
    }
    return 0
  }
}
