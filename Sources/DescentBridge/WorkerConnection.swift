import CDescentBridge
import DescentFiles
import Foundation

/// A connection to a live worker: sends requests and receives answers, one at a time. It is used by one
/// thread at a time.
final class WorkerConnection {
  let process: WorkerProcess
  private var sequence: UInt32 = 0
  private let outgoing = FrameBuffer()
  private let incoming = FrameBuffer()
  /// Frames without an answer, which are written before the next request.
  private var waiting: [FramePrefix] = []

  init(_ command: WorkerCommand) throws(WorkerFailure) { process = try WorkerProcess(command) }

  /// An answer of a worker. Its body is memory of the connection, valid until the next request.
  struct Answer {
    let kind: FrameKind
    let instance: UInt32
    let header: JSON?
    let body: UnsafeRawBufferPointer
  }

  /// Frees an instance. The frame is sent with the next request.
  func free(_ instance: UInt32) {
    sequence &+= 1
    waiting.append(FramePrefix(.free, sequence: sequence, instance: instance))
  }

  /// Sends a request, and waits for the answer.
  /// - Parameters:
  ///   - limit: the time limit for the whole answer, in seconds.
  ///   - words: a description of the request, for messages.
  ///   - fill: appends the body.
  ///   - objective: evaluates the objective for the worker before it answers; that time does not count
  ///     against the limit.
  /// - Throws: ``WorkerFailure``; if ``WorkerFailure/isLoss`` is true, the process has ended.
  func ask(
    _ kind: FrameKind, instance: UInt32 = 0, header: JSON? = nil, limit: Double,
    as words: @autoclosure () -> String, fill: (FrameBuffer) -> Void = { _ in },
    objective: ObjectiveAnswer? = nil
  ) throws(WorkerFailure) -> Answer {
    write(kind, instance, header, fill)
    WorkerPulse.waiting.add(1, ordering: .relaxed)
    defer { WorkerPulse.waiting.subtract(1, ordering: .relaxed) }
    var deadline = ContinuousClock.now + .seconds(limit)
    do throws(Trouble) {
      try send(until: deadline)
      while true {
        WorkerPulse.beats.add(1, ordering: .relaxed)
        let answer = try answer(to: kind, mayAsk: objective != nil, until: deadline)
        guard answer.kind == .evaluate, kind != .evaluate, let objective else { return answer }
        let asked = ContinuousClock.now
        try reply(to: answer, by: objective)
        deadline += .now - asked
        try send(until: deadline)
      }
    } catch {
      throw failure(error, limit, words())
    }
  }

  /// Sends BYE, and makes sure that the process ends.
  func close() {
    write(.bye, 0, nil) { _ in }
    do throws(Trouble) { try send(until: ContinuousClock.now + .seconds(0.2)) } catch {
      return process.kill()
    }
    Foundation.close(process.input)
    process.end()
  }

  private func write(
    _ kind: FrameKind, _ instance: UInt32, _ header: JSON?, _ fill: (FrameBuffer) -> Void
  ) {
    outgoing.removeAll()
    for prefix in waiting {
      let place = outgoing.count
      outgoing.resize(to: place + FramePrefix.size)
      prefix.write(to: outgoing.memory + place)
    }
    waiting.removeAll(keepingCapacity: true)
    sequence &+= 1
    let start = outgoing.count
    outgoing.resize(to: start + FramePrefix.size)
    if let header {
      var text = header.text
      text.withUTF8 { outgoing.append(UnsafeRawBufferPointer($0)) }
      outgoing.pad(with: UInt8(ascii: " "))
    }
    let body = outgoing.count
    fill(outgoing)
    FramePrefix(
      kind, sequence: sequence, instance: instance,
      headerLength: body - start - FramePrefix.size, bodyLength: outgoing.count - body
    ).write(to: outgoing.memory + start)
  }

  /// The errors of sending and receiving.
  private enum Trouble: Error {
    case late
    case ended
    case noFrame(String)
    case failed(WorkerFailure)
  }

  /// Answers an evaluation that the worker requests during a RUN.
  private func reply(to question: Answer, by objective: ObjectiveAnswer) throws(Trouble) {
    outgoing.removeAll()
    outgoing.resize(to: FramePrefix.size)
    do throws(WorkerFailure) { try objective(question.body, outgoing) } catch {
      // Kill the worker, because it waits for an answer that will not come.
      process.kill()
      throw .failed(error)
    }
    FramePrefix(
      .evaluate, sequence: sequence, instance: question.instance,
      bodyLength: outgoing.count - FramePrefix.size
    ).write(to: outgoing.memory)
  }

  private func failure(
    _ trouble: Trouble, _ limit: Double, _ words: String
  ) -> WorkerFailure {
    switch trouble {
    case .failed(let failure): return failure
    case .late:
      process.readMessages()
      process.kill()
      return .silent(seconds: limit, request: words, lastLine: process.lastLine)
    case .ended:
      let how = process.ending()
      return .ended(how: how, lastLine: process.lastLine)
    case .noFrame(let reason):
      process.readMessages()
      process.kill()
      return .noFrame(reason)
    }
  }
}

