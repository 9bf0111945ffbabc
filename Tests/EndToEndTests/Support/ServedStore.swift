import Foundation
import TestSupport

/// `tagline serve` running beside a test, ended with it.
final class ServedStore {
  private let process = Process()
  /// `http://127.0.0.1:PORT`.
  let address: String
  private let room: Room

  /// Returns once requests are answered.
  /// - Parameter arguments: options of `serve`.
  init(in room: Room, arguments: [String] = []) throws {
    self.room = room
    let pipe = Pipe()
    process.executableURL = URL(filePath: Program.path)
    process.arguments = ["serve", "--listen", "127.0.0.1:0"] + arguments
    process.currentDirectoryURL = room.directory
    process.environment = room.environment.compactMapValues { $0 }
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    try process.run()
    var line = Data()
    while !line.contains(0x0A) {
      let more = pipe.fileHandleForReading.availableData
      guard !more.isEmpty else {
        throw TerminalFailure(message: "serve ended before it listened", screen: [])
      }
      line += more
    }
    address = String(decoding: line.prefix { $0 != 0x0A }, as: UTF8.self)
  }

  /// Runs a Python script with `s3`, a boto3 client of the store, at hand; gives back what it prints.
  func python(_ script: String) throws -> String {
    let prologue = """
      import boto3, json, sys
      from botocore.config import Config
      s3 = boto3.client('s3', endpoint_url='\(address)', region_name='us-east-1',
        aws_access_key_id='test', aws_secret_access_key='test',
        config=Config(signature_version='s3v4', s3={'addressing_style': 'path'}))

      """
    let pipe = Pipe()
    let child = Process()
    child.executableURL = try TestSupport.python(with: "boto3")
    child.arguments = ["-c", prologue + script]
    child.standardOutput = pipe
    try child.run()
    let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
    child.waitUntilExit()
    guard child.terminationStatus == 0 else {
      throw TerminalFailure(message: "the Python script failed", screen: [script])
    }
    return String(decoding: output, as: UTF8.self)
  }

  /// The most memory that it has had, in MiB (`VmHWM` of proc(5)).
  func peakMemory() throws -> Int {
    let status = try String(
      contentsOfFile: "/proc/\(process.processIdentifier)/status", encoding: .utf8)
    guard let match = status.firstMatch(of: /VmHWM:\s+(\d+) kB/), let size = Int(match.output.1)
    else { throw TerminalFailure(message: "no VmHWM", screen: [status]) }
    return size >> 10
  }

  /// Ends it as ctrl-C does and waits for that.
  func stop() {
    process.interrupt()
    process.waitUntilExit()
  }

  deinit { if process.isRunning { process.terminate() } }
}
