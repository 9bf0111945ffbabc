package import LabelCore

/// Answers to `VersionsRequest`s.
package enum VersionsAnswer: Equatable, Sendable {
  case repos([RepoEntry])
  case versions(VersionList)
  case figures(CommitRef, VersionFigures)
  case log(repo: String, from: CommitRef?, [LogEntry], isWhole: Bool)
  case rows(CommitRef, TaskPage)
  case tasks(CommitRef, TaskBatch)
  /// The position asked for with `.find`; nil when nothing contains it.
  case found(BrowseRequest, Int?)
  /// Changes found so far, newest first; `object` is where the label is.
  case history(HistorySubject, object: FileRef?, [LabelChange], isWhole: Bool)
  case resolved(CommitRef)
  /// What was done, in words for the message row.
  case changed(VersionsChange, String)
  case compare(CompareAnswer)
  /// The request could not be done; a sentence says why.
  case failed(VersionsRequest, String)
  /// How far something long is; nil when it is over.
  case progress(String?)
}
