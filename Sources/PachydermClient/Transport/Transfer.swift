import CCurl
import DataRepository
import Foundation

/// One exchange on its easy handle. After it was handed to the loop, only the loop's thread touches it.
///
/// `@unchecked Sendable`: confinement to that thread stands in for a lock; the pipe has its own.
final class Transfer: @unchecked Sendable {
  let request: HTTPRequest
  let pipe: ResponsePipe
  private(set) var handle: UnsafeMutableRawPointer?
  private var head = HTTPHead(status: 0)
  private var fields: UnsafeMutablePointer<curl_slist>?
  private var body: Upload?
  private let words = UnsafeMutablePointer<CChar>.allocate(capacity: Int(CURL_ERROR_SIZE))

  init(_ request: HTTPRequest, pipe: ResponsePipe) {
    self.request = request
    self.pipe = pipe
    words.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
  }

  deinit {
    curl_slist_free_all(fields)
    words.deallocate()
  }

  /// Sets everything on `handle`, which must be fresh or reset.
  func prepare(on handle: UnsafeMutableRawPointer) throws(TransportError) {
    self.handle = handle
    try set(tl_set_string(handle, CURLOPT_URL, request.url))
    try set(tl_set_string(handle, CURLOPT_PROTOCOLS_STR, "http,https"))
    try set(tl_set_string(handle, CURLOPT_CUSTOMREQUEST, request.method))
    // Keys with "." and ".." in them must arrive as they are.
    try set(tl_set_long(handle, CURLOPT_PATH_AS_IS, 1))
    try set(tl_set_long(handle, CURLOPT_NOSIGNAL, 1))
    _ = tl_set_pointer(handle, CURLOPT_ERRORBUFFER, words)
    try setLimits(on: handle)
    try setConnection(on: handle)
    try setBody(on: handle)
    try setFields(on: handle)
    let context = Unmanaged.passUnretained(self).toOpaque()
    _ = tl_set_pointer(handle, CURLOPT_PRIVATE, context)
    _ = tl_on_body(
      handle, { bytes, size, count, context in Transfer.of(context).receive(bytes, size * count) },
      context)
    _ = tl_on_header(
      handle,
      { bytes, size, count, context in Transfer.of(context).receiveHeader(bytes, size * count) },
      context)
  }

  /// Tells the reader how it ended and gives the handle back.
  func finish(_ code: CURLcode) -> UnsafeMutableRawPointer? {
    pipe.finish(code == CURLE_OK ? .success(()) : .failure(error(code)))
    body?.close()
    body = nil
    defer { handle = nil }
    return handle
  }

  /// Tells the reader that nothing comes of it.
  func fail(_ error: TransportError) {
    pipe.finish(.failure(error))
    body?.close()
  }

  // MARK: Setting up

  private func setLimits(on handle: UnsafeMutableRawPointer) throws(TransportError) {
    let limits = request.limits
    try set(tl_set_long(handle, CURLOPT_CONNECTTIMEOUT, limits.connect))
    try set(tl_set_long(handle, CURLOPT_LOW_SPEED_LIMIT, 1))
    try set(tl_set_long(handle, CURLOPT_LOW_SPEED_TIME, limits.stall))
    if let total = limits.total { try set(tl_set_long(handle, CURLOPT_TIMEOUT, total)) }
  }

  private func setConnection(on handle: UnsafeMutableRawPointer) throws(TransportError) {
    // A peer that has gone without a word is found out in the end, also where nothing is expected.
    try set(tl_set_long(handle, CURLOPT_TCP_KEEPALIVE, 1))
    if let authorities = request.authorities {
      try set(
        authorities.withUnsafeBytes {
          tl_set_bytes(handle, CURLOPT_CAINFO_BLOB, $0.baseAddress, $0.count)
        })
    }
    try set(tl_set_long(handle, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1))
  }

