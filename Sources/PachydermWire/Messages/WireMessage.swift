package import LabelCore

/// What a message cannot be read for: a sentence.
package struct WireError: Error, Equatable, Sendable {
  package var message: String

  package init(_ message: String) {
    self.message = message
  }
}

/// The value of a field, with its form in proto3 JSON (protobuf.dev, "ProtoJSON Format").
package protocol WireValue: Equatable, Sendable {
  /// What a field means that was not sent.
  static var absent: Self { get }
  init(json: JSON) throws(WireError)
  var json: JSON { get }
}

/// A message of Pachyderm's API: a plain value and one table of its fields, from which every
/// encoding is read and written.
package protocol WireMessage: WireValue {
  init()
  static var fields: [WireField<Self>] { get }
}

/// One field of a message: its protobuf number and name, and where its value is kept.
package struct WireField<Message: Sendable>: Sendable {
  package let number: Int
  /// As in the .proto file, `size_bytes`.
  package let name: String
  /// `sizeBytes`.
  package let jsonName: String
  let read: @Sendable (JSON, inout Message) throws(WireError) -> Void
  /// Nil: left out, as the members of a oneof are that are not chosen.
  let write: @Sendable (Message) -> JSON?

  package init<Value: WireValue>(
    _ number: Int, _ name: String, _ path: any WritableKeyPath<Message, Value> & Sendable
  ) {
    self.number = number
    self.name = name
    jsonName = Self.lowerCamel(name)
    read = { json, message throws(WireError) in message[keyPath: path] = try Value(json: json) }
    write = { $0[keyPath: path].json }
  }

  /// A member of a oneof.
  package init<Value: WireValue>(
    _ number: Int, oneof name: String, _ path: any WritableKeyPath<Message, Value?> & Sendable
  ) {
    self.number = number
    self.name = name
    jsonName = Self.lowerCamel(name)
    read = { json, message throws(WireError) in message[keyPath: path] = try Value(json: json) }
    write = { $0[keyPath: path]?.json }
  }

  private static func lowerCamel(_ name: String) -> String {
    let words = name.split(separator: "_")
    return words.dropFirst().reduce(String(words.first ?? "")) {
      $0 + $1.prefix(1).uppercased() + $1.dropFirst()
    }
  }
}

extension WireMessage {
  package static var absent: Self { Self() }

  /// Unknown fields are passed over; null is as good as not sent.
  package init(json: JSON) throws(WireError) {
    self.init()
    guard let members = json.members else {
      throw WireError("\(Self.self): not an object but \(json.text().prefix(40))")
    }
    for member in members where member.value != .null {
      let field = Self.fields.first { $0.jsonName == member.name || $0.name == member.name }
      do {
        try field?.read(member.value, &self)
      } catch {
        throw WireError("\(member.name): \(error.message)")
      }
    }
  }

  /// Fields of default value included, as Pachyderm's REST gateway writes them.
  package var json: JSON {
    .object(
      Self.fields.compactMap { field in field.write(self).map { .init(field.jsonName, $0) } })
  }

  /// Reads one JSON text.
  package init(parsing text: [UInt8]) throws(WireError) {
    do {
      try self.init(json: JSON(parsing: text))
    } catch let error as JSONError {
      throw WireError(error.description)
    } catch let error as WireError {
      throw error
    } catch {
      throw WireError("\(error)")
    }
  }

  /// A message with some fields set.
  package static func with(_ fill: (inout Self) -> Void) -> Self {
    var message = Self()
    fill(&message)
    return message
  }
}
