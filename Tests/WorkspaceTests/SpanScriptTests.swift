import LabelCore
import Testing
import Workspace

/// Scripts label spans, and answer what is asked of each.
struct SpanScriptTests {
  private func bench() async throws -> Bench {
    let bench = try await Bench(texts: [])
    var plan = ProjectPlan(directory: bench.directory, source: Bench.raw, target: Bench.labeled)
    plan.force = true
    plan.labelConfig = Array(
      """
      <View><Labels name="ner" toName="text"><Label value="PER" maxUsages="1"/><Label value="ORG"/></Labels>
      <Choices name="sure" toName="text" perRegion="true" required="true" whenTagName="ner" whenLabelValue="PER">
      <Choice value="Yes"/><Choice value="No"/></Choices>
      <Relations><Relation value="works for"/></Relations>
      <Text name="text" value="$text"/></View>
      """.utf8)
    try await WorkspaceSetup.create(plan)
    try await bench.put(["Anna of Acme"])
    return bench
  }

  private func refusal(_ line: String, _ workspace: Workspace) async -> String? {
    do {
      _ = try await workspace.annotate(jsonLines: Array(line.utf8))
      return nil
    } catch {
      return (error as? WorkspaceError)?.message
    }
  }

  @Test func spansComeWithTheAnswersAboutThem() async throws {
    let bench = try await bench()
    let workspace = try await bench.open()
    try await workspace.sync()
    let line = """
      {"task": 0, "choices": {"ner": [
      {"start": 0, "end": 4, "labels": ["PER"], "answers": {"sure": "Yes"}}, "8-12:ORG"]}}
      """.replacing("\n", with: " ")
    #expect(await refusal(line, workspace) == nil)
    _ = try await workspace.close(sending: true)
    let object = try TaskObject(parsing: Array(try await bench.object("0").utf8))
    let result = object.completions[0].result
    #expect(result.map { $0["from_name"]?.stringValue } == ["ner", "sure", "ner"])
    #expect(result[0]["id"] == result[1]["id"])
    #expect(result[1]["value"] == ["start": 0, "end": 4, "text": "Anna", "choices": ["Yes"]])
  }

  @Test func whatDoesNotFitIsRefused() async throws {
    let bench = try await bench()
    let workspace = try await bench.open()
    try await workspace.sync()
    let refused = [
      ("{\"ner\": [\"0-4:PER\"]}", "sure needs a value for the span 0-4"),
      (
        "{\"ner\": [{\"start\": 8, \"end\": 12, \"labels\": [\"ORG\"], \"answers\": {\"sure\": \"No\"}}]}",
        "sure is not asked of the span 8-12"
      ),
      (
        "{\"ner\": [{\"start\": 8, \"end\": 12, \"labels\": [\"ORG\"], \"answers\": {\"ner\": \"No\"}}]}",
        "ner is not asked of spans"
      ),
      ("{\"ner\": [\"0-4:PER\", \"5-7:PER\"]}", "ner takes PER once at most, not 2"),
      ("{\"sure\": \"Yes\"}", "sure is asked of each span: give it in the span, under \"answers\""),
    ]
    for (choices, message) in refused {
      let line = "{\"task\": 0, \"choices\": \(choices)}"
      #expect(await refusal(line, workspace) == "line 1: task 0: \(message)")
    }
    #expect(try await bench.commits().isEmpty)
  }
}
