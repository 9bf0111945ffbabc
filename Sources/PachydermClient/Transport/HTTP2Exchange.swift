import CHTTP2
import DataRepository
import PachydermWire

/// Fields in their order, pseudo-fields such as `:status` first.
typealias HTTP2Fields = [(name: String, value: String)]

/// Why what a server sends cannot be read on.
enum HTTP2Error: Error, Equatable, Sendable {
  /// It speaks something else, such as HTTP/1.
  case notHTTP2
  /// It breaks the protocol; says how.
  case broken(String)
}

/// One request and its answer over an HTTP/2 connection of their own, on libnghttp2. Does no I/O:
/// `take` reads what came, `output` is to be sent. Belongs to one thread.
///
/// libcurl 7.88 loses an answer that comes before the request is sent whole and fails on the second
/// request of a connection without TLS; hence the library that it stands on itself.
final class HTTP2Exchange {
  enum Event {
    case head(HTTP2Fields)
    case data(Bytes)
    /// The answer is whole.
    case end(trailers: HTTP2Fields)
    /// The server ends the exchange without a whole answer; says why.
    case reset(String)
  }

  /// Bytes that the server may send before they are `consume`d.
  static let window: Int32 = 1 << 20

  static let stream: Int32 = 1

  var output = Bytes()
  /// Whether the answer is whole or was given up.
  private(set) var isOver = false
  /// What was found in the bytes that are being read.
  var events: [Event] = []
  /// The fields of the header block that is being read.
  var block: HTTP2Fields = []
  var hasHead = false
  /// Whether our side gave the stream up because of what the server sent.
  var isClosed = false
  var problem: HTTP2Error?
  private var session: OpaquePointer?
  /// The part of the request's body that is to be framed next.
  private var body: ArraySlice<UInt8> = []
  private var isSent = false

  /// - Parameter fields: `:method`, `:scheme`, `:authority` and `:path` first.
  init(_ fields: HTTP2Fields) throws(TransportError) {
    session = HTTP2Callbacks.session(for: self)
    guard session != nil, begin(fields) else {
      throw TransportError(.invalid, "libnghttp2 cannot make this request")
    }
    pump()
  }

  deinit { nghttp2_session_del(session) }

  private func begin(_ fields: HTTP2Fields) -> Bool {
    let settings = [
      nghttp2_settings_entry(
        settings_id: Int32(NGHTTP2_SETTINGS_ENABLE_PUSH.rawValue), value: 0),
      nghttp2_settings_entry(
        settings_id: Int32(NGHTTP2_SETTINGS_INITIAL_WINDOW_SIZE.rawValue),
        value: UInt32(Self.window)),
    ]
    let none = UInt8(NGHTTP2_FLAG_NONE.rawValue)
    guard nghttp2_submit_settings(session, none, settings, settings.count) == 0,
      nghttp2_session_set_local_window_size(session, none, 0, Self.window) == 0
    else { return false }
    var source = nghttp2_data_provider()
    source.read_callback = HTTP2Callbacks.read
    return submit(fields, &source) == Self.stream
  }

  private func submit(_ fields: HTTP2Fields, _ source: inout nghttp2_data_provider) -> Int32 {
    var text = Bytes(fields.flatMap { Array($0.name.utf8) + Array($0.value.utf8) })
    return text.withUnsafeMutableBufferPointer { text in
      var place = text.baseAddress
      func next(_ count: Int) -> UnsafeMutablePointer<UInt8>? {
        defer { place = place?.advanced(by: count) }
        return place
      }
      let entries = fields.map { name, value in
        nghttp2_nv(
          name: next(name.utf8.count), value: next(value.utf8.count), namelen: name.utf8.count,
          valuelen: value.utf8.count, flags: UInt8(NGHTTP2_NV_FLAG_NONE.rawValue))
      }
      return nghttp2_submit_request(session, nil, entries, entries.count, &source, nil)
    }
  }

  // MARK: The request's body

  /// How many bytes of the body may be sent now.
  var sendable: Int {
    if isOver || isSent { return 0 }
    let stream = nghttp2_session_get_stream_remote_window_size(session, Self.stream)
    return max(0, Int(min(stream, nghttp2_session_get_remote_window_size(session))))
  }

  /// Sends the next bytes of the body, `sendable` at most.
  func send(_ bytes: Bytes) {
    body += bytes
    goOn()
  }

  /// Says that the body is whole.
  func finish() {
    guard !isSent else { return }
    isSent = true
    goOn()
  }

  /// Tells the server that nobody wants the answer any more.
  func cancel() {
    guard !isOver else { return }
    isOver = true
    nghttp2_submit_rst_stream(
      session, UInt8(NGHTTP2_FLAG_NONE.rawValue), Self.stream, NGHTTP2_CANCEL.rawValue)
    pump()
  }

  /// Lets the server send as many bytes more as were read.
  func consume(_ count: Int) {
    guard count > 0 else { return }
    nghttp2_session_consume(session, Self.stream, count)
    pump()
  }

  private func goOn() {
    nghttp2_session_resume_data(session, Self.stream)
    pump()
  }

  /// Puts what there is to say into `output`.
  private func pump() {
    var bytes: UnsafePointer<UInt8>?
    while true {
      let count = nghttp2_session_mem_send(session, &bytes)
      guard count > 0 else { return note(count) }
      output += UnsafeBufferPointer(start: bytes, count: count)
    }
  }

  /// Gives libnghttp2 the next part of the body.
  func read(
    into buffer: UnsafeMutableBufferPointer<UInt8>, _ flags: inout UInt32
  ) -> Int {
    guard !body.isEmpty || isSent else { return Int(NGHTTP2_ERR_DEFERRED.rawValue) }
    let part = body.prefix(buffer.count)
    _ = buffer.update(fromContentsOf: part)
    body = body.dropFirst(part.count)
    if body.isEmpty, isSent { flags |= NGHTTP2_DATA_FLAG_EOF.rawValue }
    return part.count
  }

  // MARK: The answer

  /// Reads what the server sent.
  func take(_ bytes: Bytes) throws(HTTP2Error) -> [Event] {
    // What follows the end, such as a reset of the rest of the request, says nothing any more.
    if isOver { return [] }
    note(nghttp2_session_mem_recv(session, bytes, bytes.count))
    pump()
    defer { events = [] }
    let isBroken = isClosed || nghttp2_session_want_read(session) == 0
    if !isOver, let problem { throw problem }
    if !isOver, isBroken { throw .broken("what HTTP/2 does not allow") }
    return events
  }

  private func note(_ result: Int) {
    if result < 0 { blame(Int32(result), String(cString: nghttp2_strerror(Int32(result)))) }
  }

  // MARK: What libnghttp2 found

  /// Keeps why the answer cannot be read, the first of several reasons.
  func blame(_ code: Int32, _ words: String) {
    guard problem == nil else { return }
    let isOther = code == NGHTTP2_ERR_SETTINGS_EXPECTED.rawValue
    problem = isOther ? .notHTTP2 : .broken("what HTTP/2 does not allow (\(words))")
  }

  func endBlock(isEnd: Bool) {
    let fields = block
    if hasHead { return end(trailers: fields) }
    // Interim answers are followed by another head.
    if fields.first?.value.hasPrefix("1") == true, !isEnd { return }
    hasHead = true
    events.append(.head(fields))
    if isEnd { end(trailers: []) }
  }

  func end(trailers: HTTP2Fields) {
    guard !isOver else { return }
    isOver = true
    events.append(.end(trailers: trailers))
  }

  func reset(_ why: String) {
    guard !isOver else { return }
    isOver = true
    events.append(.reset(why))
  }
}
