import CHTTP2
import PachydermWire

/// What libnghttp2 calls, each handed on to the exchange that the session belongs to.
enum HTTP2Callbacks {
  /// A client's session that gives windows back only as the exchange says; nil without memory.
  static func session(for exchange: HTTP2Exchange) -> OpaquePointer? {
    var callbacks: OpaquePointer?
    var options: OpaquePointer?
    var session: OpaquePointer?
    defer {
      nghttp2_session_callbacks_del(callbacks)
      nghttp2_option_del(options)
    }
    guard nghttp2_session_callbacks_new(&callbacks) == 0, nghttp2_option_new(&options) == 0 else {
      return nil
    }
    nghttp2_option_set_no_auto_window_update(options, 1)
    set(callbacks)
    let context = Unmanaged.passUnretained(exchange).toOpaque()
    nghttp2_session_client_new2(&session, callbacks, context, options)
    return session
  }

  /// The next part of the request's body.
  static let read: nghttp2_data_source_read_callback = {
    _, _, buffer, count, flags, _, context in
    guard let exchange = context.exchange, let flags else { return 0 }
    return exchange.read(
      into: UnsafeMutableBufferPointer(start: buffer, count: count), &flags.pointee)
  }

  private static func set(_ callbacks: OpaquePointer?) {
    nghttp2_session_callbacks_set_on_begin_headers_callback(callbacks) { _, _, context in
      context.exchange?.block = []
      return 0
    }
    nghttp2_session_callbacks_set_on_header_callback(callbacks) {
      _, _, name, nameCount, value, valueCount, _, context in
      context.exchange?.block.append((String(name, nameCount), String(value, valueCount)))
      return 0
    }
    nghttp2_session_callbacks_set_on_data_chunk_recv_callback(callbacks) {
      _, _, _, bytes, count, context in
      let data = Array(UnsafeBufferPointer(start: bytes, count: count))
      context.exchange?.events.append(.data(data))
      return 0
    }
    nghttp2_session_callbacks_set_on_frame_recv_callback(callbacks) { _, frame, context in
      if let frame, let exchange = context.exchange { HTTP2Callbacks.take(frame.pointee, exchange) }
      return 0
    }
    nghttp2_session_callbacks_set_on_stream_close_callback(callbacks) { _, _, _, context in
      context.exchange?.isClosed = true
      return 0
    }
    setTroubles(callbacks)
  }

  private static func setTroubles(_ callbacks: OpaquePointer?) {
    nghttp2_session_callbacks_set_on_invalid_frame_recv_callback(callbacks) {
      _, _, code, context in
      context.exchange?.blame(code, String(cString: nghttp2_strerror(code)))
      return 0
    }
    nghttp2_session_callbacks_set_error_callback2(callbacks) { _, code, words, count, context in
      guard let words else { return 0 }
      let bytes = UnsafeRawBufferPointer(start: words, count: count)
      context.exchange?.blame(code, RPCStatus.plainText(bytes))
      return 0
    }
  }

  private static func take(_ frame: nghttp2_frame, _ exchange: HTTP2Exchange) {
    let isEnd = UInt32(frame.hd.flags) & NGHTTP2_FLAG_END_STREAM.rawValue != 0
    switch nghttp2_frame_type(UInt32(frame.hd.type)) {
    case NGHTTP2_HEADERS: exchange.endBlock(isEnd: isEnd)
    case NGHTTP2_DATA where isEnd: exchange.end(trailers: [])
    case NGHTTP2_RST_STREAM:
      exchange.reset("it reset the call (\(name(of: frame.rst_stream.error_code)))")
    // Calls up to the last one named are still answered.
    case NGHTTP2_GOAWAY where frame.goaway.last_stream_id < HTTP2Exchange.stream:
      let words = UnsafeRawBufferPointer(
        start: frame.goaway.opaque_data, count: frame.goaway.opaque_data_len)
      let said = RPCStatus.plainText(words)
      let code = name(of: frame.goaway.error_code)
      exchange.reset("it takes no calls (\(code)\(said.isEmpty ? "" : ": \(said)"))")
    default: break
    }
  }

  /// RFC 9113, section 7.
  private static func name(of code: UInt32) -> String {
    String(cString: nghttp2_http2_strerror(code))
  }
}

extension UnsafeMutableRawPointer? {
  /// What `session(for:)` gave to libnghttp2.
  fileprivate var exchange: HTTP2Exchange? {
    map { Unmanaged<HTTP2Exchange>.fromOpaque($0).takeUnretainedValue() }
  }
}

extension String {
  fileprivate init(_ bytes: UnsafePointer<UInt8>?, _ count: Int) {
    self.init(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)
  }
}
