import DataRepository

extension RPCStatus {
  /// The status that stands in the trailers, or in the head of an answer without a body, as
  /// `grpc-status` and `grpc-message`; nil where there is none.
  ///
  /// A code that gRPC does not know counts as `unknown`. The message is percent-decoded and has no
  /// control characters.
  package init?(grpcFields fields: (String) -> String?) {
    guard let number = fields("grpc-status") else { return nil }
    let code = Int(number).flatMap(RPCCode.init(rawValue:)) ?? .unknown
    self.init(code, Self.message(percentEncoded: fields("grpc-message") ?? ""))
  }

  /// The text of a `grpc-message`; a `%` that begins no escape stands for itself.
  static func message(percentEncoded text: String) -> String {
    var bytes = Bytes()
    var rest = Bytes(text.utf8)[...]
    while let byte = rest.popFirst() {
      let digits = String(decoding: rest.prefix(2), as: UTF8.self)
      if byte == UInt8(ascii: "%"), digits.utf8.count == 2, digits.allSatisfy(\.isHexDigit),
        let value = UInt8(digits, radix: 16)
      {
        bytes.append(value)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return plainText(bytes)
  }

  /// Text from a server that may be anything: one line, control characters as spaces.
  package static func plainText(_ bytes: some Sequence<UInt8>) -> String {
    let scalars = String(decoding: Bytes(bytes), as: UTF8.self).unicodeScalars.map {
      $0.properties.generalCategory == .control ? " " : $0
    }
    let isSpace = { (character: Character) in character == " " }
    let text = String(String.UnicodeScalarView(scalars)).drop(while: isSpace)
    return String(text.prefix(text.count - text.reversed().prefix(while: isSpace).count))
  }
}

/// `grpc-timeout`: at most eight digits and a unit.
package enum GRPCTimeout {
  /// Of a time in seconds, rounded up to whole milliseconds while these fit.
  package static func field(seconds: Double) -> String {
    let milliseconds = (max(seconds, 0) * 1000).rounded(.up)
    return milliseconds < 1e8
      ? "\(Int(milliseconds))m" : "\(Int(min(seconds.rounded(.up), 99_999_999)))S"
  }
}
