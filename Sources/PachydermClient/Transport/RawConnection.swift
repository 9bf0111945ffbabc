import CCurl
import DataRepository
import Foundation

/// A connection that libcurl makes and leaves to us, used by one thread.
struct RawConnection {
  private var handle: UnsafeMutableRawPointer?
  private var socket: CInt = -1
  /// What is being sent stays where it is: TLS wants the same bytes again after it had no room.
  private let staged = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 8)
  private var left: Range<Int> = 0..<0

  /// Connects; a server with TLS must choose HTTP/2.
  /// - Parameter isCancelled: asked some times a second until the connection is there.
  mutating func open(_ request: HTTPRequest, isCancelled: @escaping () -> Bool)
    throws(TransportError)
  {
    guard Libcurl.isReady, let handle = curl_easy_init() else {
      throw TransportError(.invalid, "libcurl is out of memory")
    }
    self.handle = handle
    let words = UnsafeMutablePointer<CChar>.allocate(capacity: Int(CURL_ERROR_SIZE))
    words.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
    defer { words.deallocate() }
    _ = tl_set_pointer(handle, CURLOPT_ERRORBUFFER, words)
    defer { _ = tl_set_pointer(handle, CURLOPT_ERRORBUFFER, nil) }
    _ = tl_set_string(handle, CURLOPT_URL, request.url)
    _ = tl_set_string(handle, CURLOPT_PROTOCOLS_STR, "http,https")
    // Only libcurl over OpenSSL can do this, and only https needs it.
    if request.url.hasPrefix("https:"), tl_only_http2(handle) != CURLE_OK {
      throw TransportError(.tls, "this libcurl cannot offer HTTP/2 for us; it needs OpenSSL")
    }
    let options: [(CURLoption, Int)] = [
      (CURLOPT_CONNECT_ONLY, 1), (CURLOPT_NOSIGNAL, 1), (CURLOPT_TCP_KEEPALIVE, 1),
      (CURLOPT_CONNECTTIMEOUT, request.limits.connect),
      (CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_1_1)),
      // A proxy named in the environment must hand the bytes through as they are.
      (CURLOPT_HTTPPROXYTUNNEL, 1),
    ]
    for (option, value) in options { _ = tl_set_long(handle, option, value) }
    request.authorities?.withUnsafeBytes {
      _ = tl_set_bytes(handle, CURLOPT_CAINFO_BLOB, $0.baseAddress, $0.count)
    }
    let asked = Asked(isCancelled)
    _ = tl_on_progress(
      handle,
      { context, _, _, _, _ in
        context.map { Unmanaged<Asked>.fromOpaque($0).takeUnretainedValue().body() } == true ? 1 : 0
      }, Unmanaged.passUnretained(asked).toOpaque())
    let code = withExtendedLifetime(asked) { curl_easy_perform(handle) }
    _ = tl_set_long(handle, CURLOPT_NOPROGRESS, 1)
    guard code == CURLE_OK, tl_get_socket(handle, &socket) == CURLE_OK, socket >= 0 else {
      let detail = String(cString: words)
      throw TransportError(
        Transfer.kind(of: code),
        detail.isEmpty ? String(cString: curl_easy_strerror(code)) : detail)
    }
  }

  private final class Asked {
    let body: () -> Bool

    init(_ body: @escaping () -> Bool) {
      self.body = body
    }
  }

  mutating func close() {
    if let handle { curl_easy_cleanup(handle) }
    handle = nil
    staged.deallocate()
  }

  /// Whether bytes that were taken off wait to be sent.
  var isSending: Bool { !left.isEmpty }

  /// Sends what the connection takes now, and takes that off `bytes`.
  /// - Returns: how many bytes went.
  mutating func send(_ bytes: inout Bytes) throws(TransportError) -> Int {
    var (taken, sent) = (0, 0)
    defer { bytes.removeFirst(taken) }
    while true {
      if left.isEmpty {
        let count = min(staged.count, bytes.count - taken)
        guard count > 0 else { return sent }
        bytes.withUnsafeBytes { source in
          staged.copyMemory(from: UnsafeRawBufferPointer(rebasing: source[taken..<taken + count]))
        }
        taken += count
        left = 0..<count
      }
      var count = 0
      let rest = UnsafeRawBufferPointer(rebasing: staged[left])
      let code = curl_easy_send(handle, rest.baseAddress, rest.count, &count)
      if code == CURLE_AGAIN { return sent }
      guard code == CURLE_OK else {
        throw TransportError(.broken, String(cString: curl_easy_strerror(code)))
      }
      left = left.lowerBound + count..<left.upperBound
      sent += count
    }
  }

  /// What has come; nil when there is nothing more now.
  func receive(into buffer: inout Bytes) throws(TransportError) -> Bytes? {
    var count = 0
    let code = buffer.withUnsafeMutableBytes {
      curl_easy_recv(handle, $0.baseAddress, $0.count, &count)
    }
    if code == CURLE_AGAIN { return nil }
    guard code == CURLE_OK else {
      throw TransportError(.broken, String(cString: curl_easy_strerror(code)))
    }
    guard count > 0 else { throw TransportError(.broken, "it closed the connection") }
    return Bytes(buffer[..<count])
  }

  /// Waits for bytes, room for bytes, or somebody who wakes this thread.
  func wait(for wake: WakeUp, isSending: Bool, until end: ContinuousClock.Instant?) {
    let events = Int16(POLLIN) | (isSending ? Int16(POLLOUT) : 0)
    var entries = [
      pollfd(fd: socket, events: events, revents: 0),
      pollfd(fd: wake.descriptor, events: Int16(POLLIN), revents: 0),
    ]
    let left = end.map { max(0, ($0 - .now) / .milliseconds(1)) }
    poll(&entries, nfds_t(entries.count), left.map { CInt(min($0 + 1, 60_000)) } ?? -1)
    if entries[1].revents != 0 { wake.clear() }
  }
}

/// libcurl has to be set up once, before any thread uses it.
enum Libcurl {
  static let isReady = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK
}

/// Wakes a thread that waits in poll(2).
final class WakeUp: Sendable {
  /// Has bytes when somebody has posted.
  let descriptor: CInt
  private let sender: CInt

  init() {
    var ends: [CInt] = [-1, -1]
    pipe(&ends)
    for end in ends {
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
    }
    (descriptor, sender) = (ends[0], ends[1])
  }

  deinit {
    close(descriptor)
    close(sender)
  }

  /// When the pipe is full, the thread is on its way already.
  func post() {
    var byte: UInt8 = 1
    write(sender, &byte, 1)
  }

  func clear() {
    var bytes = [UInt8](repeating: 0, count: 256)
    while read(descriptor, &bytes, bytes.count) == bytes.count {}
  }
}
