import Foundation
import PachydermClient
import TestSupport

/// `Tests/Fixtures/grpc/server.py` as a process of its own: a gRPC server that is not ours.
final class PythonServer: Sendable {
  let port: Int
  private let process: Process
  private let input: Pipe

  /// - Parameter certificate: files of a certificate and its key, to speak TLS.
  init(certificate: [String] = []) throws {
    process = Process()
    input = Pipe()
    let output = Pipe()
    process.executableURL = try python(with: "grpc")
    let script = fixtures.appending(path: "grpc/server.py").path()
    process.arguments = [script] + (certificate.isEmpty ? [] : ["--tls"] + certificate)
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    var line = Data()
    while let byte = try output.fileHandleForReading.read(upToCount: 1), byte != Data("\n".utf8) {
      guard !byte.isEmpty else { throw CocoaError(.fileReadUnknown) }
      line += byte
    }
    guard let port = Int(String(decoding: line, as: UTF8.self)) else {
      throw CocoaError(.fileReadCorruptFile)
    }
    self.port = port
  }

  /// It ends when its input does.
  deinit {
    try? input.fileHandleForWriting.close()
  }

  var channel: GRPCChannel {
    GRPCChannel(GRPCConfiguration(url: "http://127.0.0.1:\(port)"))
  }
}
