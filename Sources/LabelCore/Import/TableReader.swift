/// Makes tasks of CSV and TSV: one a record, `text` first, then the other columns as strings.
struct TableReader: TaskReader {
  private let options: ImportOptions
  private var csv: CSVReader?
  /// Bytes of the first line until its delimiter is known.
  private var firstLine: [UInt8] = []
  /// Records until the columns are known.
  private var held: [CSVRecord] = []
  private var columns: Columns?
  private(set) var skipped = 0

  /// Records looked at before the columns are judged.
  private static let sample = 100

  private struct Columns {
    var names: [String]
    /// The column without which a record is passed over, and what it is called in the data.
    var text: Int
    var textName = "text"
  }

  /// - Parameter delimiter: nil finds the one of `,`, `;` and tab that the first line has most of.
  init(_ options: ImportOptions, delimiter: UInt8?) {
    self.options = options
    csv = delimiter.map { CSVReader(delimiter: $0) }
  }

  mutating func append(_ bytes: [UInt8]) throws(ImportError) -> [JSON] {
    guard csv == nil else { return try take(bytes, isLast: false) }
    firstLine += bytes
    guard firstLine.contains(0x0a) else { return [] }
    return try begin(isLast: false)
  }

  mutating func finish() throws(ImportError) -> [JSON] {
    var tasks = csv == nil ? try begin(isLast: true) : try take([], isLast: true)
    if columns == nil { tasks += try judge() }
    return tasks
  }

  private mutating func begin(isLast: Bool) throws(ImportError) -> [JSON] {
    csv = CSVReader(delimiter: TableHead.delimiter(of: firstLine))
    defer { firstLine = [] }
    return try take(firstLine, isLast: isLast)
  }

  private mutating func take(_ bytes: [UInt8], isLast: Bool) throws(ImportError) -> [JSON] {
    var records: [CSVRecord] = []
    do throws(CSVError) {
      records = try csv?.append(bytes) ?? []
      if isLast { records += try csv?.finish() ?? [] }
    } catch {
      throw ImportError(
        code: .damaged, file: options.file, line: error.line, message: error.message)
    }
    if columns != nil { return try tasks(of: records) }
    held += records
    return held.count > Self.sample ? try judge() : []
  }

  /// Finds out what the columns are and lets go of the records held back.
  private mutating func judge() throws(ImportError) -> [JSON] {
    let rows = held.map { $0.fields.map { String(decoding: $0, as: UTF8.self) } }
    guard let first = rows.first else { return [] }
    let rest = Array(rows.dropFirst())
    let hasHeader = options.hasHeader ?? TextColumn.isHeader(first, before: rest)
    var names = hasHeader ? TableHead.distinct(first) : first.indices.map { "column\($0 + 1)" }
    if hasHeader, options.isComplete(names), let text = names.firstIndex(of: options.fields[0]) {
      columns = Columns(names: names, text: text, textName: names[text])
      return try letGo(behindHeader: true)
    }
    let text = try textColumn(names, hasHeader ? rest : rows)
    if hasHeader, names[text] != "text" {
      // The chosen column takes the name; another one that has it makes way.
      let cells = ["text"] + names.indices.map { $0 == text ? "" : names[$0] }
      names = Array(TableHead.distinct(cells).dropFirst())
    }
    columns = Columns(names: names, text: text)
    return try letGo(behindHeader: hasHeader)
  }

  /// The tasks of the records held back.
  private mutating func letGo(behindHeader: Bool) throws(ImportError) -> [JSON] {
    let records = behindHeader ? Array(held.dropFirst()) : held
    held = []
    return try tasks(of: records)
  }

  private func textColumn(
    _ names: [String], _ rows: [[String]]
  ) throws(ImportError) -> Int {
    if let wanted = options.textColumn {
      if let place = names.firstIndex(of: wanted) { return place }
      throw ImportError(
        code: .noColumn, file: options.file, line: 1,
        message: "there is no column \"\(wanted)\"; there are \(names.joined(separator: ", "))")
    }
    let lengths = names.indices.map { column in
      rows.reduce(0) { $0 + ($1.count > column ? $1[column].utf8.count : 0) }
    }
    return TextColumn.place(names: names, lengths: lengths) ?? 0
  }

  private mutating func tasks(of records: [CSVRecord]) throws(ImportError) -> [JSON] {
    var tasks: [JSON] = []
    for record in records {
      if let task = try task(record) { tasks.append(task) } else { skipped += 1 }
    }
    return tasks
  }

  /// Nil for a record without a text.
  private func task(_ record: CSVRecord) throws(ImportError) -> JSON? {
    guard let columns else { return nil }
    guard record.fields.count <= columns.names.count else {
      throw ImportError(
        code: .damaged, file: options.file, line: record.line,
        message: "\(record.fields.count) fields where the first record has \(columns.names.count)")
    }
    guard record.fields.count > columns.text,
      record.fields[columns.text].contains(where: { $0 > 0x20 })
    else { return nil }
    var members = [JSON.Member(columns.textName, Self.string(record.fields[columns.text]))]
    for (index, field) in record.fields.enumerated() where index != columns.text {
      members.append(JSON.Member(columns.names[index], Self.string(field)))
    }
    return ImportedTask.root(members)
  }

  private static func string(_ field: [UInt8]) -> JSON {
    .string(String(decoding: field, as: UTF8.self))
  }
}
