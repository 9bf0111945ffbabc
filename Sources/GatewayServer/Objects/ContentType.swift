import DataRepository

/// The `Content-Type` of an object: nothing is stored, so it is told from the key's extension, else
/// from the first bytes, much as Go's `mime.TypeByExtension` and `http.DetectContentType` do.
enum ContentType {
  /// How many bytes tell.
  static let sample = 512

  static func byExtension(of key: String) -> String? {
    let name = key.split(separator: "/").last ?? ""
    guard let dot = name.lastIndex(of: ".") else { return nil }
    return extensions[name[dot...].lowercased()]
  }

  static func sniffed(_ bytes: Bytes) -> String {
    if let signature = signatures.first(where: { bytes.starts(with: $0.bytes) }) {
      return signature.type
    }
    let text = bytes.drop { spaces.contains($0) }.prefix(16)
    let upper = String(decoding: text, as: UTF8.self).uppercased()
    if let tag = markup.first(where: { upper.hasPrefix($0) }) {
      // A tag counts only where its name ends.
      let next = text.dropFirst(tag.utf8.count).first
      if tag == "<!--" || next == UInt8(ascii: ">") || next == UInt8(ascii: " ") {
        return "text/html; charset=utf-8"
      }
    }
    if upper.hasPrefix("<?XML") { return "text/xml; charset=utf-8" }
    return bytes.contains(where: isBinary) ? "application/octet-stream" : plain
  }

  private static let plain = "text/plain; charset=utf-8"

  private static let extensions = [
    ".avif": "image/avif", ".css": "text/css; charset=utf-8", ".csv": "text/csv; charset=utf-8",
    ".gif": "image/gif", ".gz": "application/gzip", ".htm": "text/html; charset=utf-8",
    ".html": "text/html; charset=utf-8", ".jpeg": "image/jpeg", ".jpg": "image/jpeg",
    ".js": "text/javascript; charset=utf-8", ".json": "application/json",
    ".md": "text/markdown; charset=utf-8", ".mjs": "text/javascript; charset=utf-8",
    ".mp3": "audio/mpeg", ".mp4": "video/mp4", ".pdf": "application/pdf", ".png": "image/png",
    ".svg": "image/svg+xml", ".tar": "application/x-tar", ".txt": plain,
    ".wasm": "application/wasm", ".wav": "audio/x-wav", ".webp": "image/webp",
    ".xml": "text/xml; charset=utf-8", ".zip": "application/zip",
  ]

  private static let signatures: [(bytes: Bytes, type: String)] = [
    ([0xEF, 0xBB, 0xBF], plain), ([0xFE, 0xFF], "text/plain; charset=utf-16be"),
    ([0xFF, 0xFE], "text/plain; charset=utf-16le"), (Bytes("%PDF-".utf8), "application/pdf"),
    (Bytes("%!PS-Adobe-".utf8), "application/postscript"), (Bytes("GIF87a".utf8), "image/gif"),
    (Bytes("GIF89a".utf8), "image/gif"), (Bytes([0x89] + "PNG\r\n\u{1A}\n".utf8), "image/png"),
    ([0xFF, 0xD8, 0xFF], "image/jpeg"), (Bytes("BM".utf8), "image/bmp"),
    ([0x1F, 0x8B, 0x08], "application/x-gzip"), (Bytes("PK\u{3}\u{4}".utf8), "application/zip"),
    (Bytes("OggS\0".utf8), "application/ogg"), (Bytes("ID3".utf8), "audio/mpeg"),
    ([0x1A, 0x45, 0xDF, 0xA3], "video/webm"), (Bytes("\0asm".utf8), "application/wasm"),
  ]

  private static let markup = [
    "<!DOCTYPE HTML", "<HTML", "<HEAD", "<SCRIPT", "<IFRAME", "<H1", "<DIV", "<FONT", "<TABLE",
    "<A", "<STYLE", "<TITLE", "<B", "<BODY", "<BR", "<P", "<!--",
  ]

  private static let spaces = Bytes("\t\n\u{C}\r ".utf8)

  private static func isBinary(_ byte: UInt8) -> Bool {
    switch byte {
    case 0...8, 0x0B, 0x0E...0x1A, 0x1C...0x1F: true
    default: false
    }
  }
}
