extension JSON {
  /// The value after Python read and wrote it, as Label Studio does with every raw task: numbers in Python's
  /// spelling, of equal names the first one's place with the last one's value.
  var pythonRead: JSON {
    switch self {
    case .null, .bool, .string, .escaped: self
    case .number(let spelling): .number(Self.pythonNumber(spelling))
    case .array(let values): .array(values.map(\.pythonRead))
    case .object(let members): .object(Self.pythonMembers(members))
    }
  }

  /// A number with a fraction or an exponent is a float there, everything else an integer of any size.
  private static func pythonNumber(_ spelling: String) -> String {
    if !spelling.contains(where: { ".eE".contains($0) }) {
      return spelling == "-0" ? "0" : spelling
    }
    // Beyond a double Python writes `Infinity`, which is no JSON: such a number stays as it was.
    guard let value = Double(spelling), value.isFinite else { return spelling }
    return value.description
  }

  private static func pythonMembers(_ members: [Member]) -> [Member] {
    var places: [[UInt8]: Int] = [:]
    var kept: [Member] = []
    for member in members {
      let name = Array(member.name.utf8)
      if let place = places[name] {
        kept[place].value = member.value.pythonRead
      } else {
        places[name] = kept.count
        kept.append(Member(member.name, member.value.pythonRead))
      }
    }
    return kept
  }
}
