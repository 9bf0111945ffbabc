import LabelCore
import PachydermWire

/// A bucket's name in 1.13's grammar: `[commit.][branch.]repo`, where two parts are a branch or a
/// commit and a repo, and `master` is meant when the repo stands alone.
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
    let parts = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    guard (1...3).contains(parts.count), parts.allSatisfy({ !$0.isEmpty }) else {
      throw S3Error(.invalidBucketName)
    }
    repo = parts[parts.count - 1]
    switch parts.count {
    case 1: place = .branch("master")
    case 2: place = Self.isCommit(parts[0]) ? .commit(parts[0]) : .branch(parts[0])
    default:
      // The branch in the middle says nothing more: a commit is found by its id.
      guard Self.isCommit(parts[0]) else { throw S3Error(.invalidBucketName) }
      place = .commit(parts[0])
    }
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

  /// 32 hex digits: a commit id as Pachyderm makes them.
  private static func isCommit(_ text: String) -> Bool {
    text.utf8.count == 32
      && text.utf8.allSatisfy {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
          || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains($0)
      }
  }
}
