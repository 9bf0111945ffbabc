import CTerminal
import LabelUI

/// The terminal in screen mode. Belongs to the thread that opened it, which is why it is not Sendable;
/// only `wake` may be called from elsewhere.
final class CursesScreen {
  /// What the terminal can show, for the theme.
  let capabilities: Capabilities
  private var decoder = KeyDecoder()
  private var encoder: CellEncoder
  private var shown: Frame?

  /// Fails if the terminal cannot be put into screen mode; it is then left as it was.
  init(_ options: ScreenOptions) throws(ScreenFailure) {
    let status = ct_open(
      ct_options(input: 0, output: 1, colours: options.wantsColour, mouse: options.mouse))
    guard status == CT_OPENED else { throw ScreenFailure(status) }
    let colors = [256, 16, 8].first { $0 <= Int(ct_colours()) } ?? 0
    capabilities = Capabilities(colors: colors, isUTF8: options.isUTF8)
    encoder = CellEncoder(theme: Theme(capabilities))
  }

  deinit { ct_close() }

  /// Gives the terminal back as it was found. What was written to standard error meanwhile is shown now.
  func close() { ct_close() }

  var size: Size {
    var rows: Int32 = 0
    var columns: Int32 = 0
    ct_size(&rows, &columns)
    return Size(columns: Int(columns), rows: Int(rows))
  }

  // MARK: Drawing

  /// Shows a frame; only rows that differ from the frame before are looked at, only cells that differ sent.
  func show(_ frame: Frame) {
    guard frame != shown else { return }
    let before = shown?.grid.size == frame.grid.size ? shown?.grid : nil
    for row in 0..<frame.grid.size.rows where before?.row(row) != frame.grid.row(row) {
      encoder.withCells(of: frame.grid.row(row)) {
        ct_put_row(Int32(row), $0.baseAddress, $0.count)
      }
    }
    let place = frame.cursor ?? Position(row: 0, column: 0)
    ct_cursor(Int32(place.row), Int32(place.column), frame.cursor != nil)
    ct_refresh()
    if frame.title != shown?.title { ct_title(encoder.title(frame.title)) }
    shown = frame
  }

  /// Takes over a changed size; the next frame is painted in full.
  func resize() {
    ct_resize()
    shown = nil
  }

  /// Makes the next frame be painted in full, over whatever another program left on the screen.
  func repaint() {
    ct_repaint()
    shown = nil
  }

  /// Hands the terminal to the shell until the program is continued.
  func suspend() {
    ct_suspend()
    shown = nil
  }

  /// Takes the terminal back after somebody else stopped and continued the process.
  func recover() {
    ct_recover()
    shown = nil
  }

  func bell() { ct_bell() }

  /// Puts text on the terminal's clipboard; false if it is longer than terminals take.
  func copy(_ text: String) -> Bool {
    guard let sequence = Clipboard.sequence(for: text) else { return false }
    ct_send(sequence, sequence.utf8.count)
    return true
  }

  // MARK: Input

  /// Sleeps until keys, a signal or `wake` come, at most for so long.
  func wait(milliseconds: Int) -> Wakeup {
    // A paste whose end never comes must not swallow the keys after it.
    let limit = decoder.isPasting ? 500 : milliseconds
    return Wakeup(rawValue: ct_wait(Int32(clamping: limit)))
  }

  /// Every key, paste and mouse event that has come in so far.
  func readEvents(after wakeup: Wakeup) -> [Event] {
    var events: [Event] = []
    var count = 0
    while let input = RawInput(ct_read()) {
      events += decoder.take(input)
      count += 1
      // An endless stream of input must not keep the screen from being drawn.
      if count >= 4096 { break }
    }
    events += decoder.finish()
    if count == 0, !wakeup.contains(.input) { events += decoder.finishPaste() }
    return events
  }

  /// Ends a `wait` in progress, from any thread.
  static func wake() { ct_wake() }
}

/// What ended a wait.
struct Wakeup: OptionSet {
  var rawValue: UInt32

  static let input = Wakeup(rawValue: UInt32(CT_READY_INPUT))
  static let resize = Wakeup(rawValue: UInt32(CT_READY_RESIZE))
  /// Another program may have used the terminal while this one was stopped.
  static let continued = Wakeup(rawValue: UInt32(CT_READY_CONTINUE))
  static let suspend = Wakeup(rawValue: UInt32(CT_READY_SUSPEND))
  static let end = Wakeup(rawValue: UInt32(CT_READY_END))
  /// Nobody can see the screen any more.
  static let hangUp = Wakeup(rawValue: UInt32(CT_READY_HANGUP))
}

/// Why there is no screen.
struct ScreenFailure: Error, Equatable {
  var message: String

  fileprivate init(_ status: ct_status) {
    switch status {
    case CT_NOT_A_TERMINAL: message = "standard input and output are no terminal"
    case CT_UNKNOWN_TERMINAL: message = "TERM names no terminal known here"
    case CT_TOO_DUMB: message = "this terminal cannot place a cursor"
    default: message = "the terminal could not be opened"
    }
  }
}

extension RawInput {
  /// Nil when no input is waiting.
  fileprivate init?(_ input: ct_input) {
    switch input.kind {
    case CT_CHARACTER: self = .scalar(Unicode.Scalar(input.code) ?? "\u{FFFD}")
    case CT_FUNCTION: self = .key(Key(functionCode: Int(input.code)))
    case CT_MOUSE:
      let actions: [UInt32: Mouse.Action] = [
        UInt32(CT_MOUSE_WHEEL_UP): .wheelUp, UInt32(CT_MOUSE_WHEEL_DOWN): .wheelDown,
      ]
      self = .mouse(
        Mouse(
          action: actions[input.code] ?? .press, row: Int(input.row), column: Int(input.column)))
    case CT_PASTE_BEGIN: self = .pasteBegin
    case CT_PASTE_END: self = .pasteEnd
    default: return nil
    }
  }
}

extension Key {
  fileprivate init(functionCode code: Int) {
    switch code {
    case CT_KEY_UP: self = .up
    case CT_KEY_DOWN: self = .down
    case CT_KEY_LEFT: self = .left
    case CT_KEY_RIGHT: self = .right
    case CT_KEY_HOME: self = .home
    case CT_KEY_END: self = .end
    case CT_KEY_PAGE_UP: self = .pageUp
    case CT_KEY_PAGE_DOWN: self = .pageDown
    case CT_KEY_BACKSPACE: self = .backspace
    case CT_KEY_DELETE: self = .delete
    case CT_KEY_ENTER: self = .enter
    case CT_KEY_BACK_TAB: self = .backTab
    default: self = .function(code - CT_KEY_F0)
    }
  }
}
