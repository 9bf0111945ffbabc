/// Which release of Pachyderm a cluster runs.
package struct ClusterVersion: Equatable, Comparable, Sendable, CustomStringConvertible {
  package var major: Int
  package var minor: Int
  package var micro: Int
  /// Behind the numbers, `-rc.1`.
  package var additional: String

  package init(_ major: Int, _ minor: Int, _ micro: Int = 0, additional: String = "") {
    self.major = major
    self.minor = minor
    self.micro = micro
    self.additional = additional
  }

  /// By the numbers alone.
  package static func < (left: Self, right: Self) -> Bool {
    (left.major, left.minor, left.micro) < (right.major, right.minor, right.micro)
  }

  package var description: String { "\(major).\(minor).\(micro)\(additional)" }
}
