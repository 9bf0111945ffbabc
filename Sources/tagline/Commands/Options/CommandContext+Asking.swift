import Foundation

extension CommandContext {
  /// Asks a question whose default is no. `--yes` answers it; without a terminal nobody is there to answer.
  /// - Throws: wrong use when standard input is no terminal and `--yes` was not given.
  func confirm(_ question: String) throws(Failure) -> Bool {
    if options.yes { return true }
    guard console.isInputTerminal else {
      throw .usage("\(question) Give --yes to do it without being asked.")
    }
    console.talk("\(question) [y/N]")
    let answer = readLine()?.lowercased()
    return answer == "y" || answer == "yes"
  }
}
