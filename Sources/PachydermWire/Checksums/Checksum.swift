package import DataRepository
import Foundation

/// The flexible checksums of newer S3 clients: `x-amz-checksum-…` as a header or as a trailer.
package enum ChecksumAlgorithm: String, CaseIterable, Sendable {
  case crc32, crc32c, crc64nvme, sha1, sha256

  /// `x-amz-checksum-crc32`.
  package var header: String { "x-amz-checksum-\(rawValue)" }

  package init?(header: String) {
    guard let match = Self.allCases.first(where: { $0.header == header.lowercased() }) else {
      return nil
    }
    self = match
  }
}

/// A checksum that is fed piece by piece. Not for use from two tasks at once.
package final class Checksum {
  private enum State {
    case crc32(CRC<UInt32>)
    case crc64(CRC<UInt64>)
    case sha1(SHA1)
    case sha256(Digest)
  }

  private var state: State

  package init(_ algorithm: ChecksumAlgorithm) {
    state =
      switch algorithm {
      case .crc32: .crc32(CRC(polynomial: 0xEDB8_8320))
      case .crc32c: .crc32(CRC(polynomial: 0x82F6_3B78))
      case .crc64nvme: .crc64(CRC(polynomial: 0x9A6C_9329_AC4B_C9B5))
      case .sha1: .sha1(SHA1())
      case .sha256: .sha256(Digest(.sha256))
      }
  }

  package func update(_ bytes: Bytes) {
    switch state {
    case .crc32(var crc):
      crc.update(bytes)
      state = .crc32(crc)
    case .crc64(var crc):
      crc.update(bytes)
      state = .crc64(crc)
    case .sha1(var sha1):
      sha1.update(bytes)
      state = .sha1(sha1)
    case .sha256(let digest): digest.update(bytes)
    }
  }

  /// The checksum as the headers carry it, in base64; afterwards the value is used up.
  package func finish() -> String {
    let bytes: Bytes =
      switch state {
      case .crc32(let crc): crc.value
      case .crc64(let crc): crc.value
      case .sha1(var sha1): sha1.finish()
      case .sha256(let digest): digest.finish()
      }
    return bytes.base64
  }
}

extension Bytes {
  /// RFC 4648's base64 with padding.
  package var base64: String { Data(self).base64EncodedString() }

  /// Nil for anything that is not base64.
  package init?(base64 text: String) {
    guard let data = Data(base64Encoded: text) else { return nil }
    self = Bytes(data)
  }
}
