/// The points at which the last steps of a run began, for delayed gradients.
final class PointHistory<T: KernelScalar> {
  private let memory: Scratch<T>
  private let n: Int
  private let delay: Int
  /// The slot of the next point, which holds the oldest one.
  private var place = 0

  /// - Parameters:
  ///   - start: the point to use before the first step.
  ///   - delay: the number of steps for which a point is kept, at least 1.
  init(_ start: UnsafePointer<T>, _ n: Int, delay: Int) {
    self.n = n
    self.delay = delay
    memory = Scratch(n * (delay + 1))
    for slot in 0...delay { (memory.pointer + slot * n).update(from: start, count: n) }
  }

  /// Keeps the point at which a step begins.
  /// - Returns: the point of `delay` steps ago, valid until the next call.
  func append(_ point: UnsafePointer<T>) -> UnsafePointer<T> {
    (memory.pointer + place * n).update(from: point, count: n)
    place = (place + 1) % (delay + 1)
    return UnsafePointer(memory.pointer + place * n)
  }

  /// The points of the last `delay` steps, the oldest first.
  var points: [T] {
    (1...delay).flatMap { age in
      let slot = (place + age) % (delay + 1)
      return UnsafeBufferPointer(start: memory.pointer + slot * n, count: n)
    }
  }

  /// Restores ``points`` of a run that was interrupted. - Precondition: there are `delay` of them.
  func restore(_ points: [T]) {
    precondition(points.count == delay * n, "\(points.count) coordinates")
    place = 0
    for (i, value) in points.enumerated() { memory.pointer[n + i] = value }
  }
}
