import LabelCore
import LabelUI
import Workspace

/// The drawing thread's loop: keys, signals and answers go into the program, effects come out, and one
/// frame is drawn for all that came in since the last, so that held keys never run on after release.
final class SessionLoop<Program: ScreenProgram> {
  private var program: Program
  private let screen: CursesScreen
  private let work: SessionWorkers
  private let mailbox: Mailbox<SessionMessage>
  private let theme: Theme

  private var timers = SessionTimers(now: SessionClock.steady)
  private var schedule = SendSchedule()
  private var record = SessionRecord()
  /// A send or pull is under way that nobody asked for: no second one is queued behind it.
  private var isSending = false
  private var isPulling = false
  /// Somebody stopped a pull: none begins unasked.
  private var isPullStopped = false
  private var isClosed = false
  /// Nobody can see the screen any more.
  private var isBlind = false

  init(
    _ program: Program, screen: CursesScreen, work: SessionWorkers,
    mailbox: Mailbox<SessionMessage>
  ) {
    self.program = program
    self.screen = screen
    self.work = work
    self.mailbox = mailbox
    theme = Theme(screen.capabilities)
  }

  /// Runs until the program quits or is ended from outside, and the last send is done or out of time.
  func run() -> SessionRecord {
    perform(program.start())
    deliver(.resize(screen.size))
    // What says "today" needs the day before the first key.
    tick()
    work.labels?.summarize()
    startPull()
    while !isClosed {
      if !isBlind { screen.show(program.view(screen.size, theme: theme)) }
      let now = SessionClock.steady
      let wakeup = screen.wait(milliseconds: timers.wait(at: now, sendDue: sendDue))
      handle(wakeup)
      for message in mailbox.collect() { handle(message) }
      checkTimers()
    }
    return record
  }

  // MARK: What comes in

  private func handle(_ wakeup: Wakeup) {
    if wakeup.contains(.continued) { screen.recover() }
    if wakeup.contains(.resize) { screen.resize() }
    if !wakeup.isDisjoint(with: [.continued, .resize]) { deliver(.resize(screen.size)) }
    if wakeup.contains(.suspend) { suspend() }
    if wakeup.contains(.hangUp) { isBlind = true }
    if !wakeup.isDisjoint(with: [.end, .hangUp]) { terminate() }
    let events = isBlind ? [] : screen.readEvents(after: wakeup)
    guard !events.isEmpty else { return }
    timers.lastKey = SessionClock.steady
    if timers.deadline != nil {
      if events.contains(.key(.control("c"))) { isClosed = true }
      return
    }
    for event in events {
      tick()
      deliver(event)
    }
  }

  private func handle(_ message: SessionMessage) {
    switch message {
    case .event(let event):
      note(event)
      deliver(event)
    case .sent(let result, let isAsked):
      record.note(result)
      noteSend(result, isAsked: isAsked)
    case .pulled(let result, let isAsked):
      isPulling = false
      notePull(result, isAsked: isAsked)
    case .pullStopped: notePullStopped()
    case .journalDone:
      timers.deadline = SessionClock.steady + SessionTimers.patience
    case .closed: isClosed = true
    }
  }

  private func note(_ event: Event) {
    switch event {
    case .saved(_, let task): record.note(task)
    case .summary(let summary):
      schedule.note(
        unsent: summary.unsent, at: SessionClock.steady, isStart: record.summary == nil)
      record.summary = summary
    default: break
    }
  }

  private func noteSend(_ result: Result<FlushReport, Sentence>, isAsked: Bool) {
    isSending = false
    switch result {
    case .success(let report):
      schedule.noteSent(at: SessionClock.steady)
      // In the background the title bar says it; a line would hide what was just saved.
      if isAsked || !report.conflicts.isEmpty {
        deliver(.notice(report.notice ?? Notice(.good, "everything is sent")))
      }
    case .failure(let sentence):
      schedule.noteFailure(at: SessionClock.steady)
      if isAsked { deliver(.notice(Notice(.error, "not sent, safe here: \(sentence.text)"))) }
    }
  }

