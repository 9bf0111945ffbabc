/// The whole program as a value: what is known, what is on screen, what is being typed.
package struct AppState: Sendable {
  package var session: Session
  package var screen = ScreenName.label
  package var label: LabelState
  package var list = TaskListState()
  /// The screens over the store; nil while one labels.
  package var versions: VersionsProgram?
  package var help: HelpState?
  package var prompt: Prompt?
  /// `,` was pressed and the next key completes it.
  package var isPrefixed = false
  /// Keys for a text that is on its way.
  var typedAhead = TypedAhead()
  /// Since when a text is on its way.
  private(set) var goingSince: Double?
  /// Quitting was refused once because something is not saved; the next time goes.
  package var isLeaving = false

  /// Begins in the label view at `position`, the place of the task shown last.
  package init(form: LabelForm, session: Session, position: Int = 0) {
    self.session = session
    label = LabelState(form: form, position: position)
  }

  /// What has to be done first; asks for the first tasks.
  package mutating func start() -> [Effect] { label.show(label.position) }

  /// The program's one step: what an event changes, and what is to be done outside.
  package mutating func update(_ event: Event) -> [Effect] {
    var effects = step(event)
    while !isGoing, let key = typedAhead.next() { effects += step(.key(key)) }
    goingSince = isGoing ? goingSince ?? session.now?.seconds : nil
    return effects
  }

  private mutating func step(_ event: Event) -> [Effect] {
    let effects = versions == nil ? handle(event) : handleUnderVersions(event)
    return effects + settle()
  }

  var keymap: Keymap {
    switch screen {
    case .label: label.keymap
    default: Keymap(screen, isSearching: label.search != nil)
    }
  }

  /// The column of the table of commands that holds now.
  var column: ScreenName { screen == .label ? label.column : screen }

  var helpTopic: HelpTopic {
    HelpTopic(
      screen: column, keymap: keymap, form: screen == .label ? label.form : nil,
      legend: "> suggested  * done  . open  s skipped  ^ not sent  ~ text changed")
  }
}
