import Foundation
import Glibc
import LabelUI

/// The time of day and a steady time that no step of the clock disturbs, in seconds.
enum SessionClock {
  static var moment: Moment {
    let now = Date().timeIntervalSince1970
    var seconds = Int(now.rounded(.down))
    var local = tm()
    localtime_r(&seconds, &local)
    let parts = [local.tm_hour, local.tm_min, local.tm_sec].map { $0 < 10 ? "0\($0)" : "\($0)" }
    return Moment(
      seconds: now, clock: parts.joined(separator: ":"), utcOffset: local.tm_gmtoff)
  }

  static var steady: Double { ProcessInfo.processInfo.systemUptime }
}
