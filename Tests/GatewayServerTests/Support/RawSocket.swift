import DataRepository
import Glibc

/// A TCP connection to this machine, for requests that no well-behaved client would send.
final class RawSocket {
  private let descriptor: Int32

  init(port: Int) throws {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(UInt16(port).bigEndian)
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    // A hanging server must fail the test, not the run.
    var patience = timeval(tv_sec: 20, tv_usec: 0)
    setsockopt(
      descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    let connected = withUnsafePointer(to: &address) { address in
      address.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard descriptor >= 0, connected == 0 else { throw SocketFailure(code: errno) }
  }

  deinit {
    close(descriptor)
  }

  func roundTrip(_ request: Bytes, closing: Bool) throws -> Bytes {
    try write(request)
    if closing { shutdown(descriptor, Int32(SHUT_WR)) }
    var answer = Bytes()
    while let piece = try read() { answer += piece }
    return answer
  }

  func write(_ bytes: Bytes) throws {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes {
        send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { throw SocketFailure(code: errno) }
      rest = rest.dropFirst(count)
    }
  }

  /// The next bytes; nil when the server closed the connection.
  func read() throws -> Bytes? {
    var buffer = Bytes(repeating: 0, count: 65536)
    let count = recv(descriptor, &buffer, buffer.count, 0)
    guard count >= 0 else { throw SocketFailure(code: errno) }
    return count == 0 ? nil : Bytes(buffer.prefix(count))
  }
}

struct SocketFailure: Error {
  var code: Int32
}
