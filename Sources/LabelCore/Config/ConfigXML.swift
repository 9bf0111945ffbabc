import Foundation
import FoundationXML

/// Reads XML into elements. Document types are refused, so no entity can be defined and no file reached.
enum ConfigXML {
  /// The root element.
  /// - Throws: `notXML` with line and column, in libxml2's words as Label Studio shows them.
  static func root(of bytes: [UInt8]) throws(ConfigError) -> ConfigElement {
    var text = try validated(bytes)
    let scan = TagScan(text)
    if let place = scan.documentType {
      throw ConfigError(
        notXML: "a labeling config has no document type; take the <!DOCTYPE> out", at: place)
    }
    blankDeclaration(&text)
    guard text.contains(where: { $0 > 0x20 }) else {
      throw ConfigError(notXML: "Document is empty", at: ConfigPosition())
    }
    let builder = TreeBuilder(positions: scan.positions)
    let parser = XMLParser(data: Data(text))
    parser.shouldResolveExternalEntities = false
    parser.delegate = builder
    let isWellFormed = parser.parse()
    guard isWellFormed, let root = builder.root else {
      throw problem(builder.firstError ?? 0, parser, text)
    }
    // The parser stops at the end of the root element without looking further.
    guard builder.isAtEnd, text.last(where: { $0 > 0x20 }) == UInt8(ascii: ">") else {
      throw ConfigError(
        notXML: "Extra content at the end of the document", at: builder.next ?? scan.end)
    }
    return root
  }

  /// The text in UTF-8 without its byte order mark.
  private static func validated(_ bytes: [UInt8]) throws(ConfigError) -> [UInt8] {
    let text = bytes.starts(with: [0xef, 0xbb, 0xbf]) ? Array(bytes.dropFirst(3)) : bytes
    guard String(validating: text, as: UTF8.self) != nil, !text.contains(0) else {
      throw ConfigError(
        notXML: "a labeling config must be saved as UTF-8, which this is not", at: ConfigPosition())
    }
    return text
  }

  /// Replaces `<?xml … ?>` by blanks: the encoding it names was true before the file was read as UTF-8.
  private static func blankDeclaration(_ text: inout [UInt8]) {
    guard text.starts(with: Array("<?xml".utf8)),
      let end = text.firstIndex(of: UInt8(ascii: ">"))
    else { return }
    for index in 0...end where text[index] != 0x0a { text[index] = 0x20 }
  }

  private static func problem(
    _ code: Int, _ parser: XMLParser, _ text: [UInt8]
  ) -> ConfigError {
    let position = ConfigPosition(
      line: max(1, parser.lineNumber), column: max(1, parser.columnNumber))
    let first = text.first { $0 > 0x20 }
    if code == 4, first != UInt8(ascii: "<") {
      return ConfigError(notXML: "Start tag expected, '<' not found", at: position)
    }
    return ConfigError(
      notXML: reasons[code] ?? "not well-formed (libxml2 error \(code))", at: position)
  }

  /// libxml2's error numbers (xmlerror.h, 2.9).
  private static let reasons: [Int: String] = [
    4: "Document is empty", 5: "Extra content at the end of the document",
    9: "character that XML does not allow", 23: "EntityRef: expecting ';'",
    26: "entity not defined; XML knows &lt; &gt; &amp; &quot; &apos; and &#N;",
    38: "Unescaped '<' not allowed in attributes values", 39: "AttValue: \" or ' expected",
    40: "AttValue: ' or \" expected", 41: "an attribute has no value; write name=\"value\"",
    42: "an attribute is given twice in one tag", 45: "Comment not terminated",
    50: "Comment must not contain '--'", 65: "attributes must be separated by a blank",
    68: "a tag, attribute or entity has no name", 73: "Couldn't find end of Start Tag",
    76: "Opening and ending tag mismatch", 77: "Premature end of data: a tag is not closed",
  ]
}

/// Builds the tree while the parser walks; used on one thread, inside one call.
private final class TreeBuilder: NSObject, XMLParserDelegate {
  private(set) var root: ConfigElement?
  /// libxml2's number; what it reports after it is only a consequence.
  private(set) var firstError: Int?
  private var open: [ConfigElement] = []
  private var positions: ArraySlice<ConfigPosition>

  init(positions: [ConfigPosition]) {
    self.positions = positions[...]
  }

  /// Whether every start tag was reported.
  var isAtEnd: Bool { positions.isEmpty }
  /// Where the first start tag stands that was not.
  var next: ConfigPosition? { positions.first }

  func parser(_ parser: XMLParser, parseErrorOccurred parseError: any Error) {
    firstError = firstError ?? (parseError as NSError).code
  }

  func parser(
    _ parser: XMLParser, didStartElement elementName: String, namespaceURI: String?,
    qualifiedName qName: String?, attributes attributeDict: [String: String] = [:]
  ) {
    let position = positions.popFirst() ?? ConfigPosition()
    open.append(ConfigElement(elementName, attributes: attributeDict, at: position))
  }

  func parser(
    _ parser: XMLParser, didEndElement elementName: String, namespaceURI: String?,
    qualifiedName qName: String?
  ) {
    guard let element = open.popLast() else { return }
    if open.isEmpty {
      root = element
    } else {
      open[open.count - 1].children.append(element)
    }
  }
}

/// Where start tags begin, in order: the parser tells only where they end.
private struct TagScan {
  private(set) var positions: [ConfigPosition] = []
  private(set) var documentType: ConfigPosition?
  private var place = ConfigPosition()

  /// Behind the last character.
  var end: ConfigPosition { place }

  init(_ text: [UInt8]) {
    var index = 0
    while index < text.count {
      let rest = text[index...]
      var length = 1
      if rest.starts(with: "<!--".utf8) {
        length = Self.length(of: rest, through: "-->")
      } else if rest.starts(with: "<![CDATA[".utf8) {
        length = Self.length(of: rest, through: "]]>")
      } else if rest.starts(with: "<?".utf8) {
        length = Self.length(of: rest, through: "?>")
      } else if rest.starts(with: "<!".utf8) {
        documentType = documentType ?? place
      } else if rest.first == UInt8(ascii: "<"), rest.dropFirst().first != UInt8(ascii: "/") {
        positions.append(place)
      }
      for byte in text[index..<index + length] { advance(over: byte) }
      index += length
    }
  }

  private mutating func advance(over byte: UInt8) {
    if byte == 0x0a {
      place = ConfigPosition(line: place.line + 1, column: 1)
    } else if byte & 0xc0 != 0x80 {
      place.column += 1
    }
  }

  /// Bytes up to the end of `mark`; all of them without it.
  private static func length(of text: ArraySlice<UInt8>, through mark: String) -> Int {
    let mark = Array(mark.utf8)
    var index = text.startIndex
    while index + mark.count <= text.endIndex {
      if text[index..<index + mark.count].elementsEqual(mark) {
        return index + mark.count - text.startIndex
      }
      index += 1
    }
    return text.count
  }
}
