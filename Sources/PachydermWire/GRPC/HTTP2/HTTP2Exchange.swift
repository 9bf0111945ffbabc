package import DataRepository

/// One request and its answer over an HTTP/2 connection of their own (RFC 9113), as a value that
/// does no I/O: `take` reads what came, `output` is to be sent.
///
/// libcurl 7.88 loses an answer that comes before the request is sent whole, fails on the second
/// request of a connection without TLS, and does not tell a paused reader's window; hence this.
package struct HTTP2Exchange: Sendable {
  package enum Event: Sendable {
    case head(HTTP2Fields)
    case data(Bytes)
    /// The answer is whole.
    case end(trailers: HTTP2Fields)
    /// The server ends the exchange without a whole answer; says why.
    case reset(String)
  }

  /// Bytes that the server may send before they are `consumed`.
  package static let window = 1 << 20

  private static let stream: UInt32 = 1
  private static let standardWindow = 65535

  package var output = Bytes()
  private var frames = HTTP2FrameReader()
  private var headers = HPACKReader()
  /// A header block that is not complete, and whether the answer ends with it.
  private var block: (bytes: Bytes, isEnd: Bool)?
  private var hasSettings = false
  private var hasHead = false
  /// Whether the answer is whole or was given up.
  package private(set) var isOver = false
  private var isSent = false

  // What the peer lets us send: on the stream, on the connection, at its beginning, in a frame.
  private var streamWindow = standardWindow
  private var connectionWindow = standardWindow
  private var peerWindow = standardWindow
  private var frameSize = HTTP2Frame.standardSize
  /// What we let it send, and how much of what came is not given back to it yet.
  private var left = window
  private var unreturned = 0

  /// - Parameter fields: `:method`, `:scheme`, `:authority` and `:path` first.
  package init(_ fields: HTTP2Fields) {
    output += Bytes("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8)
    // No pushes; the window of a stream.
    let settings = [(2, 0), (4, Self.window)].flatMap { key, value in
      HTTP2Frame.number(key, 2) + HTTP2Frame.number(value, 4)
    }
    write(.settings, settings, stream: 0)
    write(.windowUpdate, HTTP2Frame.number(Self.window - Self.standardWindow, 4), stream: 0)
    let block = HPACKWriter.block(fields)
    var (kind, start) = (HTTP2Frame.Kind.headers, 0)
    repeat {
      let end = min(start + HTTP2Frame.standardSize, block.count)
      let flags = end == block.count ? HTTP2Frame.endHeaders : 0
      write(kind, Bytes(block[start..<end]), flags: flags)
      (kind, start) = (.continuation, end)
    } while start < block.count
  }

  // MARK: The request's body

  /// How many bytes of the body may be sent now.
  package var sendable: Int { isOver || isSent ? 0 : max(0, min(streamWindow, connectionWindow)) }

  /// Sends the next bytes of the body, `sendable` at most.
  package mutating func send(_ bytes: Bytes) {
    for start in stride(from: 0, to: bytes.count, by: frameSize) {
      write(.data, Bytes(bytes[start..<min(start + frameSize, bytes.count)]))
    }
    streamWindow -= bytes.count
    connectionWindow -= bytes.count
  }

  /// Says that the body is whole.
  package mutating func finish() {
    guard !isSent else { return }
    isSent = true
    write(.data, [], flags: HTTP2Frame.endStream)
  }

  /// Tells the server that nobody wants the answer any more.
  package mutating func cancel() {
    guard !isOver else { return }
    isOver = true
    write(.reset, HTTP2Frame.number(8, 4))
  }

  /// Lets the server send as many bytes more as were read.
  package mutating func consume(_ count: Int) {
    unreturned += count
    guard unreturned >= Self.window / 4, !isOver else { return }
    for stream in [0, Self.stream] {
      write(.windowUpdate, HTTP2Frame.number(unreturned, 4), stream: stream)
    }
    left += unreturned
    unreturned = 0
  }

  private mutating func write(
    _ kind: HTTP2Frame.Kind, _ payload: Bytes, flags: UInt8 = 0, stream: UInt32 = stream
  ) {
    output += HTTP2Frame(kind: kind, flags: flags, stream: stream, payload: payload).bytes
  }

  // MARK: The answer

  /// Reads what the server sent.
  package mutating func take(_ bytes: Bytes) throws(HTTP2Error) -> [Event] {
    var events: [Event] = []
    for frame in try frames.take(bytes) {
      // What follows the end, such as a reset of the rest of the request, says nothing any more.
      guard !isOver else { break }
      guard hasSettings || frame.kind == .settings else { throw .notHTTP2 }
      hasSettings = true
      guard block == nil || frame.kind == .continuation else {
        throw .broken("a header block with another frame in it")
      }
      events += try read(frame)
    }
    return events
  }

  private mutating func read(_ frame: HTTP2Frame) throws(HTTP2Error) -> [Event] {
    switch frame.kind {
    case .settings: try readSettings(frame)
    case .ping where !frame.has(HTTP2Frame.acknowledges):
      write(.ping, frame.payload, flags: HTTP2Frame.acknowledges, stream: 0)
    case .windowUpdate: try readWindow(frame)
    case .goAway: return readGoAway(frame)
    case .pushPromise: throw .broken("a push, though none is allowed")
    case .data where frame.stream == Self.stream: return try readData(frame)
    case .headers where frame.stream == Self.stream:
      let payload = try unpadded(frame).dropFirst(frame.has(HTTP2Frame.hasPriority) ? 5 : 0)
      block = (Bytes(payload), frame.has(HTTP2Frame.endStream))
      return try readBlock(frame)
    case .continuation where block != nil:
      block?.bytes += frame.payload
      guard (block?.bytes.count ?? 0) <= 1 << 16 else { throw .broken("64 KiB of headers") }
      return try readBlock(frame)
    case .reset where frame.stream == Self.stream:
      isOver = true
      let name = Self.name(ofError: HTTP2Frame.number(frame.payload))
      return [.reset("it reset the call (\(name))")]
    default: break
    }
    return []
  }

  private mutating func readSettings(_ frame: HTTP2Frame) throws(HTTP2Error) {
    guard !frame.has(HTTP2Frame.acknowledges) else { return }
    guard frame.payload.count % 6 == 0 else { throw .broken("settings that are cut off") }
    for start in stride(from: 0, to: frame.payload.count, by: 6) {
      let value = HTTP2Frame.number(frame.payload[start + 2..<start + 6])
      switch HTTP2Frame.number(frame.payload[start..<start + 2]) {
      case 4:
        guard value < 1 << 31 else { throw .broken("a window of \(value) bytes") }
        streamWindow += value - peerWindow
        peerWindow = value
      case 5: frameSize = min(max(value, HTTP2Frame.standardSize), 1 << 18)
      default: break
      }
    }
    write(.settings, [], flags: HTTP2Frame.acknowledges, stream: 0)
  }

  private mutating func readWindow(_ frame: HTTP2Frame) throws(HTTP2Error) {
    let more = HTTP2Frame.number(frame.payload) & 0x7fff_ffff
    if frame.stream == 0 { connectionWindow += more } else { streamWindow += more }
    guard max(connectionWindow, streamWindow) < 1 << 31 else { throw .broken("too large a window") }
  }

  private mutating func readGoAway(_ frame: HTTP2Frame) -> [Event] {
    guard frame.payload.count >= 8 else { return [] }
    let last = HTTP2Frame.number(frame.payload[..<4]) & 0x7fff_ffff
    // Calls up to `last` are still answered.
    guard last < Int(Self.stream) else { return [] }
    isOver = true
    let name = Self.name(ofError: HTTP2Frame.number(frame.payload[4..<8]))
    let said = RPCStatus.plainText(frame.payload[8...])
    return [.reset("it takes no calls (\(name)\(said.isEmpty ? "" : ": \(said)"))")]
  }

  private mutating func readData(_ frame: HTTP2Frame) throws(HTTP2Error) -> [Event] {
    guard hasHead else { throw .broken("an answer without a head") }
    left -= frame.payload.count
    guard left >= 0 else { throw .broken("more bytes than were asked for") }
    let bytes = Bytes(try unpadded(frame))
    // Padding is never read by anybody.
    consume(frame.payload.count - bytes.count)
    isOver = frame.has(HTTP2Frame.endStream)
    return [.data(bytes)] + (isOver ? [.end(trailers: [])] : [])
  }

  private mutating func readBlock(_ frame: HTTP2Frame) throws(HTTP2Error) -> [Event] {
    guard frame.has(HTTP2Frame.endHeaders), let (bytes, isEnd) = block else { return [] }
    block = nil
    let fields = try headers.read(bytes)
    if hasHead {
      guard isEnd else { throw .broken("a second head") }
      isOver = true
      return [.end(trailers: fields)]
    }
    guard let status = fields.first(where: { $0.name == ":status" })?.value else {
      throw .broken("a head without a status")
    }
    // Interim answers are followed by another head.
    if status.hasPrefix("1"), !isEnd { return [] }
    (hasHead, isOver) = (true, isEnd)
    return [.head(fields)] + (isEnd ? [.end(trailers: [])] : [])
  }

  private func unpadded(_ frame: HTTP2Frame) throws(HTTP2Error) -> ArraySlice<UInt8> {
    guard frame.has(HTTP2Frame.isPadded) else { return frame.payload[...] }
    guard let padding = frame.payload.first, Int(padding) < frame.payload.count else {
      throw .broken("a frame of padding")
    }
    return frame.payload.dropFirst().dropLast(Int(padding))
  }

  /// RFC 9113, section 7.
  private static func name(ofError code: Int) -> String {
    let names = [
      "NO_ERROR", "PROTOCOL_ERROR", "INTERNAL_ERROR", "FLOW_CONTROL_ERROR", "SETTINGS_TIMEOUT",
      "STREAM_CLOSED", "FRAME_SIZE_ERROR", "REFUSED_STREAM", "CANCEL", "COMPRESSION_ERROR",
      "CONNECT_ERROR", "ENHANCE_YOUR_CALM", "INADEQUATE_SECURITY", "HTTP_1_1_REQUIRED",
    ]
    return names.indices.contains(code) ? names[code] : "error \(code)"
  }
}
