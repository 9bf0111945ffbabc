/// The first record of CSV or TSV as names of columns.
enum TableHead {
  /// The one of `,`, `;` and tab that the first line has most of outside quotes.
  static func delimiter(of bytes: some Sequence<UInt8>) -> UInt8 {
    let candidates = [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")]
    var counts = [0, 0, 0]
    var isQuoted = false
    for byte in bytes {
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      if isQuoted { continue }
      if byte == 0x0a { break }
      if let index = candidates.firstIndex(of: byte) { counts[index] += 1 }
    }
    let most = counts.max() ?? 0
    return candidates[counts.firstIndex(of: most) ?? 0]
  }

  /// Column names, each once and none empty.
  static func distinct(_ cells: [String]) -> [String] {
    var seen: Set<String> = []
    return cells.enumerated().map { index, cell in
      let name = cell.isEmpty ? "column\(index + 1)" : cell
      var unique = name
      var number = 2
      while !seen.insert(unique).inserted {
        unique = "\(name)_\(number)"
        number += 1
      }
      return unique
    }
  }
}
