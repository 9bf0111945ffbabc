import Logging

extension CommandContext {
  /// A logger of one part of the program: to `--log-file` in full, else warnings to the state directory.
  func logger(_ label: String) -> Logger {
    let named = options.logFile.map { Paths.absolute($0, in: directory) }
    let path = named ?? userFiles.state + "/tagline.log"
    return Logger(label: label) { label in
      FileLog(label: label, path: path, level: named == nil ? .warning : .debug)
    }
  }
}
