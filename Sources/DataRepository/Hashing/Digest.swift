import CCrypto

/// SHA-256 or MD5, fed piece by piece. Not for use from two tasks at once.
package final class Digest {
  package enum Algorithm: Sendable {
    case sha256
    case md5

    /// Bytes of the result.
    package var size: Int { self == .md5 ? Int(CRYPTO_MD5_SIZE) : Int(CRYPTO_SHA256_SIZE) }
  }

  private let algorithm: Algorithm
  private let handle: OpaquePointer?

  package init(_ algorithm: Algorithm) {
    self.algorithm = algorithm
    handle = crypto_digest_new(algorithm == .md5 ? crypto_md5_kind : crypto_sha256_kind)
  }

  deinit {
    crypto_digest_free(handle)
  }

  package func update(_ bytes: some RawBytes) {
    bytes.withUnsafeBytes { update($0) }
  }

  package func update(_ bytes: UnsafeRawBufferPointer) {
    precondition(
      handle.map { crypto_digest_update($0, bytes.baseAddress, bytes.count) } == 1,
      "libcrypto has no \(algorithm) or no memory")
  }

  /// The digest of all pieces so far; afterwards it starts anew.
  package func finish() -> Bytes {
    Bytes(unsafeUninitializedCapacity: algorithm.size) { out, count in
      precondition(
        handle.map { crypto_digest_finish($0, out.baseAddress) } == 1,
        "libcrypto has no \(algorithm) or no memory")
      count = algorithm.size
    }
  }

  /// The digest of one piece.
  package static func of(_ bytes: some RawBytes, _ algorithm: Algorithm) -> Bytes {
    let digest = Digest(algorithm)
    digest.update(bytes)
    return digest.finish()
  }
}

/// Whatever lies in one piece of memory: arrays, slices of them, UTF-8 views made contiguous.
package protocol RawBytes {
  func withUnsafeBytes<R>(_ body: (UnsafeRawBufferPointer) throws -> R) rethrows -> R
}

extension [UInt8]: RawBytes {}
extension ArraySlice<UInt8>: RawBytes {}

/// HMAC-SHA256, 32 bytes.
package func hmacSHA256(key: Bytes, _ bytes: Bytes) -> Bytes {
  Bytes(unsafeUninitializedCapacity: Int(CRYPTO_SHA256_SIZE)) { out, count in
    precondition(
      crypto_hmac_sha256(key, key.count, bytes, bytes.count, out.baseAddress) == 1,
      "libcrypto has no SHA-256 or no memory")
    count = Int(CRYPTO_SHA256_SIZE)
  }
}

/// Whether both are equal, in a time that does not tell where they differ: for signatures and
/// passwords.
package func equalInConstantTime(_ a: Bytes, _ b: Bytes) -> Bool {
  a.count == b.count && crypto_equal(a, b, a.count) == 1
}
