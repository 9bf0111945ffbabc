import CCurl
import DataRepository
import Foundation
import PachydermWire
import Synchronization

/// One request over HTTP/2, on a connection and a thread of its own: libcurl makes the connection
/// (names, proxies, TLS with ALPN), `HTTP2Exchange` speaks on it.
///
/// `@unchecked Sendable`: what is not a lock itself belongs to the thread that `run` is called on.
final class HTTP2Call: @unchecked Sendable {
  private let request: HTTPRequest
  private let pipe = ResponsePipe(highWater: .max - 1)
  private let wake = WakeUp()
  private let isCancelled = Mutex(false)
  private var connection = RawConnection()
  private let exchange: HTTP2Exchange
  private var upload: Upload?
  /// Whether the body's writer has nothing for us now.
  private var isStarved = false
  private var buffer = Bytes(repeating: 0, count: 1 << 16)
  /// Bytes given to the pipe that the server was not told of yet.
  private var held = 0
  private var lastByte = ContinuousClock.now

  private init(_ request: HTTPRequest) throws(TransportError) {
    self.request = request
    exchange = try HTTP2Exchange(try request.http2Fields())
    upload = try Upload(request.body)
  }

  /// Sends `request` and gives the head at once; the body follows in pieces as fast as it is read.
  static func open(_ request: HTTPRequest) async throws(TransportError) -> (
    HTTPHead, HTTPBodyStream
  ) {
    let call = try HTTP2Call(request)
    let body = HTTPBodyStream(pipe: call.pipe) {
      call.wake.post()
    } cancel: {
      call.cancel()
    }
    if case .stream(let upload) = request.body { upload.open { call.wake.post() } }
    let thread = Thread { call.run() }
    thread.name = "http2"
    thread.start()
    return (try await body.head(), body)
  }

  private func cancel() {
    isCancelled.withLock { $0 = true }
    // Also while a connection is being made.
    pipe.finish(.failure(TransportError(.cancelled, "cancelled")))
    if case .stream(let upload) = request.body { upload.close() }
    wake.post()
  }

  // MARK: The thread

  private func run() {
    let result = Result { () throws(TransportError) in try converse() }
    pipe.finish(result)
    upload?.close()
    connection.close()
  }

  private func converse() throws(TransportError) {
    let begun = ContinuousClock.now
    let deadline = request.limits.total.map { begun + .seconds($0) }
    try connection.open(request) { self.isCancelled.withLock { $0 } }
    lastByte = .now
    while true {
      if isCancelled.withLock({ $0 }) {
        exchange.cancel()
        _ = try? connection.send(&exchange.output)
        throw TransportError(.cancelled, "cancelled")
      }
      try fill()
      returnWindow()
      if try step() { return }
      try wait(until: deadline)
    }
  }

  /// Waits for bytes, for room, or to be woken, unless a time limit passes.
  private func wait(until deadline: ContinuousClock.Instant?) throws(TransportError) {
    let isSending =
      connection.isSending || !exchange.output.isEmpty || (exchange.sendable > 0 && !isStarved)
    let limits = [deadline, request.limits.stall > 0 ? stallEnd : nil].compactMap(\.self)
    let end = limits.min()
    if let end, ContinuousClock.now >= end {
      throw TransportError(.timeout, end == deadline ? "its time is up" : "nothing came")
    }
    connection.wait(for: wake, isSending: isSending, until: end)
  }

  private var stallEnd: ContinuousClock.Instant { lastByte + .seconds(request.limits.stall) }

  /// Puts as much of the body into frames as the server takes.
  private func fill() throws(TransportError) {
    isStarved = false
    while exchange.sendable > 0, exchange.output.count < 1 << 18 {
      let most = min(exchange.sendable, buffer.count)
      let count = buffer.withUnsafeMutableBytes { upload?.read(into: .init(rebasing: $0[..<most])) }
      switch count {
      case nil, 0: return exchange.finish()
      case Int(TL_READ_PAUSE):
        isStarved = true
        return
      case Int(TL_READ_ABORT): throw TransportError(.invalid, "the body cannot be read")
      case .some(let count): exchange.send(Bytes(buffer[..<count]))
      }
    }
  }

  /// Sends and takes what there is; true when the answer is whole.
  private func step() throws(TransportError) -> Bool {
    let sent = Result { () throws(TransportError) in try connection.send(&exchange.output) }
    if case .success(1...) = sent { lastByte = .now }
    while let bytes = try connection.receive(into: &buffer) {
      lastByte = .now
      if try handle(bytes) { return true }
    }
    // A server that has said its last word may not read on; only without one it is a failure.
    _ = try sent.get()
    return false
  }

  private func handle(_ bytes: Bytes) throws(TransportError) -> Bool {
    let events: [HTTP2Exchange.Event]
    do {
      events = try exchange.take(bytes)
    } catch {
      throw TransportError(error)
    }
    for event in events {
      switch event {
      case .head(let fields): pipe.begin(HTTPHead(fields))
      case .data(let bytes):
        held += bytes.count
        pipe.append(bytes)
      case .end(let trailers):
        pipe.end(with: trailers.map { HTTPField($0.name, $0.value) })
        return true
      case .reset(let why): throw TransportError(.broken, why)
      }
    }
    return false
  }

  /// Lets the server send as much as was read.
  private func returnWindow() {
    let read = held - pipe.unread
    held -= read
    exchange.consume(read)
  }
}

extension TransportError {
  fileprivate init(_ error: HTTP2Error) {
    switch error {
    case .notHTTP2: self.init(.notHTTP2, "it answers in another protocol")
    case .broken(let what): self.init(.broken, "it sent \(what)")
    }
  }
}

extension HTTPHead {
  fileprivate init(_ fields: HTTP2Fields) {
    let status = fields.first { $0.name == ":status" }?.value
    self.init(
      status: status.flatMap { Int($0) } ?? 0,
      fields: fields.filter { !$0.name.hasPrefix(":") }.map { HTTPField($0.name, $0.value) })
  }
}

extension HTTPRequest {
  fileprivate func http2Fields() throws(TransportError) -> HTTP2Fields {
    guard let end = url.firstRange(of: "://")?.upperBound else {
      throw TransportError(.invalid, "\(url) is no URL")
    }
    let authority = url[end...].prefix { $0 != "/" }
    let path = url[end...].dropFirst(authority.count)
    var fields: HTTP2Fields = [
      (":method", method), (":scheme", url.hasPrefix("https:") ? "https" : "http"),
      (":authority", String(authority)), (":path", path.isEmpty ? "/" : String(path)),
    ]
    for field in headers {
      guard !field.value.utf8.contains(where: { $0 < 0x20 && $0 != 0x09 || $0 == 0x7f }) else {
        throw TransportError(.invalid, "control character in header \(field.name)")
      }
      fields.append((field.name.lowercased(), field.value))
    }
    return fields
  }
}
