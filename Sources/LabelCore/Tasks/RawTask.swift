/// One task as a raw file gives it, in the form `{"data": …}` whatever the form in the file.
package struct RawTask: Hashable, Sendable {
  /// The object that a first save starts from: the raw task's fields in their order, `data` among them.
  package var root: JSON
  /// Whether the file had the form `{"data": …}`; else its object was the data itself.
  package var isWrapped: Bool
  /// With blob urls the content of the raw file, which is shown instead of its address.
  package var fetchedText: String?
  /// The member of the data that `fetchedText` stands for.
  private var fetchedField: String?

  package init(root: JSON, isWrapped: Bool) {
    self.root = root
    self.isWrapped = isWrapped
  }

  /// A task of a source with `use_blob_urls`: its data holds the object's address, `text` is shown.
  package init(address: String, field: String, text: String) {
    root = .object([JSON.Member("data", .object([JSON.Member(field, .string(address))]))])
    isWrapped = false
    fetchedText = text
    fetchedField = field
  }

  /// The task's data as it is stored with a label.
  package var data: JSON { root["data"] ?? .object([]) }

  /// The task's data as it is shown: addresses replaced by what was fetched from them.
  package var shownData: JSON {
    guard let fetchedText, let fetchedField else { return data }
    var shown = data
    shown[fetchedField] = .string(fetchedText)
    return shown
  }

  /// The predictions of the raw file, in its order.
  package var predictions: [JSON] { root["predictions"]?.arrayValue ?? [] }

  /// What the last prediction suggests, as the web page takes it; nil without an answer that `schema` knows.
  package func suggestion(_ schema: ResultSchema) -> Decision? {
    guard let prediction = predictions.last else { return nil }
    var decision = Completion(prediction).decision(schema)
    guard !decision.answers.isEmpty else { return nil }
    decision.outcome = .labelled
    decision.leadTime = 0
    decision.note = ""
    // What is made of a suggestion is a result of its own.
    for index in decision.answers.indices {
      guard case .spans(var spans) = decision.answers[index].value else { continue }
      for place in spans.indices { spans[place].id = nil }
      decision.answers[index].value = .spans(spans)
    }
    return decision
  }
}
