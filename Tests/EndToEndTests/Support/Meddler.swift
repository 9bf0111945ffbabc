import Foundation
import Glibc
import Synchronization
import TestSupport

/// Stands between the program and a served store: passes requests on, or gives an answer of its own, as a
/// cluster does in whose world something changed.
final class Meddler: Sendable {
  /// Looks at a request, head and body; nil lets it through.
  typealias Rule = @Sendable (_ request: String) -> Answer?

  struct Answer: Sendable {
    var status: Int
    var body: String

    /// As pachd's REST gateway says it.
    static func rpc(_ code: Int, _ message: String, status: Int) -> Answer {
      Answer(status: status, body: "{\"code\":\(code),\"message\":\"\(message)\",\"details\":[]}")
    }

    /// As an S3 gateway says it.
    static func s3(_ code: String, _ message: String, status: Int) -> Answer {
      Answer(
        status: status, body: "<Error><Code>\(code)</Code><Message>\(message)</Message></Error>")
    }
  }

  private final class Rules: Sendable {
    private let rule = Mutex<Rule?>(nil)

    func set(_ rule: Rule?) { self.rule.withLock { $0 = rule } }

    func answer(to request: String) -> Answer? {
      let rule = rule.withLock { $0 }
      return rule?(request)
    }
  }

  private let rules: Rules
  private let server: ScriptedServer

  init(before served: ServedStore) throws {
    let port = UInt16(served.address.split(separator: ":").last ?? "") ?? 0
    let rules = Rules()
    self.rules = rules
    server = try ScriptedServer { connection in
      while let request = connection.readRequest() {
        guard let answer = rules.answer(to: request) else {
          return Self.pass(request, of: connection, to: port)
        }
        connection.answer(answer.status, body: answer.body)
      }
    }
  }

  var address: String { server.url }

  /// Requests are answered by this rule from here on; nil lets all of them through.
  func meddle(_ rule: Rule?) { rules.set(rule) }

  deinit { server.stop() }

  /// Hands the request over, and everything that comes back, until the server ends the connection.
  private static func pass(_ request: String, of connection: ScriptedConnection, to port: UInt16) {
    let upstream = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(upstream) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    let isThere = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(upstream, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
      }
    }
    let asked = Array(
      request.replacing(
        "\r\n\r\n", with: "\r\nConnection: close\r\n\r\n", maxReplacements: 1
      ).utf8)
    guard isThere, send(upstream, asked, asked.count, CInt(MSG_NOSIGNAL)) == asked.count else {
      return
    }
    var buffer = [UInt8](repeating: 0, count: 65536)
    while true {
      let count = recv(upstream, &buffer, buffer.count, 0)
      guard count > 0, connection.send(Array(buffer[..<count])) else { return }
    }
  }
}

/// True for the first who asks, on whatever thread.
final class Turn: Sendable {
  private let isTaken = Mutex(false)

  var isFirst: Bool {
    isTaken.withLock { isTaken in
      defer { isTaken = true }
      return !isTaken
    }
  }
}
