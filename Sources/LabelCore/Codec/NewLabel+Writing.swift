/// What a new completion takes from outside.
package struct NewLabelIDs: Sendable {
  /// Of the completion, unique in the world.
  package var uid: String
  /// A new region id.
  package var region: @Sendable () -> String
  package var digest: Digest

  package init(uid: String, region: @escaping @Sendable () -> String, digest: Digest) {
    self.uid = uid
    self.region = region
    self.digest = digest
  }
}

extension TaskObject {
  /// Appends a completion with the label, which is the task's label from now on: it is newer than
  /// all there are. `like` is an object with completions to learn from what controls refer to, and
  /// from which raw file the task came.
  package mutating func add(
    _ label: NewLabel, like: TaskObject, task: Int, ids: NewLabelIDs
  ) {
    let present = like.completions
    var draft = CompletionDraft(
      result: label.result(
        like: present.flatMap(\.result), over: data.map(TaskText.main) ?? "", newID: ids.region),
      leadTime: label.leadTime)
    var authorship = Authorship(
      uid: ids.uid, annotator: label.annotator,
      source: present.lazy.compactMap { $0.authorship?.source }.first)
    authorship.note = label.note
    authorship.resultSHA256 = ids.digest(.array(draft.result))
    draft.authorship = authorship
    let newest = completions.compactMap(\.createdAt).max() ?? .min
    add(draft, task: task, now: max(label.at, newest))
  }
}

extension NewLabel {
  /// The `result` that says the answers, in Label Studio's regions. What a control refers to is
  /// taken from regions of the same control, else `text`; spans are cut out of `text`.
  package func result(like present: [JSON], over text: String, newID: () -> String) -> [JSON] {
    answers.flatMap { answer -> [JSON] in
      let alike = present.first { $0["from_name"]?.stringValue == answer.control }
      let toName = alike?["to_name"]?.stringValue ?? "text"
      return answer.value.regionValues(over: text).map { value in
        [
          "value": value,
          "id": .string(newID()),
          "from_name": .string(answer.control),
          "to_name": .string(toName),
          "type": .string(answer.value.type),
        ]
      }
    }
  }
}

extension LabelValue {
  /// The `value` of each region that says this: one, but for spans.
  fileprivate func regionValues(over text: String) -> [JSON] {
    switch self {
    case .choices(let values): [["choices": Self.strings(values)]]
    case .taxonomy(let paths): [["taxonomy": .array(paths.map(Self.strings))]]
    case .rating(let rating):
      [["rating": Int(exactly: rating).map(JSON.int) ?? .number(String(rating))]]
    case .text(let texts): [["text": Self.strings(texts)]]
    case .spans(let spans):
      spans.map { span in
        [
          "start": .int(span.start), "end": .int(span.end),
          "text": .string(span.words(in: text)), "labels": Self.strings(span.labels),
        ]
      }
    case .other(_, let values):
      Self.cut(values)
    }
  }

  /// The regions' values out of `LabelValue.other`.
  private static func cut(_ values: String) -> [JSON] {
    var reader = JSONStreamReader()
    let found = reader.append(Array(values.utf8)) + reader.finish()
    return found.compactMap { try? JSON(parsing: $0.bytes) }
  }

  private static func strings(_ values: [String]) -> JSON { .array(values.map(JSON.string)) }
}

extension LabelSpan {
  /// What the span covers; what lies outside of the text is left out.
  fileprivate func words(in text: String) -> String {
    let units = Array(text.utf16)
    let range = (start..<Swift.max(start, end)).clamped(to: 0..<units.count)
    return String(decoding: units[range], as: UTF16.self)
  }
}
