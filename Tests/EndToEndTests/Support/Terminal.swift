import CVTerm
import Foundation

/// A program in a pseudo-terminal of its own and the screen it draws, read through libvterm.
///
/// Nothing happens between calls: output is taken in while waiting. Not for use from several tasks at once.
final class Terminal {
  private let handle: OpaquePointer
  private(set) var rows: Int
  private(set) var columns: Int

  /// Starts a program. Fails if there is no pseudo-terminal or the program cannot be run.
  init(
    _ command: [String], in room: Room, size: (columns: Int, rows: Int) = (80, 24),
    environment changes: [String: String?] = [:]
  ) throws {
    rows = size.rows
    columns = size.columns
    let environment = room.environment.merging(changes) { $1 }
    let variables = environment.compactMap { name, value in value.map { "\(name)=\($0)" } }
    let started = withStrings(command) { arguments in
      withStrings(variables) { variables in
        cv_start(arguments, variables, room.directory.path, Int32(size.rows), Int32(size.columns))
      }
    }
    guard let started else { throw TerminalFailure(message: "cannot start", screen: command) }
    handle = started
  }

  deinit { cv_free(handle) }

  // MARK: Keys

  /// Types text as a person would: each scalar encoded as the program's modes ask.
  func type(_ text: String) {
    for scalar in text.unicodeScalars { cv_type_scalar(handle, scalar.value, 0) }
  }

  func press(_ keys: PressedKey...) {
    for key in keys {
      switch key {
      case .control(let letter): cv_type_scalar(handle, letter.value, 4)
      case .alt(let letter): cv_type_scalar(handle, letter.value, 2)
      default: cv_type_key(handle, key.number, key == .backTab ? 1 : 0)
      }
    }
  }

  /// Sends bytes as they are, as a hostile or broken terminal might.
  func send(bytes: [UInt8]) {
    bytes.withUnsafeBytes { raw in
      _ = cv_type(handle, raw.baseAddress?.assumingMemoryBound(to: CChar.self), raw.count)
    }
  }

  func paste(_ text: String) {
    let bytes = Array(text.utf8CString.dropLast())
    cv_paste(handle, bytes, bytes.count)
  }

  /// Button 1 is the left one; 4 and 5 are the wheel, up and down.
  func click(row: Int, column: Int, button: Int32 = 1) {
    cv_click(handle, Int32(row), Int32(column), button)
  }

  func resize(columns: Int, rows: Int) {
    self.rows = rows
    self.columns = columns
    cv_resize(handle, Int32(rows), Int32(columns))
  }

  func signal(_ number: Int32) { _ = cv_send_signal(handle, number) }

  /// Closes the terminal under the program, as a dropped connection does.
  func hangUp() { cv_hang_up(handle) }

  // MARK: What is seen

  /// Takes in output for at most so long; false once the program has closed the terminal.
  @discardableResult
  func pump(milliseconds: Int32 = 20) -> Bool { cv_pump(handle, milliseconds) >= 0 }

  func cell(row: Int, column: Int) -> Cell {
    Cell(cv_cell_at(handle, Int32(row), Int32(column)))
  }

  /// The text of a row; the second half of a wide character has none. Trailing blanks are cut.
  func row(_ row: Int) -> String {
    var text = ""
    var column = 0
    while column < columns {
      let cell = cell(row: row, column: column)
      text += cell.text.isEmpty ? " " : cell.text
      column += max(1, cell.width)
    }
    return String(text.reversed().drop { $0 == " " }.reversed())
  }

  var screen: [String] { (0..<rows).map(row) }

  func contains(_ text: String) -> Bool { screen.contains { $0.contains(text) } }

  /// The row and column at which a text begins.
  func position(of text: String) -> (row: Int, column: Int)? {
    for row in 0..<rows {
      for column in 0..<columns where begins(text, row: row, column: column) {
        return (row, column)
      }
    }
    return nil
  }

  private func begins(_ text: String, row: Int, column: Int) -> Bool {
    var at = column
    for character in text {
      guard at < columns else { return false }
      let cell = cell(row: row, column: at)
      guard cell.text == String(character) || (cell.text.isEmpty && character == " ") else {
        return false
      }
      at += max(1, cell.width)
    }
    return true
  }

  /// Whether the alternate screen is shown.
  var isAlternate: Bool { cv_state_of(handle).alternate }

  /// The cursor's cell, nil while it is hidden.
  var cursor: (row: Int, column: Int)? {
    let state = cv_state_of(handle)
    return state.visible ? (Int(state.row), Int(state.column)) : nil
  }

  var reportsMouse: Bool { cv_state_of(handle).mouse != 0 }

  /// Whether the line behaves as a shell leaves it: echo, line editing, ctrl-C, carriage returns.
  var isCooked: Bool {
    let modes = cv_modes_of(handle)
    return modes.canonical && modes.echo && modes.signals && modes.translates
  }

  /// Every byte that the program has written.
  var received: [UInt8] {
    var count = 0
    guard let bytes = cv_received(handle, &count) else { return [] }
    return UnsafeBufferPointer(start: bytes, count: count).map { UInt8(bitPattern: $0) }
  }

  /// How many bytes the program has written.
  var receivedCount: Int {
    var count = 0
    _ = cv_received(handle, &count)
    return count
  }

  /// Exit code, or 256 + signal; nil while it runs.
  var exitStatus: Int? {
    let status = cv_exit_status(handle)
    return status < 0 ? nil : Int(status)
  }
}

/// One cell of the screen.
struct Cell: Equatable {
  var text: String
  var width: Int
  /// Palette index, -1 for the terminal's own.
  var foreground: Int
  var background: Int
  var isBold: Bool
  var isReverse: Bool
  var isUnderlined: Bool

  init(_ cell: cv_cell) {
    var scalars = String.UnicodeScalarView()
    withUnsafeBytes(of: cell.scalars) { raw in
      for value in raw.bindMemory(to: UInt32.self).prefix(Int(cell.count)) {
        scalars.append(Unicode.Scalar(value) ?? "\u{FFFD}")
      }
    }
    text = String(scalars)
    width = Int(cell.width)
    foreground = Int(cell.foreground)
    background = Int(cell.background)
    isBold = cell.bold
    isReverse = cell.reverse
    isUnderlined = cell.underline
  }
}

/// Keys that are no characters.
enum PressedKey: Equatable {
  case enter, tab, backTab, backspace, escape, delete
  case up, down, left, right, home, end, pageUp, pageDown
  case function(Int32)
  case control(Unicode.Scalar)
  case alt(Unicode.Scalar)

  fileprivate var number: Int32 {
    switch self {
    case .enter: cv_key_enter()
    case .tab, .backTab: cv_key_tab()
    case .backspace: cv_key_backspace()
    case .escape: cv_key_escape()
    case .delete: cv_key_delete()
    case .up: cv_key_up()
    case .down: cv_key_down()
    case .left: cv_key_left()
    case .right: cv_key_right()
    case .home: cv_key_home()
    case .end: cv_key_end()
    case .pageUp: cv_key_page_up()
    case .pageDown: cv_key_page_down()
    case .function(let number): cv_key_function(number)
    case .control, .alt: 0
    }
  }
}

/// Calls with a C array of C strings that ends in NULL.
private func withStrings<T>(
  _ strings: [String], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> T
) -> T {
  let copies = strings.map { strdup($0) } + [nil]
  defer { for copy in copies { free(copy) } }
  return copies.withUnsafeBufferPointer { buffer in
    var fallback: UnsafeMutablePointer<CChar>?
    return withUnsafePointer(to: &fallback) { body(buffer.baseAddress ?? $0) }
  }
}
