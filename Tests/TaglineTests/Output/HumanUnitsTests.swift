import Testing

@testable import tagline

@Suite struct HumanUnitsTests {
  static let sizesHaveFourDigitsCases: [(Int, String)] = [
    (0, "0B"), (15, "15B"), (1023, "1023B"), (1024, "1KiB"), (1234, "1.205KiB"),
    (1536, "1.5KiB"), (11 * 1024 * 1024, "11MiB"), (123_456_789, "117.7MiB"),
    (1_099_511_627_776, "1TiB"), (10_239, "9.999KiB"), (10_240, "10KiB"),
  ]

  @Test(arguments: sizesHaveFourDigitsCases)
  func sizesHaveFourDigits(bytes: Int, text: String) {
    #expect(HumanUnits.size(bytes) == text)
  }

  static let timesAreInTheUnitThatFitsCases: [(Double, String)] = [
    (0.4, "Less than a second ago"), (1.9, "1 second ago"), (3.0, "3 seconds ago"),
    (59.9, "59 seconds ago"), (60.0, "About a minute ago"), (150.0, "2 minutes ago"),
    (3599.0, "59 minutes ago"), (3600.0, "About an hour ago"), (7200.0, "2 hours ago"),
    (47.0 * 3600, "47 hours ago"), (48.0 * 3600, "2 days ago"), (15.0 * 86_400, "2 weeks ago"),
    (70.0 * 86_400, "2 months ago"), (800.0 * 86_400, "2 years ago"),
    (-5.0, "Less than a second ago"),
  ]

  @Test(arguments: timesAreInTheUnitThatFitsCases)
  func timesAreInTheUnitThatFits(seconds: Double, text: String) {
    #expect(HumanUnits.ago(1000 - seconds, now: 1000) == text)
  }

  static let timestampsAreRFC3339Cases: [(Double, String)] = [
    (0.0, "1970-01-01T00:00:00Z"), (1_612_864_800.5, "2021-02-09T10:00:00.5Z"),
    (951_782_399.0, "2000-02-28T23:59:59Z"), (951_782_400.0, "2000-02-29T00:00:00Z"),
    (-1.0, "1969-12-31T23:59:59Z"),
  ]

  @Test(arguments: timestampsAreRFC3339Cases)
  func timestampsAreRFC3339(seconds: Double, text: String) {
    #expect(HumanUnits.timestamp(seconds) == text)
  }
}
