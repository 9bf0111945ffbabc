import DataRepository
import EmbeddedStore
import Foundation
import GatewayServer
import Logging
import Synchronization
import TestSupport

/// A gateway on a free port of this machine, stopped when `body` returns.
struct RunningGateway: Sendable {
  var port: Int
  var store: EmbeddedStore
  var log: LogLines
  var clock: SettableClock

  static func with<R: Sendable>(
    store: EmbeddedStore? = nil,
    _ change: (inout GatewayConfiguration) -> Void = { _ in },
    _ body: @escaping @Sendable (RunningGateway) async throws -> R
  ) async throws -> R {
    let store = try store ?? EmbeddedStore.inMemory()
    let (log, clock) = (LogLines(), SettableClock())
    var configuration = GatewayConfiguration(
      logger: Logger(label: "gateway") { _ in MemoryLog(lines: log) })
    configuration.port = 0
    configuration.now = { clock.now }
    change(&configuration)
    let server = GatewayServer(store: store, configuration: configuration)
    let (ports, bound) = AsyncStream.makeStream(of: Int.self)
    return try await withThrowingTaskGroup(of: R?.self) { group in
      group.addTask {
        try await server.run { bound.yield($0) }
        return nil
      }
      group.addTask {
        for await port in ports {
          return try await body(
            RunningGateway(port: port, store: store, log: log, clock: clock))
        }
        return nil
      }
      defer { group.cancelAll() }
      while let result = try await group.next() {
        if let result { return result }
      }
      throw NeverListened()
    }
  }

  /// Sends raw bytes on a connection of their own and reads until the server closes it.
  /// - Parameter closing: whether the sending half is closed after the bytes.
  func exchange(_ request: String, closing: Bool = false) async throws -> RawAnswer {
    try await exchange(Bytes(request.utf8), closing: closing)
  }

  func exchange(_ request: Bytes, closing: Bool = false) async throws -> RawAnswer {
    try RawAnswer(await onThread { try RawSocket(port: port).roundTrip(request, closing: closing) })
  }
}

struct NeverListened: Error {}

/// A clock that stands where it is put; at first it follows the machine's.
final class SettableClock: Sendable {
  private let fixed = Mutex<Double?>(nil)

  var now: Double { fixed.withLock { $0 } ?? Date().timeIntervalSince1970 }

  func set(_ seconds: Double?) { fixed.withLock { $0 = seconds } }
}

/// Runs blocking work on a thread that Swift's tasks do not need.
func onThread<R: Sendable>(_ work: @escaping @Sendable () throws -> R) async throws -> R {
  try await withCheckedThrowingContinuation { continuation in
    // Not a dispatch queue: blocked there, its workers are missing to Swift's tasks.
    Thread.detachNewThread { continuation.resume(with: Result { try work() }) }
  }
}
