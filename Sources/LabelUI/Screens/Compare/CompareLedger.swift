package import LabelCore

/// What is being decided: steps to take back, and decisions that the journal has not confirmed.
package struct CompareLedger: Equatable, Sendable {
  package struct Step: Equatable, Sendable {
    package var key: RowKey
    /// The number shown for the task.
    package var number: Int?
    package var before: RowDecision?
    package var after: RowDecision?
  }

  package struct Waiting: Equatable, Sendable {
    package var request: DecideRequest
    package var step: Step
    /// Why the journal could not take it; nil while it is at it.
    package var failure: String?
  }

  package private(set) var waiting: [Waiting] = []
  package private(set) var done: [Step] = []
  package private(set) var undone: [Step] = []
  /// The latest decision that is on disk.
  package private(set) var latest: Step?
  private var lastSerial = 0

  private let subject: CompareSubject

  package init(_ subject: CompareSubject) { self.subject = subject }

  package var failure: Waiting? { waiting.first { $0.failure != nil } }

  /// What the row will be once the journal has confirmed; nil when nothing is on its way.
  package func pending(_ key: RowKey) -> Waiting? { waiting.last { $0.request.key == key } }

  package mutating func decide(_ step: Step) -> DecideRequest {
    done.append(step)
    undone = []
    return send(step, step.after)
  }

  /// The latest step is taken back, and waits for redo; nil without one.
  package mutating func undo() -> (step: Step, request: DecideRequest)? {
    guard let step = done.popLast() else { return nil }
    undone.append(step)
    let back = Step(key: step.key, number: step.number, before: step.after, after: step.before)
    return (back, send(back, back.after))
  }

  package mutating func redo() -> (step: Step, request: DecideRequest)? {
    guard let step = undone.popLast() else { return nil }
    done.append(step)
    return (step, send(step, step.after))
  }

  package mutating func confirm(_ serial: Int) -> Step? {
    guard let index = waiting.firstIndex(where: { $0.request.serial == serial }) else { return nil }
    latest = waiting.remove(at: index).step
    return latest
  }

  package mutating func fail(_ serial: Int, message: String) {
    for index in waiting.indices where waiting[index].request.serial == serial {
      waiting[index].failure = message
    }
  }

  /// Everything that failed, to be tried again.
  package mutating func retry() -> [DecideRequest] {
    var requests: [DecideRequest] = []
    for index in waiting.indices where waiting[index].failure != nil {
      waiting[index].failure = nil
      requests.append(waiting[index].request)
    }
    return requests
  }

  private mutating func send(_ step: Step, _ decision: RowDecision?) -> DecideRequest {
    lastSerial += 1
    let request = DecideRequest(
      serial: lastSerial, subject: subject, key: step.key, decision: decision)
    // A newer decision about the row stands for an older one that could not be saved.
    waiting.removeAll { $0.request.key == step.key && $0.failure != nil }
    waiting.append(Waiting(request: request, step: step))
    return request
  }
}
