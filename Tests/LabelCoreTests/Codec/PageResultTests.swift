import Foundation
import Testing

@testable import LabelCore

/// Results that the web page of Label Studio 1.23 stored: read, and made anew from what was read.
@Suite struct PageResultTests {
  static let scenarios = [
    "dynamic-choices", "hypertext", "list-text", "multiple", "ner-perregion", "nested-choices",
    "pairwise", "paragraphs", "ranker", "rating-comment", "single-radio", "taxonomy",
    "visible-when",
  ]

  @Test(arguments: scenarios)
  func everyConfigIsReadAndEveryResultMadeAnew(_ name: String) throws {
    let folder = "label-studio-1.23/\(name)"
    let config = try LabelingConfig(parsing: Fixtures.bytes("\(folder)/config.xml"))
    var schema = config.resultSchema
    schema.dialect = .annotations
    let paths = Fixtures.paths(in: "\(folder)/target") { _ in true }
    #expect(!paths.isEmpty)
    for path in paths {
      let stored = try JSON(parsing: Fixtures.bytes(path))
      let completion = Completion(stored)
      var decision = completion.decision(schema)
      // Nothing of the stored regions is needed but their ids.
      decision.answers = decision.answers.map(\.withoutIDs)
      var ids = completion.result.compactMap { $0["id"]?.stringValue }.distinct.makeIterator()
      let made = decision.result(schema) { ids.next() ?? "none" }
      // A choice without a value, which the page makes of a bare word, cannot be made here.
      #expect(made.map { $0.text() } == completion.result.map { $0.text() }, "\(path)")
    }
  }

  @Test(arguments: scenarios)
  func aStoredResultComesBackUnchangedWhenNothingChanged(_ name: String) throws {
    let folder = "label-studio-1.23/\(name)"
    let schema = try LabelingConfig(parsing: Fixtures.bytes("\(folder)/config.xml")).resultSchema
    for path in Fixtures.paths(in: "\(folder)/target", where: { _ in true }) {
      let completion = Completion(try JSON(parsing: Fixtures.bytes(path)))
      let again = completion.decision(schema).result(schema, over: completion.result) { "new" }
      #expect(again == completion.result, "\(path)")
    }
  }

  @Test func aSpanKeepsItsRegionAndWhatWasAnsweredAboutIt() throws {
    let folder = "label-studio-1.23/ner-perregion"
    let schema = try LabelingConfig(parsing: Fixtures.bytes("\(folder)/config.xml")).resultSchema
    let completion = Completion(try JSON(parsing: Fixtures.bytes("\(folder)/target/23")))
    var decision = completion.decision(schema)
    guard case .spans(var spans) = decision.answer(for: "label") else {
      Issue.record("no spans")
      return
    }
    #expect(spans.map(\.labels) == [["PER"], ["ORG"]])
    #expect(spans[0].answers == [Answer(control: "certainty", value: .choices(["sure"]))])
    spans[0].labels = ["ORG"]
    spans.remove(at: 1)
    decision.answers[0].value = .spans(spans)
    let result = decision.result(schema, over: completion.result) { "new" }
    #expect(result.count == 3)
    #expect(
      result[0].text(.compact)
        == #"{"value":{"start":0,"end":4,"text":"Anna","labels":["ORG"]},"id":"NnpW1OMbOr","#
        + #""from_name":"label","to_name":"text","type":"labels","origin":"manual"}"#)
    #expect(result[1] == completion.result[1] && result[2] == completion.result[3])
  }

  @Test func regionsOfOneNewSpanHaveOneID() throws {
    let folder = "label-studio-1.23/ner-perregion"
    let schema = try LabelingConfig(parsing: Fixtures.bytes("\(folder)/config.xml")).resultSchema
    var span = TextSpan(start: 8, end: 12, text: "Acme", labels: ["ORG"])
    span.answers = [Answer(control: "certainty", value: .choices(["unsure"]))]
    let decision = Decision(answers: [Answer(control: "label", value: .spans([span]))])
    var count = 0
    let result = decision.result(schema) {
      count += 1
      return "id\(count)"
    }
    #expect(
      result.map { $0.text(.compact) } == [
        #"{"value":{"start":8,"end":12,"text":"Acme","labels":["ORG"]},"id":"id1","#
          + #""from_name":"label","to_name":"text","type":"labels"}"#,
        #"{"value":{"start":8,"end":12,"text":"Acme","choices":["unsure"]},"id":"id1","#
          + #""from_name":"certainty","to_name":"text","type":"choices"}"#,
      ])
  }

  @Test func aSpanThatCameWithoutAnIDKeepsTheRegionAtItsPlace() throws {
    let folder = "label-studio-1.23/ner-perregion"
    let schema = try LabelingConfig(parsing: Fixtures.bytes("\(folder)/config.xml")).resultSchema
    let completion = Completion(try JSON(parsing: Fixtures.bytes("\(folder)/target/23")))
    var decision = completion.decision(schema)
    decision.answers = decision.answers.map(\.withoutIDs)
    guard case .spans(var spans) = decision.answers[0].value else { return }
    spans[1].answers = [Answer(control: "certainty", value: .choices(["unsure"]))]
    decision.answers[0].value = .spans(spans)
    let result = decision.result(schema, over: completion.result) { "new" }
    #expect(Array(result.prefix(4)) == completion.result)
    #expect(
      result.last?.text(.compact)
        == #"{"value":{"start":23,"end":26,"text":"Bob","choices":["unsure"]},"id":"oUD7dwa-2u","#
        + #""from_name":"certainty","to_name":"text","type":"choices"}"#)
  }

  @Test func anAnswerTakenBackTakesItsRegionAway() throws {
    let folder = "label-studio-1.23/rating-comment"
    let schema = try LabelingConfig(parsing: Fixtures.bytes("\(folder)/config.xml")).resultSchema
    let completion = Completion(try JSON(parsing: Fixtures.bytes("\(folder)/target/13")))
    var decision = completion.decision(schema)
    #expect(
      decision.summary(schema) == "Positive, 4, \"first comment\", \"второй \"comment\"\", 12.5")
    decision.answers.removeAll { $0.control == "comment" }
    decision.answers[1].value = .rating(0)
    let result = decision.result(schema, over: completion.result) { "new" }
    #expect(result.compactMap { $0["from_name"]?.stringValue } == ["sentiment", "score"])
  }
}

extension Answer {
  /// As somebody at a keyboard would have made it.
  fileprivate var withoutIDs: Answer {
    guard case .spans(var spans) = value else { return self }
    for index in spans.indices { spans[index].id = nil }
    return Answer(control: control, value: .spans(spans))
  }
}

extension Array where Element == String {
  /// Each once, in order.
  fileprivate var distinct: [String] {
    var seen: Set<String> = []
    return filter { seen.insert($0).inserted }
  }
}
