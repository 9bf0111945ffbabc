package import DataRepository

/// A request as it goes over the wire: the URL is encoded already and sent as it is.
package struct HTTPRequest: Sendable {
  package var method: String
  package var url: String
  package var headers: [HTTPField]
  package var body: HTTPBody
  package var limits: TimeLimits
  /// Certificates in PEM that vouch for the server, beside the system's.
  package var authorities: Bytes?

  package init(
    method: String, url: String, headers: [HTTPField] = [], body: HTTPBody = .none,
    limits: TimeLimits = TimeLimits()
  ) {
    self.method = method
    self.url = url
    self.headers = headers
    self.body = body
    self.limits = limits
  }
}

/// One header field.
package struct HTTPField: Equatable, Sendable {
  package var name: String
  package var value: String

  package init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }
}

/// What is sent behind the headers, with a `Content-Length` where the size is known.
package enum HTTPBody: Sendable {
  case none
  case bytes(Bytes)
  /// The whole of a local file of this many bytes.
  case file(path: String, size: Int)
  /// What somebody writes meanwhile; only over HTTP/2.
  case stream(UploadPipe)

  /// In bytes; nil for a stream.
  var size: Int? {
    switch self {
    case .stream: nil
    case .none: 0
    case .bytes(let bytes): bytes.count
    case .file(_, let size): size
    }
  }
}

/// How long to wait, in seconds.
package struct TimeLimits: Equatable, Sendable {
  /// To make a connection.
  package var connect: Int
  /// Without a byte in either direction.
  package var stall: Int
  /// For the whole exchange; nil sets no limit.
  package var total: Int?

  package init(connect: Int = 10, stall: Int = 30, total: Int? = nil) {
    self.connect = connect
    self.stall = stall
    self.total = total
  }
}

/// Status and headers of an answer.
package struct HTTPHead: Equatable, Sendable {
  package var status: Int
  package var fields: [HTTPField]

  package init(status: Int, fields: [HTTPField] = []) {
    self.status = status
    self.fields = fields
  }

  /// The first field of this name, whatever its case.
  package subscript(name: String) -> String? {
    fields.first { $0.name.lowercased() == name.lowercased() }?.value
  }
}

/// An answer that was read to its end.
package struct HTTPAnswer: Sendable {
  package var head: HTTPHead
  package var body: Bytes

  package init(head: HTTPHead, body: Bytes) {
    self.head = head
    self.body = body
  }
}

/// Why there is no whole answer.
package struct TransportError: Error, Equatable, Sendable {
  package enum Kind: String, Equatable, Sendable {
    /// No connection was made: nothing was sent.
    case unreachable
    /// A time limit passed.
    case timeout
    /// The connection broke after the request was begun; whether it took effect is not known.
    case broken
    case tls
    /// The server does not speak HTTP/2.
    case notHTTP2
    case cancelled
    /// The request cannot be sent as it is.
    case invalid
  }

  package var kind: Kind
  /// libcurl's own words.
  package var message: String

  package init(_ kind: Kind, _ message: String) {
    self.kind = kind
    self.message = message
  }
}