  private func notePullStopped() {
    isPulling = false
    deliver(.reading(nil))
    deliver(.tasksChanged)
    guard timers.deadline == nil else { return }
    isPullStopped = true
    deliver(.notice(Notice(.warning, "stopped reading; R reads on")))
  }

  private func notePull(_ result: Result<SyncReport, Sentence>, isAsked: Bool) {
    deliver(.reading(nil))
    switch result {
    case .success(let report):
      timers.notePullEnd(at: SessionClock.steady, isFailed: false)
      if !report.isEmpty { deliver(.tasksChanged) }
      if isAsked || !report.isEmpty {
        var notice = report.notice
        notice.isUnasked = !isAsked
        deliver(.notice(notice))
      }
      if report.foreign > 0 { deliver(.notice(Notice(.warning, report.foreignWords))) }
    case .failure(let sentence):
      timers.notePullEnd(at: SessionClock.steady, isFailed: true)
      // In the background the title bar's trouble mark says it; a line each time would be noise.
      if isAsked { deliver(.notice(Notice(.error, sentence.text))) }
    }
  }

  // MARK: What goes out

  private func deliver(_ event: Event) { perform(program.update(event)) }

  private func perform(_ effects: [Effect]) {
    for effect in effects {
      switch effect {
      case .loadTasks, .loadPage, .find, .save, .remember: work.labels?.perform(effect)
      case .versions(let request): work.versions?.perform(request)
      case .flush: work.labels?.send(isAsked: true)
      case .sync:
        isPullStopped = false
        work.labels?.pull(isAsked: true)
      case .stopSync: work.labels?.stopPull()
      case .copy(let text): copy(text)
      case .suspend: suspend()
      case .redraw: screen.repaint()
      case .bell: screen.bell()
      case .quit: close()
      }
    }
  }

  private func copy(_ text: String) {
    guard !screen.copy(text) else { return }
    deliver(.notice(Notice(.warning, "too long to copy through the terminal")))
  }

  private func suspend() {
    screen.suspend()
    deliver(.resize(screen.size))
    tick()
    deliver(.resumed)
  }

  private func terminate() {
    guard timers.deadline == nil else {
      // Asked twice: whoever does that will not wait.
      isClosed = true
      return
    }
    record.end = .terminated
    deliver(.terminate)
    close()
  }

  /// No key changes anything from here on; decisions on their way reach the disk, and a last send is tried.
  private func close() {
    guard timers.deadline == nil else { return }
    let patience = work.labels == nil ? SessionTimers.patience : SessionTimers.journalPatience
    timers.deadline = SessionClock.steady + patience
    if schedule.unsent > 0 {
      deliver(
        .notice(Notice(.good, "sending \(schedule.unsent) before leaving, ctrl-C leaves now")))
    }
    work.labels?.close()
    let (work, mailbox) = (work, mailbox)
    Task {
      await work.versions?.close()
      if work.labels == nil { mailbox.post(.closed) }
    }
  }

  // MARK: Time

  private var sendDue: Double? { isSending || timers.deadline != nil ? nil : schedule.due }

  private func tick() {
    timers.nextTick = SessionClock.steady + 1
    deliver(.tick(SessionClock.moment))
  }

  private func startPull() {
    guard work.labels != nil else { return }
    isPulling = true
    timers.notePull(at: SessionClock.steady)
    work.labels?.pull(isAsked: false)
  }

  private func checkTimers() {
    let now = SessionClock.steady
    if let deadline = timers.deadline {
      if deadline <= now { isClosed = true }
    } else if let sendDue, sendDue <= now {
      isSending = true
      work.labels?.send(isAsked: false)
    }
    if timers.nextPull <= now {
      if work.labels != nil, timers.deadline == nil, !isPulling, !isPullStopped {
        startPull()
      } else {
        timers.putOffPull(at: now)
      }
    }
    if timers.nextTick <= now, timers.isTicking(at: now) { tick() }
  }
}
