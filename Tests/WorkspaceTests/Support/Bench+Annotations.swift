import DataRepository
import EmbeddedStore

/// An object of 1.x's target storage, the fields that are read and one that is not.
struct Annotation {
  var id: Int
  var text: String
  var choice: String?
  var task = 1
  var user = "lead@example.org"
  var minute = 10
  var more = ""

  var bytes: [UInt8] {
    let region =
      #"{"value": {"choices": ["\#(choice ?? "")"]}, "id": "abcdefghij", "from_name": "sentiment", "#
      + #""to_name": "text", "type": "choices", "origin": "manual"}"#
    return Array(
      (#"{"id": \#(id), "result": [\#(choice == nil ? "" : region)], "#
        + #""completed_by": {"id": 1, "first_name": "", "last_name": "", "email": "\#(user)"}, "#
        + #""task": {"id": \#(task), "data": {"text": "\#(text)"\#(more)}, "project": 1}, "#
        + #""was_cancelled": \#(choice == nil), "ground_truth": false, "lead_time": 2.5, "#
        + #""created_at": "2026-11-23T10:\#(minute):44.098592Z", "project": 1}"#).utf8)
  }
}

extension Bench {
  /// Stores annotations as 1.x's target storage does.
  func annotate(_ prefix: String = "web/", _ annotations: Annotation...) async throws {
    let files = annotations.map { ("\(prefix)\($0.id)", $0.bytes) }
    try await fill(Self.labeled, Dictionary(uniqueKeysWithValues: files))
  }
}
