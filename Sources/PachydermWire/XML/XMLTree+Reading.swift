package import DataRepository
import Foundation
import FoundationXML

extension XMLTree {
  /// Reads a document of at most `depth` levels. Document types, and with them entities of the
  /// sender's own, are refused.
  /// - Throws: `malformedXML`.
  package init(document: Bytes, depth: Int = 16) throws(S3Error) {
    // A document type comes before the root: nothing a sender may do needs one.
    guard !document.isEmpty, Data(document).range(of: Data("<!DOCTYPE".utf8)) == nil else {
      throw S3Error(.malformedXML)
    }
    let parser = XMLParser(data: Data(document))
    parser.shouldProcessNamespaces = true
    let builder = Builder(depth: depth)
    parser.delegate = builder
    guard parser.parse(), let root = builder.root else { throw S3Error(.malformedXML) }
    self = root
  }

  private final class Builder: NSObject, XMLParserDelegate {
    var root: XMLTree?
    private var open: [XMLTree] = []
    private let depth: Int

    init(depth: Int) {
      self.depth = depth
    }

    func parser(
      _ parser: XMLParser, didStartElement elementName: String, namespaceURI: String?,
      qualifiedName: String?, attributes: [String: String]
    ) {
      if open.count >= depth { parser.abortParsing() }
      open.append(XMLTree(elementName))
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) {
      guard !open.isEmpty else { return }
      open[open.count - 1].text += string
    }

    func parser(
      _ parser: XMLParser, didEndElement elementName: String, namespaceURI: String?,
      qualifiedName: String?
    ) {
      guard var done = open.popLast() else { return }
      // White space between elements is layout.
      if !done.children.isEmpty { done.text = "" }
      if open.isEmpty { root = done } else { open[open.count - 1].children.append(done) }
    }
  }
}
