import PachydermWire

/// `If-Match` and its relatives on a read, in the order of RFC 9110, §13.2.2.
struct Conditions: Equatable {
  enum Outcome: Equatable {
    case pass
    /// 304.
    case notModified
    /// 412.
    case failed
  }

  private var ifMatch: String?
  private var ifNoneMatch: String?
  private var ifModifiedSince: Double?
  private var ifUnmodifiedSince: Double?
  private var ifRange: String?

  /// - Parameter prefix: in front of each header's name; a copy has `x-amz-copy-source-`.
  init(_ call: S3Call, prefix: String = "") {
    ifMatch = call.header(prefix + "if-match")
    ifNoneMatch = call.header(prefix + "if-none-match")
    ifModifiedSince = call.header(prefix + "if-modified-since").flatMap(WireTime.parseHTTP)
    ifUnmodifiedSince = call.header(prefix + "if-unmodified-since").flatMap(WireTime.parseHTTP)
    ifRange = call.header(prefix + "if-range")
  }

  /// - Parameter modified: Unix seconds; compared in whole ones, as headers carry them.
  func outcome(etag: String, modified: Double) -> Outcome {
    let modified = modified.rounded(.down)
    if let ifMatch {
      guard Self.matches(ifMatch, etag) else { return .failed }
    } else if let ifUnmodifiedSince, modified > ifUnmodifiedSince {
      return .failed
    }
    if let ifNoneMatch {
      return Self.matches(ifNoneMatch, etag) ? .notModified : .pass
    }
    if let ifModifiedSince, modified <= ifModifiedSince { return .notModified }
    return .pass
  }

  /// Whether a `Range` is to be honoured.
  func allowsRange(etag: String, modified: Double) -> Bool {
    guard let ifRange else { return true }
    if let date = WireTime.parseHTTP(ifRange) { return date == modified.rounded(.down) }
    return ETag.unquoted(ifRange) == etag && !ifRange.hasPrefix("W/")
  }

  private static func matches(_ list: String, _ etag: String) -> Bool {
    list.split(separator: ",").contains { item in
      let item = item.trimmingPrefix { $0 == " " }
      return item == "*" || ETag.unquoted(String(item)) == etag
    }
  }
}
