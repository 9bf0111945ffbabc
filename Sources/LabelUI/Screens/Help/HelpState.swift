/// The help overlay: what is searched for and which page is shown.
package struct HelpState: Equatable, Sendable {
  package var editor = LineEditor()
  package var page = 0

  package init() {}
}
