import Testing

@testable import tagline

struct SendScheduleTests {
  @Test func nothingIsDueWhileNothingIsUnsent() {
    let schedule = SendSchedule()
    #expect(schedule.due == nil)
    #expect(!schedule.isDue(at: 1000))
  }

  @Test func aLabelIsSentAMinuteAfterTheOldest() {
    var schedule = SendSchedule()
    schedule.note(unsent: 1, at: 100)
    schedule.note(unsent: 2, at: 150)
    #expect(!schedule.isDue(at: 159.9))
    #expect(schedule.isDue(at: 160))
  }

  @Test func aHundredLabelsAreSentAtOnce() {
    var schedule = SendSchedule()
    schedule.note(unsent: 99, at: 100)
    #expect(!schedule.isDue(at: 100))
    schedule.note(unsent: 100, at: 101)
    #expect(schedule.isDue(at: 101))
  }

  @Test func labelsFoundAtTheStartAreSentAtOnce() {
    var schedule = SendSchedule()
    schedule.note(unsent: 1, at: 100, isStart: true)
    #expect(schedule.isDue(at: 100))
  }

  @Test func failuresAreRetriedLaterAndLater() {
    var schedule = SendSchedule()
    schedule.note(unsent: 200, at: 100)
    schedule.noteFailure(at: 100)
    #expect(!schedule.isDue(at: 104))
    #expect(schedule.isDue(at: 105))
    schedule.noteFailure(at: 105)
    #expect(!schedule.isDue(at: 114))
    #expect(schedule.isDue(at: 115))
    schedule.noteSent(at: 116)
    schedule.note(unsent: 0, at: 116)
    #expect(schedule.due == nil)
  }

  @Test func labelsMadeWhileASendWasUnderWayWaitTheirOwnMinute() {
    var schedule = SendSchedule()
    schedule.note(unsent: 100, at: 100)
    schedule.noteSent(at: 110)
    schedule.note(unsent: 3, at: 110)
    #expect(schedule.due == 170)
  }
}
