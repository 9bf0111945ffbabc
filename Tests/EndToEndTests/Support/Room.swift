import Foundation

/// A directory, a home and an environment of one test's own; gone with it.
final class Room: Sendable {
  let directory: URL

  init() throws {
    directory = FileManager.default.temporaryDirectory
      .appendingPathComponent("tagline-e2e-\(UUID().uuidString)", isDirectory: true)
      .resolvingSymlinksInPath()
    try FileManager.default.createDirectory(
      at: directory.appendingPathComponent("home"), withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: directory) }

  /// Everything that could change what a program shows is pinned.
  var environment: [String: String?] {
    let home = directory.appendingPathComponent("home").path
    return [
      "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin",
      "HOME": home,
      "USER": "ana",
      "TERM": "xterm-256color",
      "LANG": "C.UTF-8",
      "TZ": "UTC",
      "XDG_DATA_HOME": home + "/data",
      "XDG_CONFIG_HOME": home + "/config",
      "XDG_STATE_HOME": home + "/state",
      "XDG_CACHE_HOME": home + "/cache",
      // A crash must end the program, not ask the person for a key.
      "SWIFT_BACKTRACE": "enable=no",
    ]
  }

  /// Runs a line of shell in the directory; fails if the shell says so.
  func shell(_ line: String) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", line]
    process.currentDirectoryURL = directory
    process.environment = environment.compactMapValues { $0 }
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw TerminalFailure(message: "\(line): \(process.terminationStatus)", screen: [])
    }
  }

  func write(_ text: String, to name: String) throws {
    try Data(text.utf8).write(to: directory.appendingPathComponent(name))
  }

  func read(_ name: String) throws -> String {
    try String(contentsOf: directory.appendingPathComponent(name), encoding: .utf8)
  }
}

/// The program under test.
enum Program {
  /// `TAGLINE_BINARY`, else the one built beside these tests.
  static let path: String = {
    if let named = ProcessInfo.processInfo.environment["TAGLINE_BINARY"] { return named }
    var folder = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
    if let bundle = Bundle.allBundles.first(where: { $0.bundlePath.hasSuffix(".xctest") }) {
      folder = bundle.bundleURL
    }
    while folder.path != "/" {
      folder.deleteLastPathComponent()
      for name in ["tagline", ".build/debug/tagline"] {
        let candidate = folder.appendingPathComponent(name).path
        var isFolder: ObjCBool = false
        let exists = FileManager.default.fileExists(atPath: candidate, isDirectory: &isFolder)
        if exists, !isFolder.boolValue { return candidate }
      }
    }
    return "tagline"
  }()

  /// Runs it without a terminal. Fails only if it cannot be started.
  static func run(
    _ arguments: [String], in room: Room, input: String = "",
    environment changes: [String: String?] = [:]
  ) throws -> (status: Int32, output: String, error: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    process.currentDirectoryURL = room.directory
    process.environment = room.environment.merging(changes) { $1 }.compactMapValues { $0 }
    let names = ["in", "out", "err"].map { "\($0)-\(UUID().uuidString)" }
    let files = names.map { room.directory.appendingPathComponent("home/\($0)") }
    try Data(input.utf8).write(to: files[0])
    for file in files.dropFirst() { try Data().write(to: file) }
    process.standardInput = try FileHandle(forReadingFrom: files[0])
    process.standardOutput = try FileHandle(forWritingTo: files[1])
    process.standardError = try FileHandle(forWritingTo: files[2])
    try process.run()
    process.waitUntilExit()
    let texts = try files.dropFirst().map {
      String(decoding: try Data(contentsOf: $0), as: UTF8.self)
    }
    return (process.terminationStatus, texts[0], texts[1])
  }
}
