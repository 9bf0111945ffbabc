/// HTML as clean text: tags off, blocks on lines of their own, references replaced.
enum HTMLText {
  static func plain(_ html: String) -> String {
    var reader = Reader(html)
    return reader.read()
  }

  /// Tags that begin and end a line.
  private static let blocks: Set<String> = [
    "address", "article", "aside", "blockquote", "body", "dd", "div", "dl", "dt", "fieldset",
    "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr",
    "html", "li", "main", "nav", "ol", "p", "pre", "section", "table", "tbody", "tfoot", "thead",
    "tr", "ul",
  ]
  /// Tags whose content nobody sees.
  private static let unseen: Set<String> = ["script", "style", "head", "title", "template"]

  private static let names: [String: String] = [
    "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": "\u{a0}",
    "ndash": "\u{2013}", "mdash": "\u{2014}", "hellip": "\u{2026}", "laquo": "\u{ab}",
    "raquo": "\u{bb}", "lsquo": "\u{2018}", "rsquo": "\u{2019}", "ldquo": "\u{201c}",
    "rdquo": "\u{201d}", "bull": "\u{2022}", "euro": "\u{20ac}", "copy": "\u{a9}", "reg": "\u{ae}",
    "auml": "\u{e4}", "ouml": "\u{f6}", "uuml": "\u{fc}", "Auml": "\u{c4}", "Ouml": "\u{d6}",
    "Uuml": "\u{dc}", "szlig": "\u{df}", "eacute": "\u{e9}", "egrave": "\u{e8}",
  ]

  private struct Reader {
    private var rest: Substring.UnicodeScalarView
    private var result = ""
    /// Whether white space waits for the word behind it.
    private var hasBlank = false
    /// How many `pre` are open: white space counts in them.
    private var literals = 0

    init(_ html: String) { rest = html[...].unicodeScalars }

    mutating func read() -> String {
      while let scalar = rest.first {
        switch scalar {
        case "<" where isTag: readTag()
        case "&": readReference()
        default:
          rest.removeFirst()
          put(scalar)
        }
      }
      while result.last?.isNewline == true { result.removeLast() }
      return result
    }

    /// `a < b` is no tag.
    private var isTag: Bool {
      guard let next = rest.dropFirst().first else { return false }
      return next == "/" || next == "!" || next == "?" || next.properties.isAlphabetic
    }

    private mutating func put(_ scalar: Unicode.Scalar) {
      guard scalar.properties.isWhitespace, scalar != "\u{a0}", literals == 0 else {
        if hasBlank, !result.isEmpty, result.last?.isNewline != true { result += " " }
        hasBlank = false
        result.unicodeScalars.append(scalar)
        return
      }
      hasBlank = true
    }

    private mutating func endLine() {
      hasBlank = false
      if !result.isEmpty, result.last?.isNewline != true { result += "\n" }
    }

    private mutating func readTag() {
      if rest.starts(with: "<!--".unicodeScalars) { return skip(through: "-->") }
      let body = takeTag()
      let isEnd = body.hasPrefix("/")
      let name = body.drop { $0 == "/" }.prefix { $0.isLetter || $0.isNumber }.lowercased()
      if HTMLText.unseen.contains(name), !isEnd, !body.hasSuffix("/") {
        return skip(through: "</\(name)")
      }
      switch name {
      case "br":
        hasBlank = false
        result += "\n"
      case "td", "th": hasBlank = true
      case "li" where !isEnd:
        endLine()
        result += "- "
      default:
        if HTMLText.blocks.contains(name) { endLine() }
        if name == "pre" { literals = max(0, literals + (isEnd ? -1 : 1)) }
      }
    }

    /// What stands between `<` and `>`; a `>` in quotes ends nothing.
    private mutating func takeTag() -> String {
      rest.removeFirst()
      var body = ""
      var quote: Unicode.Scalar?
      while let scalar = rest.popFirst() {
        if quote == nil, scalar == ">" { break }
        if scalar == quote {
          quote = nil
        } else if quote == nil, scalar == "\"" || scalar == "'" {
          quote = scalar
        }
        body.unicodeScalars.append(scalar)
      }
      return body
    }

    /// Passes over everything up to the end of what `mark` begins.
    private mutating func skip(through mark: String) {
      let wanted = mark.unicodeScalars.map { $0.properties.lowercaseMapping }
      while !rest.isEmpty {
        if rest.prefix(wanted.count).map({ $0.properties.lowercaseMapping }) == wanted { break }
        rest.removeFirst()
      }
      while let scalar = rest.popFirst(), scalar != ">" {}
    }

    private mutating func readReference() {
      let end = rest.prefix(12).firstIndex(of: ";")
      guard let end else {
        rest.removeFirst()
        return put("&")
      }
      let name = String(String.UnicodeScalarView(rest[rest.startIndex..<end].dropFirst()))
      guard let text = Self.text(of: name) else {
        rest.removeFirst()
        return put("&")
      }
      rest = rest[rest.index(after: end)...]
      for scalar in text.unicodeScalars { put(scalar) }
    }

    private static func text(of name: String) -> String? {
      guard name.hasPrefix("#") else { return HTMLText.names[name] }
      let digits = name.dropFirst()
      let isHex = digits.hasPrefix("x") || digits.hasPrefix("X")
      let number = isHex ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
      return number.flatMap(Unicode.Scalar.init).map { String(Character($0)) }
    }
  }
}
