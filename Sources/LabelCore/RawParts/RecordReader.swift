/// CSV or TSV whose first record names the columns, a record a task. What is damaged is one piece; reading goes
/// on with the next line.
struct RecordReader: Sendable {
  private let fields: [String]
  private var delimiter: UInt8?
  private var csv: CSVReader?
  private var lines = LineReader()
  private var names: [String] = []
  /// The record that is being read, as written, and where it begins.
  private var record: [UInt8] = []
  private var start: Int
  private var line = 1
  private var recordLine = 1

  /// The record that names the columns, as written.
  private(set) var head: [UInt8] = []
  private var hasParts = false
  /// The columns are not those that are needed: no record can be a task.
  private(set) var isRefused = false

  /// - Parameter delimiter: nil finds it in the first line.
  init(delimiter: UInt8?, fields: [String], offset: Int) {
    self.delimiter = delimiter
    self.fields = fields
    start = offset
  }

  mutating func append(_ bytes: [UInt8]) -> [RawPart] {
    var parts: [RawPart] = []
    for line in lines.append(bytes) { take(line, into: &parts) }
    return parts
  }

  mutating func finish() -> [RawPart] {
    var parts: [RawPart] = []
    for line in lines.finish() { take(line, into: &parts) }
    guard !isRefused else { return parts }
    do throws(CSVError) {
      for found in try csv?.finish() ?? [] { end(found, into: &parts) }
    } catch {
      parts.append(part(damage(error)))
    }
    if !hasParts { parts.append(emptiness) }
    return parts
  }

  private mutating func take(_ bytes: [UInt8], into parts: inout [RawPart]) {
    guard !isRefused else { return }
    let delimiter = delimiter ?? TableHead.delimiter(of: bytes)
    self.delimiter = delimiter
    var reader = csv ?? CSVReader(delimiter: delimiter)
    csv = nil
    record += bytes
    do throws(CSVError) {
      let found = try reader.append(bytes)
      csv = reader
      for record in found { end(record, into: &parts) }
      if found.isEmpty, record.allSatisfy(\.isJSONBlank) { begin() }
    } catch {
      parts.append(part(damage(error)))
      begin()
    }
    line += 1
    if record.isEmpty { recordLine = line }
  }

  private mutating func end(_ found: CSVRecord, into parts: inout [RawPart]) {
    if head.isEmpty {
      takeHead(found, into: &parts)
    } else {
      parts.append(part(content(of: found.fields)))
    }
    begin()
  }

  private mutating func takeHead(_ found: CSVRecord, into parts: inout [RawPart]) {
    head = record
    names = TableHead.distinct(found.fields.map { String(decoding: $0, as: UTF8.self) })
    let missing = fields.filter { !names.contains($0) }
    guard let first = missing.first else { return }
    isRefused = true
    let columns = names.map { "\"\($0)\"" }.joined(separator: ", ")
    var whole = part(
      .problem(
        RawProblem(
          .missingField,
          "it has no column \"\(first)\", which the labeling config shows; its columns are "
            + "\(columns). Rename one, or name it in the config: value=\"$\(names[0])\"")))
    whole.start = nil
    parts.append(whole)
  }

  private func content(of fields: [[UInt8]]) -> RawPart.Content {
    guard fields.count <= names.count else {
      return .problem(
        RawProblem(
          .badRecord,
          "line \(recordLine): \(fields.count) fields, and there are \(names.count) columns; quote a "
            + "field that has the separator in it"))
    }
    guard fields.allSatisfy({ String(validating: $0, as: UTF8.self) != nil }) else {
      return .problem(RawProblem(.notText, "line \(recordLine): \(EncodingCheck.notUTF8)"))
    }
    return .record(fields, names: names)
  }

  private func damage(_ error: CSVError) -> RawPart.Content {
    .problem(RawProblem(.badRecord, "line \(recordLine): \(error.message)"))
  }

  private mutating func part(_ content: RawPart.Content) -> RawPart {
    hasParts = true
    return RawPart(nth: 0, start: start, line: recordLine, bytes: record, content: content)
  }

  /// The next record.
  private mutating func begin() {
    start += record.count
    record = []
  }

  private var emptiness: RawPart {
    RawPart(
      nth: 0, start: nil, line: 1, bytes: [],
      content: .problem(RawProblem(.notOneTask, "it has column names, and no record below them")))
  }
}
