import Foundation
import Glibc
import Synchronization

/// A TCP server on loopback that does exactly what a test's script says, wrong answers included.
package final class ScriptedServer: Sendable {
  package let port: UInt16
  private let listener: CInt
  private let state = Mutex((connections: 0, sent: 0, requests: [String]()))

  /// `script` runs on a thread of its own for each connection; the connection closes when it returns.
  package init(_ script: @escaping @Sendable (ScriptedConnection) -> Void) throws {
    listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let descriptor = listener
    let isBound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        bind(descriptor, address, length) == 0 && listen(descriptor, 64) == 0
          && getsockname(descriptor, address, &length) == 0
      }
    }
    guard isBound else { throw POSIXError(.EADDRNOTAVAIL) }
    port = UInt16(bigEndian: address.sin_port)
    let thread = Thread { [self] in
      while true {
        let connection = accept(descriptor, nil, nil)
        guard connection >= 0 else {
          // Only here: were it closed elsewhere, its number could be another server's by now.
          close(descriptor)
          return
        }
        state.withLock { $0.connections += 1 }
        Thread {
          script(ScriptedConnection(descriptor: connection, server: self))
          shutdown(connection, Int32(SHUT_RDWR))
          close(connection)
        }.start()
      }
    }
    thread.start()
  }

  package func stop() {
    shutdown(listener, Int32(SHUT_RDWR))
  }

  package var url: String { "http://127.0.0.1:\(port)" }
  package var connections: Int { state.withLock { $0.connections } }
  package var bytesSent: Int { state.withLock { $0.sent } }
  /// Heads and bodies of all requests read so far.
  package var requests: [String] { state.withLock { $0.requests } }

  fileprivate func count(sent: Int) { state.withLock { $0.sent += sent } }
  fileprivate func record(_ request: String) { state.withLock { $0.requests.append(request) } }
}

/// One connection of a scripted server.
package struct ScriptedConnection: Sendable {
  package let descriptor: CInt
  package let server: ScriptedServer

  /// Reads one request with its body; nil when the client has gone.
  @discardableResult
  package func readRequest() -> String? {
    var text = [UInt8]()
    var needed: Int?
    var buffer = [UInt8](repeating: 0, count: 65536)
    while true {
      if needed == nil, let end = headEnd(text) {
        let head = String(decoding: text[..<end], as: UTF8.self).lowercased()
        let length = head.split(separator: "\r\n").first { $0.hasPrefix("content-length:") }
        needed = end + (length.flatMap { Int($0.dropFirst(15).drop { $0 == " " }) } ?? 0)
      }
      if let needed, text.count >= needed { break }
      let count = recv(descriptor, &buffer, buffer.count, 0)
      guard count > 0 else { return nil }
      text += buffer[..<count]
    }
    let request = String(decoding: text, as: UTF8.self)
    server.record(request)
    return request
  }

  /// Sends bytes; false when the client has gone.
  @discardableResult
  package func send(_ text: String) -> Bool { send([UInt8](text.utf8)) }

  @discardableResult
  package func send(_ bytes: [UInt8]) -> Bool {
    var offset = 0
    while offset < bytes.count {
      let count = bytes.withUnsafeBytes {
        Glibc.send(
          descriptor, $0.baseAddress! + offset, $0.count - offset, CInt(MSG_NOSIGNAL))
      }
      guard count > 0 else { return false }
      offset += count
      server.count(sent: count)
    }
    return true
  }

  package func answer(_ status: Int = 200, headers: String = "", body: String = "") {
    send("HTTP/1.1 \(status) X\r\nContent-Length: \(body.utf8.count)\r\n\(headers)\r\n\(body)")
  }

  private func headEnd(_ bytes: [UInt8]) -> Int? {
    guard bytes.count >= 4 else { return nil }
    for index in 3..<bytes.count where bytes[index] == 10 && bytes[index - 2] == 10 {
      return index + 1
    }
    return nil
  }
}
