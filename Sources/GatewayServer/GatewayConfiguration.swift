import Foundation
package import Logging
package import PachydermWire

/// What a gateway is told from outside.
package struct GatewayConfiguration: Sendable {
  package var host = "127.0.0.1"
  /// Pachyderm's NodePort of the S3 gateway; 0 takes a free one.
  package var port = 30600
  /// Who may in. Empty: everybody, unsigned too.
  package var credentials: [SigV4.Credentials] = []
  /// The time in Unix seconds.
  package var now: @Sendable () -> Double = { Date().timeIntervalSince1970 }
  package var logger: Logger
  /// Largest object or part in bytes; S3's own limit for one PUT.
  package var largestBody = 5 << 30
  /// A connection on which nothing moves for so many seconds is closed.
  package var idleTimeout = 120
  /// Every part of a multipart upload but the last has at least so many bytes.
  package var smallestPart = 5 << 20

  package init(logger: Logger) {
    self.logger = logger
  }
}
