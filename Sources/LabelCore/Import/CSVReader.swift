/// One record of a CSV file.
package struct CSVRecord: Hashable, Sendable {
  /// Field contents without quotes, not checked to be UTF-8.
  package var fields: [[UInt8]]
  /// The line it begins on, from 1.
  package var line: Int

  /// The record as Go's and Python's writers put it: quotes only where needed, `\n` at the end.
  package var encoded: [UInt8] {
    var bytes: [UInt8] = []
    for (index, field) in fields.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      if Self.needsQuotes(field) {
        bytes.append(UInt8(ascii: "\""))
        for byte in field {
          if byte == UInt8(ascii: "\"") { bytes.append(byte) }
          bytes.append(byte)
        }
        bytes.append(UInt8(ascii: "\""))
      } else {
        bytes += field
      }
    }
    bytes.append(0x0a)
    return bytes
  }

  private static func needsQuotes(_ field: [UInt8]) -> Bool {
    guard let first = field.first else { return false }
    return first == 0x20 || first == 0x09 || field.elementsEqual("\\.".utf8)
      || field.contains { byte in
        switch byte {
        case UInt8(ascii: ","), UInt8(ascii: "\""), 0x0a, 0x0d: true
        default: false
        }
      }
  }
}

/// Why a CSV file cannot be cut into records.
package struct CSVError: Error, Hashable, Sendable, CustomStringConvertible {
  package var line: Int
  package var message: String

  package var description: String { "line \(line): \(message)" }
}

/// Cuts CSV (RFC 4180) into records piece by piece, holding one record at a time.
///
/// Lines end in `\n` or `\r\n`; empty lines are passed over; a quote inside an unquoted field is itself.
package struct CSVReader: Sendable {
  private enum State {
    case fieldStart, plain, quoted
    /// Behind a quote inside a quoted field: the second of two, or the end of the field.
    case quoteSeen
    /// Behind a `\r` outside quotes.
    case returnSeen
  }

  private let delimiter: UInt8
  private var state = State.fieldStart
  private var field: [UInt8] = []
  private var fields: [[UInt8]] = []
  private var line = 1
  private var recordLine = 1
  private var quoteLine = 1

  package init(delimiter: UInt8 = UInt8(ascii: ",")) {
    self.delimiter = delimiter
  }

  /// The records that end in these bytes.
  package mutating func append(_ bytes: some Sequence<UInt8>) throws(CSVError) -> [CSVRecord] {
    var records: [CSVRecord] = []
    for byte in bytes {
      if try take(byte) { finishRecord(into: &records) }
      if byte == 0x0a {
        line += 1
        if fields.isEmpty, field.isEmpty, state == .fieldStart { recordLine = line }
      }
    }
    return records
  }

  /// The last record, if the file does not end in a newline.
  package mutating func finish() throws(CSVError) -> [CSVRecord] {
    var records: [CSVRecord] = []
    switch state {
    case .quoted:
      throw CSVError(line: quoteLine, message: "a quoted field begins here and is not closed")
    case .fieldStart where fields.isEmpty: break
    default: finishRecord(into: &records)
    }
    return records
  }

  /// Whether the byte ends a record.
  private mutating func take(_ byte: UInt8) throws(CSVError) -> Bool {
    switch state {
    case .quoted:
      if byte == UInt8(ascii: "\"") {
        state = .quoteSeen
      } else {
        field.append(byte)
      }
      return false
    case .quoteSeen where byte == UInt8(ascii: "\""):
      field.append(byte)
      state = .quoted
      return false
    case .quoteSeen where byte != delimiter && byte != 0x0a && byte != 0x0d:
      throw CSVError(line: line, message: "text stands behind the closing quote of a field")
    case .returnSeen where byte != 0x0a:
      // A `\r` by itself belongs to the text.
      field.append(0x0d)
      state = .plain
      return takePlain(byte)
    case .fieldStart where byte == UInt8(ascii: "\""):
      state = .quoted
      quoteLine = line
      return false
    default: return takePlain(byte)
    }
  }

  private mutating func takePlain(_ byte: UInt8) -> Bool {
    switch byte {
    case delimiter:
      fields.append(field)
      field = []
      state = .fieldStart
    case 0x0a: return true
    case 0x0d: state = .returnSeen
    default:
      field.append(byte)
      state = .plain
    }
    return false
  }

  private mutating func finishRecord(into records: inout [CSVRecord]) {
    let isEmptyLine =
      fields.isEmpty && field.isEmpty && (state == .fieldStart || state == .returnSeen)
    if !isEmptyLine {
      records.append(CSVRecord(fields: fields + [field], line: recordLine))
    }
    fields = []
    field = []
    state = .fieldStart
  }
}
