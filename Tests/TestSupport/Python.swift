package import Foundation

/// `Tests/Fixtures`.
package let fixtures = URL(filePath: #filePath).deletingLastPathComponent()
  .deletingLastPathComponent()
  .appending(path: "Fixtures")

/// A Python that has this module: the one `make test` names or makes, else the one on the path.
package func python(with module: String) throws -> URL {
  let root = fixtures.deletingLastPathComponent().deletingLastPathComponent()
  let named = ProcessInfo.processInfo.environment["TAGLINE_TEST_PYTHON"].map { URL(filePath: $0) }
  let path = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    .map { URL(filePath: String($0)).appending(path: "python3") }
  let candidates = named.map { [$0] } ?? [root.appending(path: ".venv/bin/python")] + path
  for python in candidates where FileManager.default.isExecutableFile(atPath: python.path()) {
    if try run(python, ["-c", "import \(module)"]).status == 0 { return python }
  }
  throw MissingPython(module: module)
}

package struct MissingPython: Error, CustomStringConvertible {
  let module: String

  package var description: String {
    "no Python with \(module) found: `make test` provides it, or set TAGLINE_TEST_PYTHON"
  }
}

/// Runs a program to its end; its standard output and exit status.
/// - Parameter environment: added to this process's.
package func run(_ program: URL, _ arguments: [String], environment: [String: String] = [:]) throws
  -> (status: Int32, output: Data)
{
  let process = Process()
  process.executableURL = program
  process.arguments = arguments
  process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
  let pipe = Pipe()
  process.standardOutput = pipe
  process.standardError = FileHandle.nullDevice
  try process.run()
  let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
  process.waitUntilExit()
  return (process.terminationStatus, output)
}
