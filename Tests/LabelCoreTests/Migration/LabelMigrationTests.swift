import LabelCore
import Testing

struct LabelMigrationTests {
  private func migration(
    rename: [String] = [], drop: [String] = [], controls: [String] = []
  ) throws -> LabelMigration {
    var migration = LabelMigration()
    for text in rename { try migration.addRename(text) }
    for text in drop { try migration.addDrop(text) }
    for text in controls { try migration.addControl(text) }
    return migration
  }

  private static let digest = Digest { bytes in
    // Any function of the bytes will do here.
    String(
      bytes.reduce(UInt64(14_695_981_039_346_656_037)) { ($0 ^ UInt64($1)) &* 1_099_511_628_211 })
  }

  private func object(_ result: String, more: String = "") throws -> TaskObject {
    try TaskObject(
      parsing: Array(
        #"{"data": {"text": "x"}, "id": 3, "completions": [{"lead_time": 1.50, "result": "#.utf8)
        + Array(result.utf8)
        + Array((#", "id": 3001, "created_at": 17, "mine": 1e2"# + more + "}]}").utf8))
  }

  private func text(_ object: TaskObject?) -> String? {
    object.map { String(decoding: $0.bytes, as: UTF8.self) }
  }

  @Test func aRenamedChoiceChangesNothingElse() throws {
    let before =
      #"[{"value": {"choices": ["Positive", "Late"]}, "id": "a", "from_name": "sentiment", "to_name": "text", "type": "choices"}, {"value": {"rating": 3}, "id": "b", "from_name": "stars", "to_name": "text", "type": "rating"}]"#
    let new = try migration(rename: ["sentiment: Positive=Good"])
      .migrated(object(before), digest: Self.digest)
    #expect(text(new) == text(try object(before.replacing("Positive", with: "Good"))))
  }

  @Test func anObjectWithoutTheValueIsLeftAlone() throws {
    let object = try object(
      #"[{"value": {"choices": ["Positive"]}, "id": "a", "from_name": "tone", "to_name": "text", "type": "choices"}]"#
    )
    #expect(
      try migration(rename: ["sentiment: Positive=Good"]).migrated(object, digest: Self.digest)
        == nil)
  }

  @Test func twoValuesThatBecomeOneAreStoredOnce() throws {
    let object = try object(
      #"[{"value": {"choices": ["Bad", "Awful", "Late"]}, "id": "a", "from_name": "s", "to_name": "t", "type": "choices"}]"#
    )
    let new = try migration(rename: ["s: Awful=Bad"]).migrated(object, digest: Self.digest)
    #expect(text(new)?.contains(#""choices": ["Bad", "Late"]"#) == true)
  }

  @Test func valuesCanChangePlaces() throws {
    let object = try object(
      #"[{"value": {"choices": ["A"]}, "id": "a", "from_name": "s", "to_name": "t", "type": "choices"}]"#
    )
    let new = try migration(rename: ["s: A=B", "s: B=A"]).migrated(object, digest: Self.digest)
    #expect(text(new)?.contains(#""choices": ["B"]"#) == true)
  }

  @Test func aPathTakesAlongWhatLiesBelowIt() throws {
    let object = try object(
      #"[{"value": {"taxonomy": [["Stay", "Room"], ["Stay"], ["Food"]]}, "id": "a", "from_name": "topic", "to_name": "t", "type": "taxonomy"}]"#
    )
    let new = try migration(
      rename: ["topic: Stay=Hotel", "topic: Stay / Room=Hotel / Suite"], drop: ["topic: Food"]
    ).migrated(object, digest: Self.digest)
    #expect(text(new)?.contains(#""taxonomy": [["Hotel", "Suite"], ["Hotel"]]"#) == true)
  }

  @Test func labelsOnSpansAndAnswersAboutThemAreMigrated() throws {
    let object = try object(
      #"[{"value": {"start": 0, "end": 4, "text": "Anna", "labels": ["PER"]}, "id": "s", "from_name": "label", "to_name": "t", "type": "labels"}, {"value": {"start": 0, "end": 4, "choices": ["sure"]}, "id": "s", "from_name": "how", "to_name": "t", "type": "choices"}, {"value": {"start": 6, "end": 9, "labels": ["LOC"]}, "id": "q", "from_name": "label", "to_name": "t", "type": "labels"}]"#
    )
    let renamed = try migration(rename: ["label: PER=PERSON", "how: sure=certain"])
      .migrated(object, digest: Self.digest)
    #expect(text(renamed)?.contains(#""labels": ["PERSON"]"#) == true)
    #expect(text(renamed)?.contains(#""choices": ["certain"]"#) == true)
    let dropped = try migration(drop: ["label: PER"]).migrated(object, digest: Self.digest)
    let result = try #require(dropped?.completions.first?.result)
    #expect(result.map { $0["id"]?.stringValue } == ["q"])
  }

  @Test func aControlIsRenamedInRegionsOfEveryKind() throws {
    let object = try object(
      #"[{"value": {"rating": 3}, "id": "b", "from_name": "stars", "to_name": "text", "type": "rating"}]"#
    )
    let new = try migration(controls: ["stars=marks"]).migrated(object, digest: Self.digest)
    #expect(text(new)?.contains(#""from_name": "marks""#) == true)
  }

  @Test func aCompletionWithoutAnAnswerIsTakenOffAndSkipsStay() throws {
    var object = try object(
      #"[{"value": {"choices": ["Neutral"]}, "id": "a", "from_name": "s", "to_name": "t", "type": "choices"}]"#
    )
    let drop = try migration(drop: ["s: Neutral"])
    #expect(
      text(drop.migrated(object, digest: Self.digest))
        == #"{"data": {"text": "x"}, "id": 3, "completions": [], "predictions": []}"#)
    let skip = Completion(["result": [], "id": 3002, "was_cancelled": true])
    object.completions.append(skip)
    #expect(drop.migrated(object, digest: Self.digest)?.completions == [skip])
  }

  @Test func whoDecidedIsStillKnownAndAnEditOfTheWebPageStillShows() throws {
    let result =
      #"[{"value": {"choices": ["Positive"]}, "id": "a", "from_name": "s", "to_name": "t", "type": "choices"}]"#
    let hash = Self.digest(try JSON(parsing: Array(result.utf8)))
    let rename = try migration(rename: ["s: Positive=Good"])
    for (stored, isEdited) in [(hash, false), ("another", true)] {
      let object = try object(
        result,
        more:
          #", "tagline": {"uid": "u", "rev": 4, "annotator": "bo", "note": "n", "source": null, "result_sha256": ""#
          + stored + #"", "later": true}"#)
      let new = try #require(rename.migrated(object, digest: Self.digest)?.completions.first)
      #expect(new.isEditedElsewhere(Self.digest) == isEdited)
      #expect(new.authorship?.annotator == "bo")
      #expect(new.authorship?.rev == 4)
      #expect(new.value["tagline"]?["later"] == true)
    }
  }

  @Test func anEqualsSignIsWrittenWithABackslash() throws {
    let object = try object(
      #"[{"value": {"choices": ["a=b"]}, "id": "a", "from_name": "s", "to_name": "t", "type": "choices"}]"#
    )
    let new = try migration(rename: [#"s: a\=b=c"#]).migrated(object, digest: Self.digest)
    #expect(text(new)?.contains(#""choices": ["c"]"#) == true)
  }

  @Test(arguments: ["Positive=Good", "s: Positive", "s: =Good", "s: a=b=c", ": a=b"])
  func whatIsNoRenameIsRefused(_ text: String) {
    var migration = LabelMigration()
    #expect(throws: MigrationMistake.self) { try migration.addRename(text) }
  }

  @Test func aValueNamedTwiceIsRefused() throws {
    var migration = try migration(rename: ["s: a=b"])
    #expect(throws: MigrationMistake.self) { try migration.addDrop("s: a") }
  }

  @Test func aNewValueIsStoredAsTheConfigStoresIt() throws {
    let config = try LabelingConfig(
      parsing:
        #"<View><Text name="text" value="$text"/><Choices name="s" toName="text"><Choice value="Very good" alias="good"/><Choice value="Bad"/></Choices></View>"#
    )
    let object = try object(
      #"[{"value": {"choices": ["Positive"]}, "id": "a", "from_name": "s", "to_name": "text", "type": "choices"}]"#
    )
    for name in ["Very good", "good"] {
      let new = try migration(rename: ["s: Positive=\(name)"]).fitted(to: config)
        .migrated(object, digest: Self.digest)
      #expect(text(new)?.contains(#""choices": ["good"]"#) == true)
    }
    #expect(throws: MigrationMistake("s has no choice Fine; it has Bad, good")) {
      try migration(rename: ["s: Positive=Fine"]).fitted(to: config)
    }
    #expect(throws: MigrationMistake.self) {
      try migration(controls: ["s=tone"]).fitted(to: config)
    }
  }

  @Test func oneValueGoneAndOneNewIsLikelyARename() throws {
    let now = try LabelingConfig(parsing: LabelingConfig.xml(labels: ["Good", "Bad"]))
    let before = try LabelingConfig(parsing: LabelingConfig.xml(labels: ["Positive", "Bad"]))
    let control = try #require(now.controls.first)
    func stored(_ value: String) -> StoredLabel {
      StoredLabel(
        fromName: control.name, toName: control.toName, type: "choices", value: value, count: 2)
    }
    let labels = [stored("Positive")]
    let misfits = now.misfits(among: labels)
    let likely = now.likelyMigration(for: misfits, among: labels, since: before)
    #expect(likely.isWhole)
    #expect(likely.arguments.map(\.value) == ["\(control.name): Positive=Good"])
    // Without the earlier config two values may be the new one.
    #expect(!now.likelyMigration(for: misfits, among: labels, since: nil).isWhole)
    let both = [stored("Positive"), stored("Bad")]
    #expect(now.likelyMigration(for: misfits, among: both, since: nil).isWhole)
  }

  @Test func taxonomiesAndOtherControlsAreLookedAtForFit() throws {
    let config = try LabelingConfig(
      parsing:
        #"<View><Text name="text" value="$text"/><Taxonomy name="topic" toName="text"><Choice value="Stay"><Choice value="Room"/></Choice></Taxonomy></View>"#
    )
    let fitting = try object(
      #"[{"value": {"taxonomy": [["Stay", "Room"]]}, "id": "a", "from_name": "topic", "to_name": "text", "type": "taxonomy"}]"#
    )
    #expect(config.misfits(among: fitting.storedLabels).isEmpty)
    let other = try object(
      #"[{"value": {"taxonomy": [["Stay", "Food"]]}, "id": "a", "from_name": "topic", "to_name": "text", "type": "taxonomy"}, {"value": {"rating": 3}, "id": "b", "from_name": "stars", "to_name": "text", "type": "rating"}]"#
    )
    #expect(
      config.misfits(among: other.storedLabels).map(\.description) == [
        "no choice in topic for Stay / Food (1)",
        "no control name=stars, toName=text, type=rating, which holds 1",
      ])
  }
}
