import Dispatch
import Glibc

/// What comes from the person in line mode.
enum LineInput: Equatable, Sendable {
  case line(String)
  /// Standard input is at its end.
  case end
  /// SIGINT, SIGTERM or SIGHUP.
  case interrupted
}

/// Reads standard input on a thread of its own and turns signals that end a program into input, so that
/// both meet in one place.
final class LineReader {
  let input: AsyncStream<LineInput>
  private let signals: [any DispatchSourceSignal]

  init() {
    let (stream, continuation) = AsyncStream.makeStream(of: LineInput.self)
    input = stream
    signals = [SIGINT, SIGTERM, SIGHUP].map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler { continuation.yield(.interrupted) }
      source.resume()
      return source
    }
    // Not a task: a read that blocks would take one of the few threads that tasks share.
    DispatchQueue(label: "standard input").async {
      while let line = readLine(strippingNewline: true) { continuation.yield(.line(line)) }
      continuation.yield(.end)
    }
  }

  /// Gives the signals their usual effect again.
  func stop() {
    for source in signals { source.cancel() }
    for number in [SIGINT, SIGTERM, SIGHUP] { signal(number, SIG_DFL) }
  }
}
