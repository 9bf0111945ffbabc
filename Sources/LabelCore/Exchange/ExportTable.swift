/// Writes rows as CSV or TSV in the way of one of Label Studio's exports.
///
/// 0.8's are pandas': columns in the order in which they appear, quotes where they are needed,
/// `\n`. 1.23's are those of Python's `csv.QUOTE_NONNUMERIC`: columns by name, everything but
/// numbers in quotes, `\r\n`.
struct ExportTable: Sendable {
  /// A column of the data, or one that tells of the completion.
  private enum Field: Sendable {
    case row(ExportColumns.Column)
    case making(String)
  }

  private let edition: ExportEdition
  private let form: DelimitedForm
  private let fields: [(name: String, field: Field)]

  init(_ edition: ExportEdition, delimiter: UInt8, columns: ExportColumns) {
    self.edition = edition
    let fields = columns.found.map { (name: columns.name($0), field: Field.row($0)) }
    switch edition {
    case .completions:
      form = DelimitedForm(delimiter: delimiter)
      self.fields = fields
    case .annotations:
      form = DelimitedForm(delimiter: delimiter, quotesAll: true, lineEnd: [0x0d, 0x0a])
      let making = ExportRow.makingNames.map { (name: $0, field: Field.making($0)) }
      let others = fields.filter { !ExportRow.makingNames.contains($0.name) }
      // UTF-8 has the order of code points, which is Python's.
      self.fields = (others + making).sorted {
        $0.name.utf8.lexicographicallyPrecedes($1.name.utf8)
      }
    }
  }

  /// The first line.
  var header: [UInt8] { form.line(fields.map { DelimitedForm.Cell($0.name) }) }

  func line(_ row: ExportRow) -> [UInt8] {
    let making = edition == .annotations ? row.making : []
    return form.line(
      fields.map { _, field in
        switch field {
        case .row(let column): cell(row.value(of: column, edition))
        case .making("annotator"):
          cell(making.first { $0.name == "annotator" }?.value.asText)
        case .making(let name): cell(making.first { $0.name == name }?.value)
        }
      })
  }

  /// Numbers stay numbers; lists and objects become JSON, where pandas writes Python.
  private func cell(_ value: JSON?) -> DelimitedForm.Cell {
    switch value {
    case nil, .null?: DelimitedForm.Cell("")
    case .bool(let value)?: DelimitedForm.Cell(value ? "True" : "False", isNumber: true)
    case .number(let spelling)?: DelimitedForm.Cell(spelling, isNumber: true)
    case .string(let text)?: DelimitedForm.Cell(text)
    case let value?:
      DelimitedForm.Cell(
        value.stringValue ?? value.text(edition == .completions ? .python : .ujsonText))
    }
  }
}

extension ExportRow {
  /// The names of `making`, in every table of 1.23.
  static let makingNames = ["annotator", "annotation_id", "created_at", "updated_at", "lead_time"]
}

extension JSON {
  /// 1.x writes a user's number as text.
  fileprivate var asText: JSON {
    if case .number(let spelling) = self { .string(spelling) } else { self }
  }
}

/// How fields are put into a line.
struct DelimitedForm: Sendable {
  /// A field's text, and whether it is a number, which is never quoted where texts are.
  struct Cell: Sendable {
    var text: String
    var isNumber: Bool

    init(_ text: String, isNumber: Bool = false) {
      self.text = text
      self.isNumber = isNumber
    }
  }

  var delimiter = UInt8(ascii: ",")
  /// Whether all but numbers are in quotes; else only what cannot do without.
  var quotesAll = false
  var lineEnd: [UInt8] = [0x0a]

  func line(_ cells: [Cell]) -> [UInt8] {
    var bytes: [UInt8] = []
    for (index, cell) in cells.enumerated() {
      if index > 0 { bytes.append(delimiter) }
      // A line of one empty field would be no line.
      let isAlone = cells.count == 1 && cell.text.isEmpty
      append(cell, isQuoted: isAlone || needsQuotes(cell), to: &bytes)
    }
    return bytes + lineEnd
  }

  private func needsQuotes(_ cell: Cell) -> Bool {
    if quotesAll { return !cell.isNumber }
    return cell.text.utf8.contains { byte in
      byte == delimiter || byte == UInt8(ascii: "\"") || byte == 0x0a || byte == 0x0d
    }
  }

  private func append(_ cell: Cell, isQuoted: Bool, to bytes: inout [UInt8]) {
    guard isQuoted else {
      bytes += cell.text.utf8
      return
    }
    bytes.append(UInt8(ascii: "\""))
    for byte in cell.text.utf8 {
      if byte == UInt8(ascii: "\"") { bytes.append(byte) }
      bytes.append(byte)
    }
    bytes.append(UInt8(ascii: "\""))
  }
}
