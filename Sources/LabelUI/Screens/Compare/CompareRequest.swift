package import LabelCore

/// What the compare screen wants done; see `VersionsRequest.compare`.
package enum CompareRequest: Equatable, Sendable {
  case compare(CommitRef, CommitRef)
}

/// Answers to `CompareRequest`s; see `VersionsAnswer.compare`.
package enum CompareAnswer: Equatable, Sendable {
  case failed(CommitRef, CommitRef, String)
}
