import Glibc
import Synchronization

/// Standard output for data and standard error for talk.
///
/// Data is buffered: call `flush` before the program ends. When standard output is a terminal, data is
/// cleaned of what the terminal would act on.
struct Console: Sendable {
  let isOutputTerminal: Bool
  let isInputTerminal: Bool
  /// Whether tables and differences are shown in colour.
  let isColoured: Bool
  /// Whether talk on standard error may be coloured.
  let isTalkColoured: Bool
  /// Whether a line on standard error can be written over.
  let isTalkTerminal: Bool
  private let output = OutputBuffer(descriptor: STDOUT_FILENO)

  init(colour: ColourChoice, environment: [String: String]) {
    isOutputTerminal = isatty(STDOUT_FILENO) == 1
    isInputTerminal = isatty(STDIN_FILENO) == 1
    isColoured = colour.isOn(isTerminal: isOutputTerminal, environment: environment)
    isTalkColoured = colour.isOn(
      isTerminal: isatty(STDERR_FILENO) == 1, environment: environment)
    isTalkTerminal = isatty(STDERR_FILENO) == 1 && environment["TERM"] != "dumb"
  }

  /// Writes our own text as it is: escape sequences in it are ours.
  func write(_ text: String) throws(Failure) {
    try output.write(Array(text.utf8))
  }

  func writeLine(_ text: String) throws(Failure) {
    try write(text + "\n")
  }

  /// Writes bytes of data: as they are to a file or pipe, cleaned to a terminal.
  func writeData(_ bytes: [UInt8]) throws(Failure) {
    guard isOutputTerminal else { return try output.write(bytes) }
    try write(DisplayText.cleaned(String(decoding: bytes, as: UTF8.self), keepingLines: true))
  }

  func flush() throws(Failure) {
    try output.flush()
  }

  /// A line of talk on standard error.
  func talk(_ line: String) {
    Self.complain(DisplayText.cleaned(line, keepingLines: true))
  }

  /// A line that begins with `warning:`, in yellow where that can be shown.
  func warn(_ line: String) {
    let mark = isTalkColoured ? Colour.yellow.painted("warning:") : "warning:"
    Self.complain("\(mark) \(DisplayText.cleaned(line, keepingLines: true))")
  }

  /// Writes `line` over the one on standard error, which is a terminal; "" only takes it away.
  static func overwrite(_ line: String) {
    let bytes = Array("\r\u{1B}[K\(line)".utf8)
    _ = bytes.withUnsafeBytes { Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
  }

  /// Writes a line to standard error; nothing can be done when that fails.
  static func complain(_ line: String) {
    let bytes = Array((line + "\n").utf8)
    _ = bytes.withUnsafeBytes { Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
  }
}

/// What `--color` says.
enum ColourChoice: String, CaseIterable, Sendable {
  case auto, always, never

  /// `NO_COLOR` and `CLICOLOR_FORCE` decide where the flag does not; else colours are for terminals.
  func isOn(isTerminal: Bool, environment: [String: String]) -> Bool {
    switch self {
    case .always: return true
    case .never: return false
    case .auto:
      if environment["NO_COLOR"]?.isEmpty == false { return false }
      if let force = environment["CLICOLOR_FORCE"], !force.isEmpty, force != "0" { return true }
      return isTerminal && environment["TERM"] != "dumb"
    }
  }
}

/// Collects bytes and writes them in large pieces.
private final class OutputBuffer: Sendable {
  private static let limit = 64 * 1024
  private let descriptor: Int32
  private let bytes = Mutex<[UInt8]>([])

  init(descriptor: Int32) {
    self.descriptor = descriptor
  }

  func write(_ more: [UInt8]) throws(Failure) {
    let isFull = bytes.withLock { bytes in
      bytes.append(contentsOf: more)
      return bytes.count >= Self.limit
    }
    if isFull { try flush() }
  }

  func flush() throws(Failure) {
    let pending = bytes.withLock { bytes in
      defer { bytes.removeAll(keepingCapacity: true) }
      return bytes
    }
    var rest = pending[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count >= 0 {
        rest = rest.dropFirst(count)
      } else if errno != EINTR {
        throw Failure.system("standard output", errno)
      }
    }
  }
}
