import CCurl
import DataRepository
import Foundation
import Synchronization

/// Runs every exchange of a client on one thread with curl_multi, and hands the answers to Swift tasks.
///
/// Connections are kept alive and shared. Any number of requests may be sent at once; at most
/// `connections` of them are on the wire. The thread ends when the loop is released.
package final class CurlLoop: Sendable {
  private let core: LoopCore

  /// - Parameter connections: how many connections to one host are open at most.
  package init(connections: Int = 32) {
    core = LoopCore(connections: connections)
    let core = core
    let thread = Thread { core.run() }
    thread.name = "curl"
    thread.start()
  }

  deinit {
    core.post(.stop)
  }

  /// Sends `request` and reads the whole answer into memory. Cancelling the task ends the exchange.
  package func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPAnswer {
    let pipe = ResponsePipe(highWater: .max)
    let transfer = Transfer(request, pipe: pipe)
    core.post(.start(transfer))
    let result: Result<HTTPAnswer, TransportError> = await withTaskCancellationHandler {
      do throws(TransportError) {
        let body = try await pipe.collect()
        return .success(HTTPAnswer(head: try await pipe.head(), body: body))
      } catch {
        return .failure(error)
      }
    } onCancel: {
      core.post(.cancel(transfer))
    }
    return try result.get()
  }

  /// Sends `request` and gives the head at once; the body follows in pieces as fast as it is read, with at
  /// most about `highWater` bytes waiting. Dropping the body ends the exchange.
  package func open(_ request: HTTPRequest, highWater: Int = 1 << 20) async throws(TransportError)
    -> (head: HTTPHead, body: HTTPBodyStream)
  {
    let pipe = ResponsePipe(highWater: highWater)
    let transfer = Transfer(request, pipe: pipe)
    let body = HTTPBodyStream(pipe: pipe) { [core] in
      core.post(.resume(transfer))
    } cancel: { [core] in
      core.post(.cancel(transfer))
    }
    core.post(.start(transfer))
    return (try await body.head(), body)
  }
}

/// What other threads ask of the loop's thread.
private enum LoopCommand: Sendable {
  case start(Transfer)
  case cancel(Transfer)
  case resume(Transfer)
  case stop
}

/// The thread's state.
///
/// `@unchecked Sendable`: `running` and `idle` belong to the thread; other threads only reach `inbox`, which
/// has its lock, and curl_multi_wakeup, which libcurl declares safe.
private final class LoopCore: @unchecked Sendable {
  private let multi: UnsafeMutableRawPointer
  private let inbox = Mutex<[LoopCommand]>([])
  private var running: [UnsafeMutableRawPointer: Transfer] = [:]
  private var idle: [UnsafeMutableRawPointer] = []
  private var isStopping = false

  init(connections: Int) {
    guard Libcurl.isReady, let multi = curl_multi_init() else {
      preconditionFailure("libcurl is out of memory")
    }
    self.multi = multi
    _ = tl_multi_set_long(multi, CURLMOPT_MAX_HOST_CONNECTIONS, connections)
    _ = tl_multi_set_long(multi, CURLMOPT_MAXCONNECTS, connections * 2)
  }

  func post(_ command: LoopCommand) {
    inbox.withLock { $0.append(command) }
    curl_multi_wakeup(multi)
  }

  func run() {
    while !isStopping {
      obey()
      var active: CInt = 0
      curl_multi_perform(multi, &active)
      reap()
      curl_multi_poll(multi, nil, 0, 1000, nil)
    }
    for transfer in running.values { end(transfer, CURLE_ABORTED_BY_CALLBACK) }
    for handle in idle { curl_easy_cleanup(handle) }
    curl_multi_cleanup(multi)
  }

  private func obey() {
    let commands = inbox.withLock { commands in
      defer { commands = [] }
      return commands
    }
    for command in commands {
      switch command {
      case .start(let transfer): start(transfer)
      case .cancel(let transfer): end(transfer, CURLE_ABORTED_BY_CALLBACK)
      case .resume(let transfer):
        if let handle = transfer.handle { curl_easy_pause(handle, CInt(TL_UNPAUSE)) }
      case .stop: isStopping = true
      }
    }
  }

  private func start(_ transfer: Transfer) {
    guard let handle = idle.popLast() ?? curl_easy_init() else {
      return transfer.fail(TransportError(.invalid, "libcurl is out of memory"))
    }
    do {
      try transfer.prepare(on: handle)
      running[handle] = transfer
      curl_multi_add_handle(multi, handle)
    } catch {
      transfer.fail(error)
      release(handle)
    }
  }

  private func reap() {
    var code = CURLE_OK
    while let handle = tl_next_done(multi, &code) {
      if let transfer = running[handle] { end(transfer, code) }
    }
  }

  private func end(_ transfer: Transfer, _ code: CURLcode) {
    guard let handle = transfer.handle, running.removeValue(forKey: handle) != nil else {
      // Cancelled before it was started, or ended already: the first result stands.
      return transfer.fail(TransportError(.cancelled, "cancelled"))
    }
    curl_multi_remove_handle(multi, handle)
    _ = transfer.finish(code)
    release(handle)
  }

  private func release(_ handle: UnsafeMutableRawPointer) {
    curl_easy_reset(handle)
    idle.append(handle)
  }
}
