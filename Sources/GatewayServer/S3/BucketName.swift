import LabelCore
import PachydermWire

/// What a bucket's name asks for: a branch, or a commit, which is read only.
struct BucketName: Equatable {
  var repo: String
  var place: Place

  enum Place: Equatable {
    case branch(String)
    /// Read only.
    case commit(String)
  }

  /// - Throws: `invalidBucketName`.
  init(_ text: String) throws(S3Error) {
    guard let bucket = try? Bucket(parsing: text) else { throw S3Error(.invalidBucketName) }
    repo = bucket.repo
    place = bucket.commit.map { .commit($0) } ?? .branch(bucket.branch ?? "master")
  }

  /// What the gateway's router lets through at all.
  static func isLegal(_ text: String) -> Bool {
    (1...255).contains(text.utf8.count)
      && text.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"),
          UInt8(ascii: "."):
          true
        default: false
        }
      }
  }
}
