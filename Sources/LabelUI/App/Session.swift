package import LabelCore

/// What all screens share.
package struct Session: Sendable {
  /// The size of the screen; 80 by 24 until the terminal has said.
  package var size: Size
  package var summary: SessionSummary
  /// The last tick; nil before the first.
  package var now: Moment?
  /// The message row, until another takes its place or a key is pressed.
  package var notice: Notice?
  /// What a sync said about texts that are being read again: shown once they are there and their keys work.
  var awaitedNotice: Notice?
  /// From a suspend to the first tick after it: time that nobody spent on a text.
  package var isAway = false
  /// Work that was asked for and has not answered: its name and when it began.
  package var busy: String?
  /// How many files a pull that is under way has read; nil without one.
  package var reading: Int?

  package init(summary: SessionSummary, size: Size = Size(columns: 80, rows: 24)) {
    self.size = size
    self.summary = summary
  }
}
