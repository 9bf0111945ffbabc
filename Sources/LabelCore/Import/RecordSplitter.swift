/// What `put file --split` takes as a record.
package enum RecordFormat: String, CaseIterable, Sendable {
  case json, line, csv
}

/// How many records go into one file of `put file --split`.
package struct RecordGrouping: Hashable, Sendable {
  /// Records in a file; with 0 and `bytes` 0 each record gets its own.
  package var datums: Int
  /// A file ends with the record that brings it to this size; 0 does not limit.
  package var bytes: Int
  /// Records at the top that every file begins with and that count for none.
  package var headers: Int

  package init(datums: Int = 0, bytes: Int = 0, headers: Int = 0) {
    self.datums = datums
    self.bytes = bytes
    self.headers = headers
  }

  package var isDefault: Bool { self == RecordGrouping() }
}

/// Why a file cannot be split.
package struct SplitError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The line in the file, from 1.
  package var line: Int
  package var message: String

  package var description: String { "line \(line): \(message)" }
}

/// Cuts a file into the contents of many, as pachctl 1.x does, piece by piece.
///
/// Holds one file's records at most. JSON values keep their bytes and lose the white space between them; lines
/// keep their `\n`; CSV records are written anew. Records of one file are joined without a separator.
package struct RecordSplitter: Sendable {
  private var reader: Reader
  private let grouping: RecordGrouping
  private var header: [UInt8] = []
  private var headersLeft: Int
  private var file: [UInt8] = []
  private var recordsInFile = 0

  private enum Reader: Sendable {
    case json(JSONStreamReader)
    case line(LineReader)
    case csv(CSVReader)
  }

  package init(_ format: RecordFormat, grouping: RecordGrouping = RecordGrouping()) {
    reader =
      switch format {
      case .json: .json(JSONStreamReader())
      case .line: .line(LineReader())
      case .csv: .csv(CSVReader())
      }
    self.grouping = grouping
    headersLeft = grouping.headers
  }

  /// The contents of files that are complete with these bytes.
  package mutating func append(_ bytes: [UInt8]) throws(SplitError) -> [[UInt8]] {
    group(try records(in: bytes))
  }

  /// The contents of the files that are left at the end of the input.
  package mutating func finish() throws(SplitError) -> [[UInt8]] {
    var files = group(try lastRecords())
    if recordsInFile > 0 { endFile(into: &files) }
    return files
  }

  private mutating func records(in bytes: [UInt8]) throws(SplitError) -> [[UInt8]] {
    switch reader {
    case .json(var json):
      // Without a second owner the reader's buffer is not copied.
      reader = .line(LineReader())
      defer { reader = .json(json) }
      return try Self.checked(json.append(bytes))
    case .line(var lines):
      reader = .line(LineReader())
      defer { reader = .line(lines) }
      return lines.append(bytes)
    case .csv(var csv):
      reader = .line(LineReader())
      defer { reader = .csv(csv) }
      do throws(CSVError) {
        return try csv.append(bytes).map(\.encoded)
      } catch {
        throw SplitError(line: error.line, message: error.message)
      }
    }
  }

  private mutating func lastRecords() throws(SplitError) -> [[UInt8]] {
    switch reader {
    case .json(var json): return try Self.checked(json.finish())
    case .line(var lines): return lines.finish()
    case .csv(var csv):
      do throws(CSVError) {
        return try csv.finish().map(\.encoded)
      } catch {
        throw SplitError(line: error.line, message: error.message)
      }
    }
  }

  private static func checked(
    _ values: [JSONStreamReader.Value]
  ) throws(SplitError) -> [[UInt8]] {
    for value in values {
      do throws(JSONError) {
        _ = try JSON(parsing: value.bytes)
      } catch {
        throw SplitError(line: value.line + error.line - 1, message: "no JSON: \(error.reason)")
      }
    }
    return values.map(\.bytes)
  }

  private mutating func group(_ records: [[UInt8]]) -> [[UInt8]] {
    var files: [[UInt8]] = []
    for record in records {
      if headersLeft > 0 {
        header += record
        headersLeft -= 1
        continue
      }
      if recordsInFile == 0 { file = header }
      file += record
      recordsInFile += 1
      let isFull = grouping.datums > 0 && recordsInFile >= grouping.datums
      let isLarge = grouping.bytes > 0 && file.count - header.count >= grouping.bytes
      if isFull || isLarge || (grouping.datums <= 0 && grouping.bytes <= 0) {
        endFile(into: &files)
      }
    }
    return files
  }

  private mutating func endFile(into files: inout [[UInt8]]) {
    files.append(file)
    file = []
    recordsInFile = 0
  }
}

/// Cuts bytes into lines that keep their `\n`; the last one may have none.
struct LineReader: Sendable {
  private var line: [UInt8] = []

  mutating func append(_ bytes: [UInt8]) -> [[UInt8]] {
    var lines: [[UInt8]] = []
    var start = bytes.startIndex
    while let end = bytes[start...].firstIndex(of: 0x0a) {
      line += bytes[start...end]
      lines.append(line)
      line = []
      start = end + 1
    }
    // A line that fills all of it is not copied.
    if line.isEmpty, start == bytes.startIndex { line = bytes } else { line += bytes[start...] }
    return lines
  }

  mutating func finish() -> [[UInt8]] {
    defer { line = [] }
    return line.isEmpty ? [] : [line]
  }
}