/// Sending and receiving bytes.
extension WorkerConnection {
  private func send(until deadline: ContinuousClock.Instant) throws(Trouble) {
    var place = 0
    while place < outgoing.count {
      let count = descent_write(process.input, outgoing.memory + place, outgoing.count - place)
      if count > 0 {
        place += count
        continue
      }
      switch errno {
      case EINTR: continue
      case EAGAIN: try wait(for: process.input, POLLOUT, until: deadline)
      // Stop sending: the worker has closed its input, and its last output is read as its answer.
      default: return
      }
    }
  }

  private func answer(
    to kind: FrameKind, mayAsk: Bool, until deadline: ContinuousClock.Instant
  ) throws(Trouble) -> Answer {
    incoming.removeAll()
    // Read all available bytes, so that a small answer takes one call.
    var read = try receive(atLeast: FramePrefix.size, from: 0, until: deadline)
    let prefix: FramePrefix
    do throws(FrameFault) {
      prefix = try FramePrefix(
        UnsafeRawBufferPointer(start: incoming.memory, count: FramePrefix.size))
    } catch { throw .noFrame(error.reason) }
    guard prefix.sequence == sequence else {
      throw .noFrame("it answers request \(prefix.sequence) instead of \(sequence)")
    }
    if prefix.kind == .evaluate, kind != .evaluate, !mayAsk {
      throw .noFrame("it asks for the objective, which it did not announce in HELLO")
    }
    guard [kind, .error, .evaluate].contains(prefix.kind) else {
      throw .noFrame("a frame \(prefix.kind) answers a request \(kind)")
    }
    let bodyStart = FramePrefix.size + prefix.headerLength
    let end = bodyStart + prefix.bodyLength
    if read < end { read = try receive(atLeast: end, from: read, until: deadline) }
    guard read == end else { throw .noFrame("\(read - end) bytes follow the answer") }
    var header: JSON?
    if prefix.headerLength > 0 {
      let bytes = UnsafeRawBufferPointer(
        start: incoming.memory + FramePrefix.size, count: prefix.headerLength)
      header = JSON(line: String(decoding: bytes, as: UTF8.self))
      guard header != nil else { throw .noFrame("its header is not valid JSON") }
    }
    let answer = Answer(
      kind: prefix.kind, instance: prefix.instance, header: header,
      body: UnsafeRawBufferPointer(start: incoming.memory + bodyStart, count: prefix.bodyLength))
    if prefix.kind == .error { throw .failed(Self.error(header)) }
    return answer
  }

  /// Kills the process after a valid frame that does not answer the request.
  func refuse(_ reason: String) -> WorkerFailure { failure(.noFrame(reason), 0, "") }

  private static func error(_ header: JSON?) -> WorkerFailure {
    let message = header?["message"]?.string ?? ""
    let type = header?["type"]?.string ?? "error"
    if case .boolean(true)? = header?["refusal"] {
      return .refused(message.isEmpty ? type : message)
    }
    return .raised(type: type, message: message, place: header?["where"]?.string ?? "")
  }

  /// Reads at least `wanted` bytes, and more if they are available.
  private func receive(
    atLeast wanted: Int, from start: Int, until deadline: ContinuousClock.Instant
  ) throws(Trouble) -> Int {
    var place = start
    while place < wanted {
      let room = max(wanted - place, 4096)
      incoming.resize(to: place)
      incoming.resize(to: place + room)
      try wait(for: process.output, POLLIN, until: deadline)
      let count = Foundation.read(process.output, incoming.memory + place, room)
      if count > 0 {
        place += count
      } else if count == 0 {
        if place == 0 { throw .ended }
        let how = process.ending()
        throw .failed(
          .ended(how: how + " in the middle of an answer", lastLine: process.lastLine))
      } else if errno != EINTR, errno != EAGAIN {
        throw .ended
      }
    }
    return place
  }

  private func wait(
    for descriptor: Int32, _ events: Int32, until deadline: ContinuousClock.Instant
  ) throws(Trouble) {
    while true {
      var polled = [
        pollfd(fd: descriptor, events: Int16(events), revents: 0),
        pollfd(fd: process.errors, events: Int16(POLLIN), revents: 0),
      ]
      let left = (deadline - ContinuousClock.now) / .milliseconds(1)
      guard left > 0 else { throw .late }
      let count = poll(&polled, 2, Int32(min(left.rounded(.up), 1e9)))
      if count < 0, errno != EINTR { throw .ended }
      guard count > 0 else { continue }
      if polled[1].revents & Int16(POLLIN) != 0 { process.readMessages() }
      if polled[0].revents != 0 { return }
      // Sleep, because a closed standard error is always ready and would make this loop spin.
      if polled[1].revents & Int16(POLLIN) == 0 { usleep(200) }
    }
  }
}
