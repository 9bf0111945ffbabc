package import DataRepository
package import LabelCore
package import SwiftProtobuf

/// Messages as JSON (protobuf.dev, "ProtoJSON Format").
package enum ProtoJSON {
  /// Reads one JSON text; unknown fields are passed over.
  package static func message<M: Message>(_ text: Bytes, as: M.Type = M.self) throws(WireError) -> M
  {
    var options = JSONDecodingOptions()
    options.ignoreUnknownFields = true
    do {
      return try M(jsonUTF8Bytes: text, options: options)
    } catch {
      throw WireError("no \(M.protoMessageName): \(error)")
    }
  }

  /// One line without the fields of default value, as a request may be.
  package static func brief(_ message: some Message) throws(WireError) -> Bytes {
    do {
      return try message.jsonUTF8Bytes()
    } catch {
      throw WireError("\(type(of: message).protoMessageName) cannot be written: \(error)")
    }
  }

  /// With the fields of default value and in the order of their declaration, as Pachyderm's REST
  /// gateway answers.
  package static func full<M: Message>(_ message: M) throws(WireError) -> JSON {
    try full(brief(message), as: M.self)
  }

  /// The text of `full`, compact. What is no object, as bytes are, has no fields to add, and may be
  /// long.
  package static func fullText<M: Message>(_ message: M) throws(WireError) -> Bytes {
    let text = try brief(message)
    return text.first == UInt8(ascii: "{") ? try full(text, as: M.self).bytes(.compact) : text
  }

  private static func full<M: Message>(_ text: Bytes, as: M.Type) throws(WireError) -> JSON {
    do {
      return MessageShapes.pfs2.complete(try JSON(parsing: text), as: M.protoMessageName)
    } catch {
      throw WireError("\(error)")
    }
  }
}