  private func setBody(on handle: UnsafeMutableRawPointer) throws(TransportError) {
    if request.method == "HEAD" { return try set(tl_set_long(handle, CURLOPT_NOBODY, 1)) }
    if case .none = request.body, !["PUT", "POST"].contains(request.method) { return }
    body = try Upload(request.body)
    try set(tl_set_long(handle, CURLOPT_UPLOAD, 1))
    try set(tl_set_offset(handle, CURLOPT_INFILESIZE_LARGE, Int64(request.body.size ?? -1)))
    let context = Unmanaged.passUnretained(self).toOpaque()
    _ = tl_on_upload(
      handle, { bytes, size, count, context in Transfer.of(context).upload(bytes, size * count) },
      context)
    _ = tl_on_rewind(
      handle, { context, offset, origin in Transfer.of(context).rewind(offset, origin) }, context)
  }

  private func setFields(on handle: UnsafeMutableRawPointer) throws(TransportError) {
    // Without this libcurl waits a second for "100 Continue" before it sends a larger body.
    fields = curl_slist_append(nil, "Expect:")
    for field in request.headers {
      guard !field.value.utf8.contains(where: { $0 < 0x20 && $0 != 0x09 || $0 == 0x7f }) else {
        throw TransportError(.invalid, "control character in header \(field.name)")
      }
      // libcurl drops a header without a value unless it ends in ";".
      let line = field.value.isEmpty ? "\(field.name);" : "\(field.name): \(field.value)"
      fields = curl_slist_append(fields, line)
    }
    try set(tl_set_headers(handle, fields))
  }

  private func set(_ code: CURLcode) throws(TransportError) {
    guard code == CURLE_OK else {
      throw TransportError(.invalid, String(cString: curl_easy_strerror(code)))
    }
  }

  // MARK: Callbacks, on the loop's thread

  private static func of(_ context: UnsafeMutableRawPointer?) -> Transfer {
    guard let context else { preconditionFailure("libcurl lost the transfer") }
    return Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
  }

  private func receive(_ bytes: UnsafeMutablePointer<CChar>?, _ count: Int) -> Int {
    pipe.write(UnsafeRawBufferPointer(start: bytes, count: count)) ? count : Int(TL_WRITE_PAUSE)
  }

  private func receiveHeader(_ bytes: UnsafeMutablePointer<CChar>?, _ count: Int) -> Int {
    let line = String(decoding: UnsafeRawBufferPointer(start: bytes, count: count), as: UTF8.self)
      .trimmingCharacters(in: .whitespacesAndNewlines)
    if line.hasPrefix("HTTP/") {
      let words = line.split(separator: " ")
      head = HTTPHead(status: words.count > 1 ? Int(words[1]) ?? 0 : 0)
    } else if line.isEmpty {
      // Interim answers (100 Continue) are followed by another head.
      if head.status >= 200 { pipe.begin(head) }
    } else if let colon = line.firstIndex(of: ":") {
      let value = line[line.index(after: colon)...].drop { $0 == " " || $0 == "\t" }
      head.fields.append(HTTPField(String(line[..<colon]), String(value)))
    }
    return count
  }

  private func upload(_ target: UnsafeMutablePointer<CChar>?, _ capacity: Int) -> Int {
    guard let target else { return Int(TL_READ_ABORT) }
    return body?.read(into: UnsafeMutableRawBufferPointer(start: target, count: capacity)) ?? 0
  }

  private func rewind(_ offset: Int, _ origin: CInt) -> CInt {
    origin == SEEK_SET && body?.rewind(to: offset) == true ? 0 : 1
  }

  // MARK: Errors

  private func error(_ code: CURLcode) -> TransportError {
    let detail = String(cString: words)
    let message = detail.isEmpty ? String(cString: curl_easy_strerror(code)) : detail
    return TransportError(Self.kind(of: code), message)
  }

  static func kind(of code: CURLcode) -> TransportError.Kind {
    switch code {
    case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY, CURLE_COULDNT_CONNECT:
      .unreachable
    case CURLE_OPERATION_TIMEDOUT: .timeout
    case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CERTPROBLEM,
      CURLE_SSL_CACERT_BADFILE:
      .tls
    case CURLE_URL_MALFORMAT, CURLE_UNSUPPORTED_PROTOCOL: .invalid
    case CURLE_ABORTED_BY_CALLBACK: .cancelled
    default: .broken
    }
  }
}
