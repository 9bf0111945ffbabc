import DataRepository
import LabelCore

/// Tables and plain JSON of versions, commits and changes of a label.
extension StoreListings {
  var versions: ListingFormat<ListedVersion> {
    ListingFormat(
      headers: ["VERSION", "MADE", "TEXTS", "DONE", "NEW", "FLIPPED", "GONE", "HEAD", "NOTE"],
      isLastHeaderOpen: true,
      cells: { item in
        let (version, figures) = (item.version, item.figures)
        let change = figures?.change
        return [
          .init(DisplayText.cleaned(version.branch.name)), .init(moment(version.made)),
          .init(number(texts(figures))),
          .init(number(figures.flatMap { $0.isLabels ? $0.labelled : nil })),
          .init(number(change?.new)), .init(number(change?.flipped)), .init(number(change?.gone)),
          .init(version.isPinned ? version.head.map { String($0.prefix(8)) } ?? "-" : "-"),
          .init(DisplayText.cleaned(version.note)),
        ]
      }, json: json, raw: json)
  }

  var labelChanges: ListingFormat<LabelChange> {
    ListingFormat(
      headers: ["COMMIT", "MADE", "BY", "OLD", "NEW", "NOTE"], isLastHeaderOpen: true,
      cells: { change in
        [
          .init(String(change.commit.prefix(8))), .init(moment(change.made)),
          .init(change.annotator.isEmpty ? "-" : DisplayText.cleaned(change.annotator)),
          .init(change.old.map { DisplayText.cleaned($0) } ?? "-"),
          .init(change.new.map { DisplayText.cleaned($0) } ?? "-"),
          .init(DisplayText.cleaned(change.note)),
        ]
      }, json: json, raw: json)
  }

  /// Commits with the branches whose heads they are.
  func log(_ branches: [BranchInfo]) -> ListingFormat<CommitInfo> {
    ListingFormat(
      headers: ["COMMIT", "MADE", "SIZE", "BRANCHES", "DESCRIPTION"], isLastHeaderOpen: true,
      cells: { commit in
        let names = branches.filter { $0.head == commit.id }.map(\.branch.name)
        return [
          .init(String(commit.id.prefix(8)), colour: .yellow),
          .init(commit.finished == nil ? "(open)" : moment(commit.finished)),
          .init(HumanUnits.size(commit.size)),
          .init(names.isEmpty ? "-" : DisplayText.cleaned(names.joined(separator: " "))),
          .init(DisplayText.cleaned(commit.description)),
        ]
      }, json: StoreJSON.commit, raw: StoreJSON.rawCommit)
  }

  private func texts(_ figures: VersionFigures?) -> Int? {
    guard let figures else { return nil }
    return figures.isLabels ? figures.raw?.texts : figures.objects
  }

  private func number(_ value: Int?) -> String { value.map(String.init) ?? "-" }

  private func json(_ item: ListedVersion) -> JSON {
    let version = item.version
    return .members(
      ("repo", .string(version.branch.repo)), ("version", .string(version.branch.name)),
      ("head", version.head.map { .string($0) } ?? .null),
      ("made", version.made.map { .string(HumanUnits.timestamp($0)) } ?? .null),
      ("size_bytes", .int(version.size)), ("description", .string(version.description)),
      ("note", .string(version.note)), ("figures", item.figures.map(json) ?? .null))
  }

  private func json(_ figures: VersionFigures) -> JSON {
    .members(
      ("labels", .bool(figures.isLabels)), ("objects", .int(figures.objects)),
      ("labelled", .int(figures.labelled)), ("skipped", .int(figures.skipped)),
      ("unreadable", .int(figures.unreadable)),
      (
        "against_the_one_before",
        figures.change.map {
          .members(("new", .int($0.new)), ("flipped", .int($0.flipped)), ("gone", .int($0.gone)))
        } ?? .null
      ), ("counts", counts(figures.counts)), ("annotators", counts(figures.annotators)),
      ("median_seconds", figures.medianPace.map { .seconds($0) } ?? .null),
      ("raw", figures.raw.map(json) ?? .null))
  }

  private func json(_ raw: RawVersion) -> JSON {
    .members(
      ("repo", .string(raw.ref.repo)), ("commit", .string(raw.ref.commit)),
      ("recorded", .bool(raw.reason == .recorded)), ("texts", .int(raw.texts)),
      ("changed_since", raw.editedSince.map { .int($0) } ?? .null))
  }

  private func json(_ change: LabelChange) -> JSON {
    .members(
      ("commit", .string(change.commit)), ("made", .string(HumanUnits.timestamp(change.made))),
      ("annotator", .string(change.annotator)), ("old", change.old.map { .string($0) } ?? .null),
      ("new", change.new.map { .string($0) } ?? .null), ("note", .string(change.note)),
      ("description", .string(change.description)))
  }

  private func counts(_ counts: [LabelCount]) -> JSON {
    .object(counts.map { JSON.Member($0.label, .int($0.count)) })
  }
}
