import Testing

@testable import tagline

struct SessionTimersTests {
  @Test func aQuickPullIsFollowedByTheNextAfterHalfAMinute() {
    var timers = SessionTimers(now: 0)
    #expect(timers.nextPull == 30)
    timers.notePull(at: 30)
    timers.notePullEnd(at: 31, isFailed: false)
    #expect(timers.nextPull == 61)
  }

  @Test func aPullThatTakesLongIsFollowedByNineTimesAsMuchQuiet() {
    var timers = SessionTimers(now: 0)
    timers.notePull(at: 30)
    timers.notePullEnd(at: 50, isFailed: false)
    #expect(timers.nextPull == 50 + 180)
    timers.notePull(at: 230)
    timers.notePullEnd(at: 830, isFailed: false)
    #expect(timers.nextPull == 830 + 480)
  }

  @Test func aPullThatFailsDoublesTheWaitUpToEightMinutesAndOneThatWorksEndsThat() {
    var timers = SessionTimers(now: 0)
    let waits = [60.0, 120, 240, 480, 480].map { wait in
      let now = timers.nextPull
      timers.notePull(at: now)
      timers.notePullEnd(at: now, isFailed: true)
      return timers.nextPull - now == wait
    }
    #expect(waits == [true, true, true, true, true])
    let now = timers.nextPull
    timers.notePull(at: now)
    timers.notePullEnd(at: now, isFailed: false)
    #expect(timers.nextPull == now + 30)
  }

  @Test func aPullThatIsDueWhileOneIsUnderWayDoesNotMakeThatOneLookShort() {
    var timers = SessionTimers(now: 0)
    timers.notePull(at: 30)
    timers.putOffPull(at: 60)
    timers.notePullEnd(at: 70, isFailed: false)
    #expect(timers.nextPull == 70 + 360)
  }

  @Test func whatSomebodyAskedForDoesNotPutOffTheNextPull() {
    var timers = SessionTimers(now: 0)
    timers.notePullEnd(at: 300, isFailed: false)
    #expect(timers.nextPull == 330)
  }

  @Test func theLoopWakesForWhatIsDueFirstAndNotForAClockThatNobodySees() {
    let timers = SessionTimers(now: 0)
    #expect(timers.wait(at: 0, sendDue: nil) == 1000)
    #expect(timers.wait(at: 0, sendDue: 0.25) == 250)
    #expect(timers.wait(at: 40, sendDue: nil) == 0)
    #expect(!timers.isTicking(at: 301))
  }
}
