/// What is wrong with a target object or one of its completions; reading goes on wherever it can.
package struct ObjectProblem: Error, Hashable, Sendable {
  package enum Code: String, Hashable, Sendable {
    case notJSON
    case notAnObject
    case noCompletions
    case completionsNotAList
    case noData
    case dataNotAnObject
    case noID
    case completionNotAnObject
    case completionWithoutID
    case repeatedCompletionID
    case noCreatedAt
    case createdAtIsText
    case noResult
    case resultNotAList
    case regionWithoutValue
    case regionWithoutControl
    case regionWithoutType
    case choicesNotAList
    /// Skipped with an answer: in 0.8 skipped after choosing, or labelled after skipping.
    case skippedWithAnswer
  }

  package var code: Code
  /// Place of the completion in the object, from 0; nil when the object itself is meant.
  package var completion: Int?
  /// More to say, for example the parser's message.
  package var detail: String

  package init(_ code: Code, completion: Int? = nil, detail: String = "") {
    self.code = code
    self.completion = completion
    self.detail = detail
  }

  /// Whether Label Studio 0.8 fails on it: the project, the task list or this task's page.
  package var breaksLabelStudio: Bool {
    switch code {
    case .noData, .dataNotAnObject, .completionNotAnObject, .completionWithoutID, .createdAtIsText,
      .noResult, .resultNotAList, .regionWithoutValue, .regionWithoutControl, .regionWithoutType,
      .choicesNotAList:
      true
    case .notJSON, .notAnObject, .noCompletions, .completionsNotAList, .noID,
      .repeatedCompletionID, .noCreatedAt, .skippedWithAnswer:
      false
    }
  }
}

extension ObjectProblem {
  /// The tree of a stored object.
  static func tree(parsing bytes: [UInt8]) throws(ObjectProblem) -> JSON {
    do throws(JSONError) {
      return try JSON(parsing: bytes)
    } catch {
      throw ObjectProblem(.notJSON, detail: error.description)
    }
  }
}

extension TaskObject {
  /// Everything odd about the object, in stored order; empty for what Label Studio itself writes,
  /// apart from repeated ids and skips with an answer.
  package var problems: [ObjectProblem] {
    var found: [ObjectProblem] = []
    switch data {
    case .none: found.append(ObjectProblem(.noData))
    case .object, .array: break
    default: found.append(ObjectProblem(.dataNotAnObject))
    }
    if id == nil { found.append(ObjectProblem(.noID)) }
    var ids: Set<Int> = []
    for (index, completion) in completions.enumerated() {
      if let id = completion.id, !ids.insert(id).inserted {
        found.append(ObjectProblem(.repeatedCompletionID, completion: index, detail: String(id)))
      }
      found += completion.problems.map { ObjectProblem($0, completion: index) }
    }
    return found
  }
}

extension Completion {
  fileprivate var problems: [ObjectProblem.Code] {
    guard case .object = value else { return [.completionNotAnObject] }
    var found: [ObjectProblem.Code] = []
    if id == nil { found.append(.completionWithoutID) }
    switch value["created_at"] {
    case .none: found.append(.noCreatedAt)
    case .string: found.append(.createdAtIsText)
    default: if createdAt == nil { found.append(.noCreatedAt) }
    }
    switch value["result"] {
    case .none: found.append(.noResult)
    case .array(let regions): found += regions.flatMap(Self.problems)
    default: found.append(.resultNotAList)
    }
    if isSkipped && !result.isEmpty { found.append(.skippedWithAnswer) }
    return found
  }

  private static func problems(of region: JSON) -> [ObjectProblem.Code] {
    var found: [ObjectProblem.Code] = []
    if region["value"] == nil { found.append(.regionWithoutValue) }
    if region["from_name"]?.stringValue == nil { found.append(.regionWithoutControl) }
    if region["type"]?.stringValue == nil { found.append(.regionWithoutType) }
    let choices = region["value"]?["choices"]
    if let choices, choices.arrayValue == nil { found.append(.choicesNotAList) }
    return found
  }
}
