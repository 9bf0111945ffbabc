import Foundation
import LabelCore
import Synchronization

/// How far long work is, on one line of standard error: only on a terminal, and only when it
/// takes a while.
final class ProgressLine: Sendable {
  /// Seconds before anything is shown, and between two lines.
  private static let patience = 0.3
  private static let interval = 0.1

  private struct State {
    var shownAt: Double?
  }

  private let isOn: Bool
  private let start = ProcessInfo.processInfo.systemUptime
  private let state = Mutex(State())

  init(_ console: Console) {
    isOn = console.isTalkTerminal
  }

  /// Shows what is known, unless that would be too soon or too often.
  func show(_ text: @autoclosure () -> String) {
    guard isOn else { return }
    let now = ProcessInfo.processInfo.systemUptime
    let isDue = state.withLock { state in
      guard now - (state.shownAt ?? (start + Self.patience - Self.interval)) >= Self.interval
      else { return false }
      state.shownAt = now
      return true
    }
    if isDue { Console.overwrite(text()) }
  }

  func show(_ progress: ComparisonProgress) {
    show(Self.text(progress))
  }

  /// Takes the line away.
  func clear() {
    if state.withLock({ $0.shownAt != nil }) { Console.overwrite("") }
  }

  static func text(_ progress: ComparisonProgress) -> String {
    guard let hashes = progress.hashes, let fraction = progress.fraction else {
      return "listing: \(progress.done) files"
    }
    return "same \(hashes.same)   changed \(hashes.changed)   added \(hashes.added)   "
      + "gone \(hashes.gone)   comparing labels: \(Int(fraction * 100)) %"
  }
}
