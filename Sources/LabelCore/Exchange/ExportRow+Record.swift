extension ExportRow {
  /// The row as one object: the data, the id, the answers, and in 1.x's files who made it and when.
  func record(_ edition: ExportEdition) -> JSON {
    var record = JSON.object([])
    for member in data { record[dataName(member)] = member.value }
    if let id { record["id"] = id }
    for output in outputs { record[output.control] = output.answer(edition) }
    if edition == .annotations {
      for member in making { record[member.name] = member.value }
    }
    return record
  }

  /// The column of a member of the data. One that is called like an answered control makes way, as in
  /// label-studio-sdk 2.1.2's CSV; the task's id takes the place of one in the data everywhere.
  func dataName(_ member: JSON.Member) -> String {
    outputs.contains { $0.control == member.name } ? "_data_\(member.name)" : member.name
  }

  /// Who made the completion, and when.
  var making: [JSON.Member] {
    [
      .init("annotator", completion?.annotatorValue ?? .null),
      .init("annotation_id", completion?.value["id"] ?? .null),
      .init("created_at", completion?.time("created_at") ?? .null),
      .init("updated_at", completion?.time("updated_at") ?? .null),
      .init("lead_time", completion?.value["lead_time"] ?? .null),
    ]
  }
}

extension ExportRow.Output {
  /// The answer as people expect it: one choice as its text, one answer of several parts as those parts.
  func answer(_ edition: ExportEdition) -> JSON {
    let answers = values.map { single($0, edition) ?? $0 }
    guard answers.count == 1, let answer = answers.first, member(edition) != nil else {
      return .array(answers)
    }
    return answer
  }

  /// The member of a value that stands for the whole when it holds one answer only.
  private func member(_ edition: ExportEdition) -> String? {
    switch (tag, edition) {
    case ("Choices", _): "choices"
    case ("TextArea", .annotations): "text"
    default: nil
    }
  }

  private func single(_ value: JSON, _ edition: ExportEdition) -> JSON? {
    guard let member = member(edition), let held = value[member] else { return nil }
    guard let list = held.arrayValue else { return held }
    return list.count == 1 ? list[0] : nil
  }
}

extension Completion {
  /// 1.x's user by address or number; else our annotator.
  fileprivate var annotatorValue: JSON {
    guard let user = value["completed_by"], user != .null else {
      return authorship.map { .string($0.annotator) } ?? .null
    }
    return user["email"] ?? (user.members == nil ? user : .null)
  }

  /// A time as text; 0.x's number of seconds is written as 1.x would.
  fileprivate func time(_ name: String) -> JSON {
    guard let time = value[name] else { return .null }
    guard case .number = time else { return time }
    return Timestamp.seconds(time).map { .string(Timestamp.text($0)) } ?? time
  }
}
