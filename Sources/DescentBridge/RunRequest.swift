import Descent

/// A whole run in one request.
struct RunRequest {
  struct Flags: OptionSet {
    let rawValue: UInt32
    static let givesStart = Flags(rawValue: 1 << 0)
    static let putsBack = Flags(rawValue: 1 << 1)
    static let hasMask = Flags(rawValue: 1 << 2)
    static let hasRates = Flags(rawValue: 1 << 3)
    static let allPoints = Flags(rawValue: 1 << 4)
    static let reuses = Flags(rawValue: 1 << 5)
    static let trashes = Flags(rawValue: 1 << 6)
    static let echoes = Flags(rawValue: 1 << 7)
    static let closes = Flags(rawValue: 1 << 8)
    static let raisesValue = Flags(rawValue: 1 << 10)
  }

  var flags: Flags
  let tensors: Int
  let count: Int
  let steps: Int

  /// The number of bytes of the answer.
  func answerLength(_ size: Int) -> Int {
    let points = (flags.contains(.allPoints) ? steps : 1) * count * size
    guard flags.contains(.echoes) else { return points }
    return (points + 7) & ~7 + steps * count * size
  }

  /// Appends the body.
  /// - Parameters:
  ///   - start: the parameters before the first step; the flag says whether they are sent.
  ///   - gradients: appends the gradients.
  func write(
    to body: FrameBuffer, rates: [Double], start: [UInt8], mask: [[Bool]]?,
    gradients: (FrameBuffer) -> Void
  ) {
    body.append(UInt32(steps))
    body.append(flags.rawValue)
    body.append(UInt32(tensors))
    body.append(UInt32(0))
    if flags.contains(.hasRates) { body.append(numbers: rates) }
    if flags.contains(.givesStart) {
      body.append(numbers: start)
      body.pad()
    }
    gradients(body)
    if flags.contains(.hasMask), let mask {
      body.pad()
      body.append(numbers: mask.flatMap { $0.map { UInt8($0 ? 1 : 0) } })
    }
  }
}

extension WorkerConnection {
  /// Makes a run, and returns the body of its answer after checking the length.
  func run(
    _ request: RunRequest, _ instance: WorkerHost.Instance, numberSize: Int, limit: Double,
    rates: [Double], start: [UInt8], mask: [[Bool]]?, gradients: (FrameBuffer) -> Void,
    objective: ObjectiveAnswer? = nil
  ) throws(WorkerFailure) -> UnsafeRawBufferPointer {
    let answer = try ask(
      .run, instance: instance.number, limit: limit,
      as: "RUN of \(request.steps) steps on \(request.count) numbers",
      fill: {
        request.write(to: $0, rates: rates, start: start, mask: mask, gradients: gradients)
      }, objective: objective)
    let length = request.answerLength(numberSize)
    guard answer.body.count == length else {
      throw refuse("its body has \(answer.body.count) bytes instead of \(length)")
    }
    return answer.body
  }
}
