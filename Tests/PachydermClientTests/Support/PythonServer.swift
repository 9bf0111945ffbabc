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
    // It complains of each connection that comes to nothing.
    process.standardError = FileHandle.nullDevice
    try process.run()
    guard let port = Int(Self.line(from: output)) else { throw CocoaError(.fileReadCorruptFile) }
    self.port = port
  }

  private static func line(from pipe: Pipe) -> String {
    var (line, byte) = ([UInt8](), UInt8(0))
    while true {
      let count = read(pipe.fileHandleForReading.fileDescriptor, &byte, 1)
      if count < 0, errno == EINTR { continue }
      guard count == 1, byte != UInt8(ascii: "\n") else { break }
      line.append(byte)
    }
    return String(decoding: line, as: UTF8.self)
  }

  /// It ends when its input does.
  deinit {
    try? input.fileHandleForWriting.close()
  }

  private static let common = Result { try PythonServer() }

  /// The one that all tests of this process use.
  static func shared() throws -> PythonServer { try common.get() }

  /// Calls whose effects are counted apart from those of other tests.
  func channel(_ headers: [HTTPField] = []) -> GRPCChannel {
    var configuration = GRPCConfiguration(url: "http://127.0.0.1:\(port)")
    configuration.headers = headers + [HTTPField("test", UUID().uuidString)]
    return GRPCChannel(configuration)
  }
}
