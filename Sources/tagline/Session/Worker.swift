import LabelCore
import LabelUI
import Synchronization
import Workspace

/// What background work says to the thread that draws.
enum SessionMessage: Sendable {
  case event(Event)
  /// A send ended: what it did, or a sentence about why it failed.
  case sent(Result<FlushReport, Sentence>, isAsked: Bool)
  case pulled(Result<SyncReport, Sentence>, isAsked: Bool)
  /// A pull was stopped on purpose; what it had read stays.
  case pullStopped
  /// Every decision handed over so far is on disk or was reported as failed.
  case journalDone
  case closed
}

/// A failure in words for the person at the keyboard.
struct Sentence: Error, Equatable, Sendable {
  var text: String
}

/// Does off the drawing thread what effects ask for. Reads and writes of tasks are done one after another
/// in the order in which they were asked for; the network has a queue of its own, so that a slow store
/// never holds up a label.
struct Worker: Sendable {
  private let journal: AsyncStream<Effect>.Continuation
  private let store: AsyncStream<StoreJob>.Continuation
  private let desk: Desk
  private let pulling = RunningPull()

  private enum StoreJob: Sendable {
    case send(isAsked: Bool)
    case pull(isAsked: Bool)
  }

  /// `describe` turns errors into sentences.
  init(
    _ work: any SessionWork, mailbox: Mailbox<SessionMessage>,
    describe: @escaping @Sendable (any Error) -> String
  ) {
    let desk = Desk(work: work, mailbox: mailbox, describe: describe)
    let (effects, journal) = AsyncStream.makeStream(of: Effect.self)
    let (jobs, store) = AsyncStream.makeStream(of: StoreJob.self)
    self.desk = desk
    self.journal = journal
    self.store = store
    let journalTask = Task {
      for await effect in effects { await desk.perform(effect) }
      mailbox.post(.journalDone)
    }
    Task { [pulling] in
      for await job in jobs {
        switch job {
        case .send(let isAsked): await desk.send(isAsked: isAsked)
        case .pull(let isAsked): await pulling.run { await desk.pull(isAsked: isAsked) }
        }
      }
      // What is sent last must hold what was decided last.
      await journalTask.value
      await desk.send(isAsked: false)
      mailbox.post(.closed)
    }
  }

  /// Takes an effect that reads or writes tasks; its answer comes by the mailbox.
  func perform(_ effect: Effect) { journal.yield(effect) }

  func send(isAsked: Bool) { store.yield(.send(isAsked: isAsked)) }

  func pull(isAsked: Bool) { store.yield(.pull(isAsked: isAsked)) }

  /// Ends the pull that is under way, if there is one.
  func stopPull() { pulling.stop() }

  /// Posts a fresh summary.
  func summarize() { Task { [desk] in await desk.summarize() } }

  /// Takes nothing more and ends a pull, which would hold up the last send; `.journalDone` and, after
  /// that send, `.closed` follow.
  func close() {
    pulling.close()
    journal.finish()
    store.finish()
  }
}

/// The pull that is under way, to be stopped from another thread.
private final class RunningPull: Sendable {
  private struct State {
    var task: Task<Void, Never>?
    var isClosed = false
  }

  private let state = Mutex(State())

  /// Runs it to its end, unless it is stopped; does nothing once closed.
  func run(_ pull: @escaping @Sendable () async -> Void) async {
    let task: Task<Void, Never>? = state.withLock { state in
      guard !state.isClosed else { return nil }
      state.task = Task { await pull() }
      return state.task
    }
    await task?.value
    state.withLock { $0.task = nil }
  }

  func stop() { state.withLock { $0.task?.cancel() } }

  /// Stops what runs, and lets nothing begin.
  func close() {
    state.withLock { state in
      state.isClosed = true
      state.task?.cancel()
    }
  }
}

/// One effect at a time, and what it answers.
private struct Desk: Sendable {
  let work: any SessionWork
  let mailbox: Mailbox<SessionMessage>
  let describe: @Sendable (any Error) -> String

  func perform(_ effect: Effect) async {
    do {
      switch effect {
      case .loadTasks(let positions, let filter):
        post(.tasks(try await work.tasks(at: positions, filter: filter)))
      case .loadPage(let offset, let limit, let filter):
        post(.page(try await work.page(offset: offset, limit: limit, filter: filter)))
      case .find(let request):
        post(.found(request, try await work.position(of: request)))
      case .save(let request): await save(request)
      case .remember(let taskID): try await work.remember(taskID: taskID)
      default: break
      }
    } catch {
      let notice = Notice(.error, describe(error))
      if case .remember = effect { return post(.notice(notice)) }
      post(.readFailed(notice))
    }
  }

  private func save(_ request: SaveRequest) async {
    do {
      let task = try await work.save(request)
      post(.saved(serial: request.serial, task: task))
      await summarize()
    } catch {
      post(.saveFailed(serial: request.serial, message: describe(error)))
    }
  }

  func summarize() async {
    do {
      post(.summary(try await work.summary()))
    } catch {
      post(.notice(Notice(.error, describe(error))))
    }
  }

  func send(isAsked: Bool) async {
    do {
      mailbox.post(.sent(.success(try await work.send()), isAsked: isAsked))
    } catch {
      mailbox.post(.sent(.failure(Sentence(text: describe(error))), isAsked: isAsked))
    }
    await summarize()
  }

  func pull(isAsked: Bool) async {
    do {
      let report = try await work.pull { [self] step in
        post(.reading(step.done))
        Task { await summarize() }
      }
      mailbox.post(.pulled(.success(report), isAsked: isAsked))
    } catch {
      let isStopped = error is CancellationError || Task.isCancelled
      mailbox.post(
        isStopped
          ? .pullStopped : .pulled(.failure(Sentence(text: describe(error))), isAsked: isAsked))
    }
    // The task may have been stopped, and would then not be let at the counters.
    await Task { await summarize() }.value
  }

  private func post(_ event: Event) { mailbox.post(.event(event)) }
}
