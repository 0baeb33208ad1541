import Descent

/// A running average. It has value semantics: a copy evolves independently.
package protocol RunningAverage {
  mutating func update(with x: [Double])
  var average: [Double] { get }
}

/// A way to average vectors with exponential weights.
package struct AveragingSubject: LawSubject {
  package let name: String
  package let make: @Sendable (AveragingCase) throws -> any RunningAverage

  package init(
    name: String, make: @escaping @Sendable (AveragingCase) throws -> any RunningAverage
  ) {
    self.name = name
    self.make = make
  }

  /// `averaged(decay:)` and the value type behind it.
  package static let builtIn = [
    AveragingSubject(name: "averaged") { c in
      switch c.precision {
      case .float64: try AveragedParameters<Double>(c)
      case .float32: try AveragedParameters<Float>(c)
      }
    },
    AveragingSubject(name: "ExponentialMovingAverage") { c in
      switch c.precision {
      case .float64: AveragedValues<Double>(c)
      case .float32: AveragedValues<Float>(c)
      }
    },
  ]

  /// The averages after each vector of a case.
  func run(_ c: AveragingCase) throws -> [[Double]] {
    var average = try make(c)
    return c.values.map { x in
      average.update(with: x)
      return average.average
    }
  }
}

/// The modifier as a running average: each vector is written into the parameters, and a step with a zero
/// gradient leaves them there.
private struct AveragedParameters<T: KernelScalar>: RunningAverage {
  var stepper: Stepper<T>

  init(_ c: AveragingCase) throws {
    let optimizer = try PlainDescent().averaged(decay: c.decay, debiased: c.isDebiased)
    stepper = try Stepper(optimizer, .vector(c.count))
  }

  mutating func update(with x: [Double]) {
    var point = x.map { T($0) }
    stepper.step(&point, gradient: x.map { _ in 0 })
  }

  var average: [Double] { stepper.state["average"]?.map { Double($0) } ?? [] }
}

private struct AveragedValues<T: KernelScalar>: RunningAverage {
  var values: ExponentialMovingAverage<T>

  init(_ c: AveragingCase) {
    values = ExponentialMovingAverage(decay: c.decay, debiased: c.isDebiased, count: c.count)
  }

  mutating func update(with x: [Double]) { values.update(with: x.map { T($0) }) }
  var average: [Double] { values.average.map { Double($0) } }
}
