/// All that the terminal shows: the picture, the cursor and the window title. Modes belong to the
/// frame.
package struct Frame: Equatable, Sendable {
  package var grid: Grid
  /// Where text is being typed; nil hides the cursor.
  package var cursor: Position?
  /// The terminal window's title; cleaned, without control characters.
  package var title: String

  package init(grid: Grid, cursor: Position? = nil, title: String = "tagline") {
    self.grid = grid
    self.cursor = cursor
    self.title = title
  }
}
