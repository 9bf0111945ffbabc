package import DataRepository

extension XMLTree {
  /// S3's namespace (API version 2006-03-01), which stands on every root but `Error`.
  package static let namespace = "http://s3.amazonaws.com/doc/2006-03-01/"

  /// A document as Pachyderm 1.13.4's gateway writes it: declaration, line end, everything else on
  /// one line.
  package func document(namespace: String? = XMLTree.namespace) -> Bytes {
    var out = Bytes("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".utf8)
    write(to: &out, attributes: namespace.map { " xmlns=\"\($0)\"" } ?? "")
    return out
  }

  private func write(to out: inout Bytes, attributes: String = "") {
    out += Bytes("<\(name)\(attributes)>".utf8)
    Self.escape(text, to: &out)
    for child in children { child.write(to: &out) }
    out += Bytes("</\(name)>".utf8)
  }

  /// Escapes as Go's encoding/xml does; what XML cannot hold becomes U+FFFD.
  private static func escape(_ text: String, to out: inout Bytes) {
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": out += Bytes("&amp;".utf8)
      case "<": out += Bytes("&lt;".utf8)
      case ">": out += Bytes("&gt;".utf8)
      case "\"": out += Bytes("&#34;".utf8)
      case "'": out += Bytes("&#39;".utf8)
      case "\t": out += Bytes("&#x9;".utf8)
      case "\n": out += Bytes("&#xA;".utf8)
      case "\r": out += Bytes("&#xD;".utf8)
      case "\u{0}"..."\u{1F}", "\u{FFFE}", "\u{FFFF}": out += Bytes("\u{FFFD}".utf8)
      default: out += UTF8.encode(scalar).map(Array.init) ?? []
      }
    }
  }
}
