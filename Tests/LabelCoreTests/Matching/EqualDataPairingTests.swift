import Testing

@testable import LabelCore

@Suite struct EqualDataPairingTests {
  private func pairs(_ tasks: [Int], _ names: [(Int, Int)?]) -> [Int?] {
    var pairing = EqualDataPairing(tasks: tasks)
    return names.map { name in
      pairing.task(of: name.map { AnnotatedTask.Name(project: $0.0, task: $0.1) })
    }
  }

  @Test func theOnlyTaskWithTheDataHasAllOfIt() {
    #expect(pairs([4], [nil, (1, 2), (1, 9), (2, 1)]) == [4, 4, 4, 4])
  }

  @Test func tasksWithTheSameTextArePairedInOrderAndSeveralAnnotationsOfOneStayTogether() {
    #expect(pairs([4, 7], [(1, 2), (1, 2), (1, 9), (1, 9)]) == [4, 4, 7, 7])
  }

  @Test func everyProjectBeginsAnew() {
    #expect(pairs([4, 7], [(1, 2), (1, 9), (3, 1), (3, 5)]) == [4, 7, 4, 7])
  }

  @Test func oneTooManyAndOneWithoutANumberHaveNone() {
    #expect(pairs([4, 7], [nil, (1, 1), (1, 2), (1, 3)]) == [nil, 4, 7, nil])
    #expect(pairs([], [(1, 1)]) == [nil])
  }
}
