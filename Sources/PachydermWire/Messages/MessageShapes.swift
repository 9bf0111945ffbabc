import Foundation
import LabelCore
import SwiftProtobuf

/// What fields messages have, by their descriptors. SwiftProtobuf leaves fields of default value out
/// of JSON and has no option to write them, as grpc-gateway does.
struct MessageShapes: Sendable {
  private struct Field: Sendable {
    let name: String
    /// The message type of its value or elements.
    let type: String?
    let isList: Bool
    /// What stands for a value that is not there; nil leaves it out, as the members of a oneof are
    /// that are not chosen.
    let absent: JSON?
  }

  private typealias Enums = [String: Google_Protobuf_EnumDescriptorProto]

  private var fields: [String: [Field]] = [:]

  /// The messages of Pachyderm 2.x.
  static let pfs2 = MessageShapes(base64: PFS2Descriptors.base64)

  private init(base64: String) {
    let bytes = Data(base64Encoded: base64, options: .ignoreUnknownCharacters) ?? Data()
    let set = try? Google_Protobuf_FileDescriptorSet(serializedBytes: bytes)
    for file in set?.file ?? [] {
      var enums = Enums()
      for type in file.enumType { enums["\(file.package).\(type.name)"] = type }
      for message in file.messageType { add(message, in: file.package, enums) }
    }
  }

  private mutating func add(
    _ message: Google_Protobuf_DescriptorProto, in scope: String, _ enums: Enums
  ) {
    let name = "\(scope).\(message.name)"
    fields[name] = message.field.map { Self.field($0, enums) }
    for nested in message.nestedType { add(nested, in: name, enums) }
  }

  private static func field(
    _ descriptor: Google_Protobuf_FieldDescriptorProto, _ enums: Enums
  ) -> Field {
    let isList = descriptor.label == .repeated
    let type = String(descriptor.typeName.dropFirst())
    let absent: JSON? =
      switch descriptor.type {
      case _ where isList: .array([])
      case _ where descriptor.hasOneofIndex: nil
      case .message, .group: .null
      case .bool: .bool(false)
      case .string, .bytes: .string("")
      case .int64, .uint64, .sint64, .fixed64, .sfixed64: .string("0")
      case .enum: .string(enums[type]?.value.first?.name ?? "")
      default: .number("0")
      }
    return Field(
      name: descriptor.jsonName, type: descriptor.type == .message ? type : nil, isList: isList,
      absent: absent)
  }

  /// The message with all its fields; one of a type that is not known here as it is.
  func complete(_ json: JSON, as type: String) -> JSON {
    guard let fields = fields[type], json.members != nil else { return json }
    return .object(
      fields.compactMap { field in
        guard let value = json[field.name] else {
          return field.absent.map { .init(field.name, $0) }
        }
        guard let type = field.type else { return .init(field.name, value) }
        guard field.isList, let elements = value.arrayValue else {
          return .init(field.name, complete(value, as: type))
        }
        return .init(field.name, .array(elements.map { complete($0, as: type) }))
      })
  }
}
