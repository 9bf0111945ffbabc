import LabelCore

/// Reads the rows of an export piece by piece.
struct RowFile {
  private let place: String
  private let hints: RowHints
  private var form: Form

  private enum Form {
    case list(JSONItemReader, RowReader)
    case table(CSVReader, columns: [String], RowReader?)
  }

  init(_ place: String, hints: RowHints) {
    self.place = place
    self.hints = hints
    form =
      switch ImportFormat(fileName: place) {
      case .csv: .table(CSVReader(), columns: [], nil)
      case .tsv: .table(CSVReader(delimiter: UInt8(ascii: "\t")), columns: [], nil)
      default: .list(JSONItemReader(), RowReader(hints: hints))
      }
  }

  /// The tasks of the rows that end in these bytes.
  mutating func append(_ bytes: [UInt8]) throws -> [TaskObject] {
    switch form {
    case .list(var items, let reader):
      let found = items.append(bytes)
      form = .list(items, reader)
      return try tasks(found, reader)
    case .table(var csv, let columns, let reader):
      let records = try told { () throws(CSVError) in try csv.append(bytes) }
      form = .table(csv, columns: columns, reader)
      return try tasks(records)
    }
  }

  mutating func finish() throws -> [TaskObject] {
    switch form {
    case .list(var items, let reader):
      guard !items.isCutOff else { throw problem("the list has no end: the file is cut off") }
      return try tasks(items.finish(), reader)
    case .table(var csv, _, _): return try tasks(told { () throws(CSVError) in try csv.finish() })
    }
  }

  private func tasks(_ items: [JSONItemReader.Item], _ reader: RowReader) throws -> [TaskObject] {
    try items.map { item in
      guard let row = try? JSON(parsing: item.bytes), let members = row.members,
        let task = reader.task(members, isTable: false)
      else { throw problem("line \(item.line) holds no row of a JSON_MIN export") }
      return task
    }
  }

  private mutating func tasks(_ records: [CSVRecord]) throws -> [TaskObject] {
    guard case .table(let csv, var columns, var reader) = form else { return [] }
    var tasks: [TaskObject] = []
    for record in records {
      var cells = record.fields.map { String(decoding: $0, as: UTF8.self) }
      guard let known = reader else {
        if cells.first?.hasPrefix("\u{feff}") == true { cells[0].removeFirst() }
        columns = cells
        do throws(RowProblem) {
          reader = try RowReader(columns: columns, hints: hints)
        } catch {
          throw problem(error.message)
        }
        continue
      }
      let row = zip(columns, cells).map { JSON.Member($0, .string($1)) }
      guard cells.count == columns.count, let task = known.task(row, isTable: true) else {
        throw problem(
          "line \(record.line) has \(cells.count) fields, the first has \(columns.count)")
      }
      tasks.append(task)
    }
    form = .table(csv, columns: columns, reader)
    return tasks
  }

  private func told<Value>(_ body: () throws(CSVError) -> Value) throws -> Value {
    do throws(CSVError) {
      return try body()
    } catch {
      throw problem(error.description)
    }
  }

  private func problem(_ words: String) -> WorkspaceError {
    WorkspaceError(.invalidConfig, place, "\(place): \(words)")
  }
}
