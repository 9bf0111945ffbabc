import CTerminal
import LabelUI

/// Turns rows of a grid into what the C side takes.
struct CellEncoder {
  private let theme: Theme
  private var looks: [Style: ct_cell] = [:]
  private var cells: [ct_cell] = []

  init(theme: Theme) { self.theme = theme }

  /// Calls with the cells of one row; the second halves of wide cells are left out.
  mutating func withCells(
    of row: ArraySlice<Cell>, _ body: (UnsafeBufferPointer<ct_cell>) -> Void
  ) {
    cells.removeAll(keepingCapacity: true)
    for cell in row where cell.width > 0 {
      var encoded = look(of: cell.style)
      encoded.width = UInt8(clamping: cell.width)
      encoded.count = fill(&encoded, with: cell.text)
      cells.append(encoded)
    }
    cells.withUnsafeBufferPointer(body)
  }

  /// A window title without anything that could end or extend the sequence that sets it.
  func title(_ text: String) -> String {
    let safe = text.unicodeScalars.filter { scalar in
      let category = scalar.properties.generalCategory
      return category != .control && category != .format
    }
    return String(String.UnicodeScalarView(safe.prefix(120)))
  }

  private func fill(_ cell: inout ct_cell, with text: String) -> UInt8 {
    withUnsafeMutableBytes(of: &cell.scalars) { raw in
      let slots = raw.bindMemory(to: UInt32.self)
      var count = 0
      for scalar in text.unicodeScalars where count < slots.count {
        slots[count] = scalar.value
        count += 1
      }
      return UInt8(count)
    }
  }

  /// A cell without text in this style; looked up once a style.
  private mutating func look(of style: Style) -> ct_cell {
    if let known = looks[style] { return known }
    let attributes = theme.attributes(for: style)
    var cell = ct_cell()
    cell.foreground = Int16(clamping: attributes.foreground ?? -1)
    cell.background = Int16(clamping: attributes.background ?? -1)
    var bits = 0
    if attributes.isBold { bits |= CT_BOLD }
    if attributes.isDim { bits |= CT_DIM }
    if attributes.isReversed { bits |= CT_REVERSE }
    if attributes.isUnderlined { bits |= CT_UNDERLINE }
    cell.attributes = UInt8(bits)
    looks[style] = cell
    return cell
  }
}
