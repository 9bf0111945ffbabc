/// Why a text is no ref, name or path.
package struct RefError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The whole text that was read.
  package var text: String
  /// A sentence, without a full stop.
  package var message: String

  package init(_ text: String, _ message: String) {
    self.text = text
    self.message = message
  }

  package var description: String { message }
}

/// What Pachyderm allows as names of repos, branches and files.
package enum RefRules {
  /// Names of repos and branches, in all versions.
  package static func checkName(_ name: String) throws(RefError) {
    let isAllowed = name.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
        true
      default: false
      }
    }
    guard isAllowed, !name.isEmpty else {
      throw RefError(
        name,
        "name (\(name)) invalid: only alphanumeric characters, underscores, and dashes are allowed")
    }
  }

  /// Paths that a Pachyderm server of 1.x or 2.x takes: printable ASCII without glob characters.
  package static func checkServerPath(_ path: String) throws(RefError) {
    try checkPath(path)
    let refused = path.unicodeScalars.first { scalar in
      !(0x20...0x7e).contains(scalar.value) || "*?[]{}!()@+^|".unicodeScalars.contains(scalar)
    }
    if let refused {
      throw RefError(
        path,
        "path (\(path)) invalid: Pachyderm allows printable ASCII without * ? [ ] { } ! ( ) @ + ^ |, "
          + "and this has \"\(refused)\"")
    }
  }

  /// Paths that the embedded store takes: UTF-8 without control characters, empty parts, `.` and `..`.
  package static func checkPath(_ path: String) throws(RefError) {
    if path.utf8.contains(where: { $0 < 0x20 || $0 == 0x7f }) {
      throw RefError(path, "path (\(path)) invalid: only printable characters allowed")
    }
    var parts = path.split(separator: "/", omittingEmptySubsequences: false)
    if parts.first == "" { parts.removeFirst() }
    guard !parts.isEmpty, parts.allSatisfy({ !["", ".", ".."].contains($0) }) else {
      throw RefError(path, "path (\(path)) invalid: empty, . and .. are no file names")
    }
  }

  /// Whether a text has the form of a commit id: a UUID of version 4 in 32 hex digits.
  package static func isCommitID(_ text: String) -> Bool {
    let digits = Array(text.utf8)
    return digits.count == 32 && digits[12] == UInt8(ascii: "4")
      && digits.allSatisfy { digit in
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit)
          || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(digit)
      }
  }
}
