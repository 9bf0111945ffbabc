import Glibc
import LabelUI

/// The time of day and a steady time that no step of the clock disturbs, in seconds.
enum SessionClock {
  static var moment: Moment {
    var now = timespec()
    clock_gettime(CLOCK_REALTIME, &now)
    var local = tm()
    localtime_r(&now.tv_sec, &local)
    let parts = [local.tm_hour, local.tm_min, local.tm_sec].map { $0 < 10 ? "0\($0)" : "\($0)" }
    return Moment(
      seconds: Double(now.tv_sec) + Double(now.tv_nsec) / 1e9,
      clock: parts.joined(separator: ":"), utcOffset: local.tm_gmtoff)
  }

  static var steady: Double {
    var now = timespec()
    clock_gettime(CLOCK_MONOTONIC, &now)
    return Double(now.tv_sec) + Double(now.tv_nsec) / 1e9
  }
}
