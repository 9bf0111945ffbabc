/// How the program ends (a contract: people script it).
enum ProgramStatus: Int32, Equatable, Sendable {
  case good = 0
  /// Two things differ, or nothing was found.
  case nothing = 1
  case wrongUse = 2
  case storeNotReached = 3
  case conflict = 4
  /// Disk, permission, bad data.
  case failure = 5
  case interrupted = 130
}

/// Ends a command with a status after it has said everything itself.
struct QuietExit: Error {
  var status: ProgramStatus
}
