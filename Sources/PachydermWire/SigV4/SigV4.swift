package import DataRepository

/// AWS Signature Version 4 for the service `s3`: signing and verifying, on values.
///
/// After AWS's "Signature Version 4 signing process"; checked in the tests against botocore's
/// `S3SigV4Auth`.
package enum SigV4 {
  package static let algorithm = "AWS4-HMAC-SHA256"
  package static let service = "s3"

  /// An access key with its secret.
  package struct Credentials: Equatable, Sendable {
    package var accessKey: String
    package var secret: String
    /// `x-amz-security-token`, from temporary credentials.
    package var sessionToken: String?

    package init(accessKey: String, secret: String, sessionToken: String? = nil) {
      self.accessKey = accessKey
      self.secret = secret
      self.sessionToken = sessionToken
    }

    /// Pachyderm's: its auth token is access key and secret at once.
    package init(token: String) {
      self.init(accessKey: token, secret: token)
    }
  }

  /// One header as sent.
  package struct Header: Equatable, Sendable {
    package var name: String
    package var value: String

    package init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  /// What a signature covers of a request.
  package struct Request: Equatable, Sendable {
    package var method: String
    /// As on the wire: percent-encoded, beginning with `/`, without the query.
    package var path: String
    package var query: QueryItems
    /// `Host` must be among them.
    package var headers: [Header]

    package init(method: String, path: String, query: QueryItems = QueryItems(), headers: [Header])
    {
      self.method = method
      self.path = path
      self.query = query
      self.headers = headers
    }
  }

  /// What `x-amz-content-sha256` says of the body.
  package enum Payload: Equatable, Sendable {
    /// 64 lower-case hex digits of the body's SHA-256.
    case sha256(String)
    case unsigned
    /// aws-chunked in its variants; the text is what the header says.
    case streaming(Streaming)

    package enum Streaming: String, Sendable {
      case signed = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD"
      case signedTrailer = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER"
      case unsignedTrailer = "STREAMING-UNSIGNED-PAYLOAD-TRAILER"
    }

    package static let empty = Payload.sha256(
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")

    /// The hash of a body at hand.
    package static func hash(of body: Bytes) -> Payload {
      body.isEmpty ? .empty : .sha256(Digest.of(body, .sha256).hex)
    }

    /// Reads the header; nil for what is none of these.
    package init?(header: String) {
      if header == "UNSIGNED-PAYLOAD" {
        self = .unsigned
      } else if let streaming = Streaming(rawValue: header) {
        self = .streaming(streaming)
      } else if header.utf8.count == 64, Bytes(hex: header) != nil {
        self = .sha256(header.lowercased())
      } else {
        return nil
      }
    }

    /// The header's text.
    package var header: String {
      switch self {
      case .sha256(let hex): hex
      case .unsigned: "UNSIGNED-PAYLOAD"
      case .streaming(let streaming): streaming.rawValue
      }
    }
  }

  /// `20261123/us-east-1/s3/aws4_request`: the day, region and service a signature is good for.
  package struct Scope: Hashable, Sendable, CustomStringConvertible {
    /// `20261123`.
    package var day: String
    package var region: String

    package init(day: String, region: String) {
      self.day = day
      self.region = region
    }

    package var description: String { "\(day)/\(region)/\(SigV4.service)/aws4_request" }
  }
}
