extension JSON {
  /// The value with members sorted by name, equal names reduced to the last, numbers in one spelling:
  /// two values that Python finds equal (`==`) have the same canonical form.
  package var canonical: JSON {
    switch self {
    case .null, .bool, .string, .escaped: self
    case .number(let spelling): .number(Self.canonicalNumber(spelling))
    case .array(let values): .array(values.map(\.canonical))
    case .object(let members): .object(Self.canonicalMembers(members))
    }
  }

  /// The canonical form as compact UTF-8 JSON, for hashing and for comparing: Swift finds differently
  /// composed letters equal, bytes do not.
  package var canonicalBytes: [UInt8] { canonical.bytes(.compact) }

  /// The same piece by piece, for hashing what is large.
  package func writeCanonical(into take: ([UInt8]) -> Void) {
    canonical.write(.compact, into: take)
  }

  private static func canonicalMembers(_ members: [Member]) -> [Member] {
    let sorted = members.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    return sorted.indices.compactMap { index in
      let member = sorted[index]
      let next = sorted[(index + 1)...].first
      if let next, next.name.utf8.elementsEqual(member.name.utf8) { return nil }
      return Member(member.name, member.value.canonical)
    }
  }

  private static func canonicalNumber(_ spelling: String) -> String {
    if !spelling.contains(where: { ".eE".contains($0) }) {
      return spelling == "-0" ? "0" : spelling
    }
    guard let value = Double(spelling), value.isFinite else { return spelling }
    if let whole = Int(exactly: value) { return String(whole) }
    return value.description
  }
}
