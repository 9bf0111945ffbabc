/// Cuts a raw file into the pieces that hold a task each, as its bytes come; holds one piece at a time.
///
/// One object is one task, as Label Studio 0.8.2 has it. Several are a JSON list, JSON lines (or values one
/// after another), and CSV or TSV whose first record names the columns. The content says which it is, and
/// the name where that leaves it open. A damaged piece is one that `RawFile` refuses; the rest goes on.
package struct RawPartReader: Sendable {
  private enum State {
    /// Nothing is decided yet; these bytes wait for more.
    case beginning([UInt8])
    case values(JSONStreamReader)
    case lines(RawLines)
    case table(RecordReader)
    /// No JSON: the beginning of it is kept for messages.
    case refused([UInt8])
    /// Nothing more is to be had from the file.
    case done
  }

  private let naming: RawNaming
  private let fields: [String]
  private var state = State.beginning([])
  private var count = 0
  /// The first piece until it is known whether others follow.
  private var first: RawPart?

  /// What the file is, as far as it was read.
  package private(set) var form: RawForm = []

  /// As much of a file that is no JSON as is looked at.
  private static let sample = 1 << 16

  /// - Parameter fields: members that the labeling config needs in the data; a table must have such columns.
  package init(key: String, fields: [String]) {
    naming = RawNaming(key: key)
    self.fields = fields
  }

  /// The record that names the columns, as written: a record of a table is read behind it. Empty for JSON.
  package var head: [UInt8] {
    if case .table(let records) = state { records.head } else { [] }
  }

  /// Whether reading on brings nothing.
  package var isDone: Bool {
    if case .done = state { true } else { false }
  }

  /// The pieces that end in these bytes.
  package mutating func append(_ bytes: [UInt8]) -> [RawPart] {
    take(bytes, isLast: false)
  }

  /// The last pieces; a file without any has one that says why.
  package mutating func finish() -> [RawPart] {
    var parts = take([], isLast: true)
    if var only = first {
      only.start = nil
      parts.append(only)
      first = nil
    }
    if count == 0 { parts.append(absence) }
    return parts
  }

  private mutating func take(_ bytes: [UInt8], isLast: Bool) -> [RawPart] {
    var bytes = bytes
    // Taken out while it is worked on: with a second owner its buffers would be copied.
    var working = state
    if case .beginning(var held) = working {
      (state, working) = (.done, .done)
      // Fewer were not looked at.
      let searched = held.count < 4 ? 0 : held.count
      held += bytes
      bytes = []
      if let decided = decision(&held, searched: searched, isLast: isLast) {
        (working, bytes) = (decided, held)
      } else {
        working = .beginning(held)
      }
    }
    state = .done
    var parts: [RawPart] = []
    switch consume working {
    case .values(var reader):
      parts = take(bytes, isLast: isLast, &reader)
      state = .values(reader)
    case .lines(var lines):
      parts = lines.append(bytes) + (isLast ? lines.finish() : [])
      state = .lines(lines)
    case .table(var records):
      parts = records.append(bytes) + (isLast ? records.finish() : [])
      state = records.isRefused ? .done : .table(records)
    case .refused(let held):
      state = .refused(held + bytes.prefix(max(0, Self.sample - held.count)))
    case .beginning(let held): state = .beginning(held)
    case .done: break
    }
    return numbered(parts)
  }

  private func take(
    _ bytes: [UInt8], isLast: Bool, _ reader: inout JSONStreamReader
  ) -> [RawPart] {
    var values = reader.append(bytes)
    let isCutOff = isLast && reader.isListOpen
    if isLast { values += reader.finish() }
    var parts = values.map {
      RawPart(nth: 0, start: $0.offset, line: $0.line, bytes: $0.bytes, content: .json)
    }
    if isCutOff {
      let problem = RawProblem(.notJSON, "the list is not closed: the file may be cut off")
      parts.append(
        RawPart(nth: 0, start: reader.offset, line: 1, bytes: [], content: .problem(problem)))
    }
    return parts
  }

  /// Counts the pieces; the first is held back until a second comes, unless a table has it.
  private mutating func numbered(_ parts: [RawPart]) -> [RawPart] {
    var numbered: [RawPart] = []
    for var part in parts {
      part.nth = count
      count += 1
      if count == 1, part.start != nil, !form.contains(.table) {
        first = part
        continue
      }
      if count > 1 { form.insert(.several) }
      if let held = first {
        numbered.append(held)
        first = nil
      }
      numbered.append(part)
    }
    return numbered
  }
}

// MARK: - What a file is

extension RawPartReader {
  /// What the file is, by its beginning; nil as long as more must be seen. Takes off a byte order mark.
  ///
  /// - Parameter searched: how many of the bytes were looked at before.
  private mutating func decision(
    _ bytes: inout [UInt8], searched: Int, isLast: Bool
  ) -> State? {
    guard bytes.count >= 4 || isLast else { return nil }
    if !form.contains(.marked), bytes.starts(with: [0xef, 0xbb, 0xbf]) {
      bytes.removeFirst(3)
      form.insert(.marked)
    }
    let offset = form.contains(.marked) ? 3 : 0
    guard let start = bytes.firstIndex(where: { !$0.isJSONBlank }) else { return nil }
    guard EncodingCheck.refusal(bytes) == nil else { return .refused([]) }
    switch (bytes[start], naming) {
    case (UInt8(ascii: "["), _):
      return .values(JSONStreamReader(readsLists: true, offset: offset))
    case (UInt8(ascii: "{"), .other), (UInt8(ascii: "{"), .table):
      guard let isLine = Self.isLine(bytes[start...], searched: searched, isLast: isLast) else {
        return nil
      }
      return isLine
        ? .lines(RawLines(offset: offset)) : .values(JSONStreamReader(offset: offset))
    case (_, .lines): return .lines(RawLines(offset: offset))
    case (_, .table(let delimiter)):
      form.formUnion([.table, .several])
      return .table(RecordReader(delimiter: delimiter, fields: fields, offset: offset))
    case (_, .other): return .refused([])
    }
  }

  /// Whether an object ends with its line: JSON lines hold together where one of them is damaged. Nil
  /// while the line goes on.
  private static func isLine(
    _ bytes: ArraySlice<UInt8>, searched: Int, isLast: Bool
  ) -> Bool? {
    let end = bytes[max(bytes.startIndex, searched)...].firstIndex(of: 0x0a)
    guard end != nil || isLast else { return nil }
    var reader = JSONStreamReader(keepsBytes: false)
    return reader.append(bytes[..<(end ?? bytes.endIndex)]).count == 1 && reader.finish().isEmpty
  }

  /// The one piece of a file in which there is nothing.
  private var absence: RawPart {
    var part = RawPart(nth: 0, start: nil, line: 1, bytes: [], content: .json)
    switch state {
    case .refused(let sample):
      part.bytes = sample
      if let refusal = EncodingCheck.refusal(sample) {
        part.content = .problem(RawProblem(.notText, refusal))
      }
    case .values: part.bytes = Array("[]".utf8)
    default: break
    }
    return part
  }
}

extension UInt8 {
  /// White space between JSON values.
  var isJSONBlank: Bool { self == 0x20 || self == 0x0a || self == 0x0d || self == 0x09 }
}
