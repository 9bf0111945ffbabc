package import DataRepository
import Synchronization

extension SigV4 {
  /// Signing keys, which cost four HMACs each and are good for a day; remembers the last few.
  package final class SigningKeys: Sendable {
    private struct Name: Hashable {
      var secret: String
      var scope: Scope
    }

    private let limit: Int
    private let known = Mutex<[Name: Bytes]>([:])

    /// Keeps at most `limit` keys.
    package init(limit: Int = 64) {
      self.limit = limit
    }

    package func key(secret: String, scope: Scope) -> Bytes {
      let name = Name(secret: secret, scope: scope)
      if let key = known.withLock({ $0[name] }) { return key }
      let key = Self.derive(secret: secret, scope: scope)
      known.withLock { known in
        // Clients use few secrets and regions a day: starting over is rarer than any bookkeeping.
        if known.count >= limit { known.removeAll(keepingCapacity: true) }
        known[name] = key
      }
      return key
    }

    private static func derive(secret: String, scope: Scope) -> Bytes {
      [scope.day, scope.region, SigV4.service, "aws4_request"]
        .reduce(Bytes("AWS4\(secret)".utf8)) { hmacSHA256(key: $0, Bytes($1.utf8)) }
    }
  }
}
