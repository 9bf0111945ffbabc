import Foundation
import Logging
import Synchronization

/// Appends log lines to a file, which is made at the first line. Nothing goes to the terminal.
struct FileLog: LogHandler {
  var metadata: Logger.Metadata = [:]
  var logLevel: Logger.Level
  private let label: String
  private let file: LogFile

  init(label: String, path: String, level: Logger.Level) {
    self.label = label
    logLevel = level
    file = LogFile(path: path)
  }

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    let all = metadata.merging(event.metadata ?? [:]) { $1 }
    let details = all.sorted { $0.key < $1.key }.map { " \($0.key)=\($0.value)" }.joined()
    let time = HumanUnits.timestamp(Date().timeIntervalSince1970)
    let text = DisplayText.cleaned("\(event.message)\(details)")
    file.append("\(time) \(event.level) \(label) [\(getpid())] \(text)\n")
  }
}

/// The file behind a log; a log that cannot be written is given up silently, the work goes on.
private final class LogFile: Sendable {
  private let path: String
  private let descriptor = Mutex<Int32?>(nil)

  init(path: String) {
    self.path = path
  }

  func append(_ line: String) {
    let bytes = Array(line.utf8)
    descriptor.withLock { descriptor in
      if descriptor == nil {
        try? LocalFiles.makeDirectories(Paths.parent(path))
        descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
      }
      guard let descriptor, descriptor >= 0 else { return }
      _ = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
    }
  }

  deinit {
    descriptor.withLock { if let open = $0, open >= 0 { close(open) } }
  }
}
