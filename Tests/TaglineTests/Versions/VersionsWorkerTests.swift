import LabelCore
import LabelUI
import Testing

@testable import tagline

/// Requests of the screens over the store: their lanes do not wait for each other, and what was left
/// is not heard of again.
struct VersionsWorkerTests {
  private struct Failing: Error {}

  /// Figures wait until they are let go; everything else answers at once.
  private struct Work: VersionsWork {
    let gate = Gate()

    func perform(
      _ request: VersionsRequest, post: @escaping @Sendable (VersionsAnswer) -> Void
    ) async throws {
      switch request {
      case .figures(let ref, _):
        await gate.wait()
        post(.figures(ref, VersionFigures()))
      case .repos: throw Failing()
      case .versions(let repo): post(.versions(VersionList(repo: repo, versions: [])))
      default: break
      }
    }
  }

  private actor Gate {
    private var isOpen = false
    private var waiting: [CheckedContinuation<Void, Never>] = []

    func wait() async {
      if !isOpen { await withCheckedContinuation { waiting.append($0) } }
    }

    func open() {
      isOpen = true
      for waiter in waiting { waiter.resume() }
      waiting = []
    }
  }

  /// A mailbox whose messages come as a stream.
  private final class Answers: Sendable {
    let stream: AsyncStream<VersionsAnswer>
    let mailbox: Mailbox<SessionMessage>

    init() {
      let (wakes, wake) = AsyncStream.makeStream(of: Void.self)
      let (stream, continuation) = AsyncStream.makeStream(of: VersionsAnswer.self)
      let mailbox = Mailbox<SessionMessage> { wake.yield() }
      self.stream = stream
      self.mailbox = mailbox
      Task {
        for await _ in wakes {
          for case .event(.versions(let answer)) in mailbox.collect() { continuation.yield(answer) }
        }
      }
    }
  }

  private let ref = CommitRef(repo: "labeled_data", commit: "4f1c")
  private let other = CommitRef(repo: "labeled_data", commit: "8be2")

  @Test func aListIsNotHeldUpByFiguresAndAFailureNamesItsRequest() async {
    let (work, answers) = (Work(), Answers())
    let worker = VersionsWorker(work, mailbox: answers.mailbox) { _ in "in words" }
    var iterator = answers.stream.makeAsyncIterator()
    worker.perform(.figures(ref, before: nil))
    worker.perform(.versions(repo: "labeled_data"))
    #expect(
      await iterator.next() == .versions(VersionList(repo: "labeled_data", versions: [])))
    worker.perform(.repos)
    #expect(await iterator.next() == .failed(.repos, "in words"))
    await work.gate.open()
    #expect(await iterator.next() == .figures(ref, VersionFigures()))
  }

  @Test func whatWasGivenUpIsNotHeardOfAndDoesNotHoldUpWhatComesAfter() async {
    let (work, answers) = (Work(), Answers())
    let worker = VersionsWorker(work, mailbox: answers.mailbox) { _ in "" }
    var iterator = answers.stream.makeAsyncIterator()
    worker.perform(.figures(ref, before: nil))
    worker.perform(.figures(ref, before: other))
    worker.perform(.cancel(.figures))
    worker.perform(.figures(other, before: nil))
    await work.gate.open()
    #expect(await iterator.next() == .figures(other, VersionFigures()))
    await worker.close()
  }
}
