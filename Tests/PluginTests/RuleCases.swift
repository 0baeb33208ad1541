import Descent
import DescentCatalog
import Testing

/// One optimizer in one setting of its options.
struct RuleCase: Sendable, CustomTestStringConvertible {
  let spec: String
  var testDescription: String { spec }

  func make() throws -> any Optimizer {
    try Catalog.registry.optimizer(Specification(spec))
  }

  /// The six rules, with each option that changes the code path on and off.
  static let all = [
    "sgd:lr=0.1", "sgd:lr=0.1,weight_decay=0.25",
    "momentum:lr=0.1", "momentum:lr=0.1,nesterov=true,weight_decay=0.25",
    "momentum:lr=0.1,dampening=0.5", "momentum:lr=0.1,dampening=0.5,dampens_first=true",
    "adagrad:lr=0.1",
    "adagrad:lr=0.1,lr_decay=0.5,initial_accumulator_value=0.25,weight_decay=0.25",
    "rmsprop:lr=0.1", "rmsprop:lr=0.1,alpha=0.5,eps=0.5", "rmsprop:lr=0.1,momentum=0.5",
    "rmsprop:lr=0.1,centered=true,eps=0.001",
    "rmsprop:lr=0.1,centered=true,eps=0.001,momentum=0.5,weight_decay=0.25",
    "adam:lr=0.1", "adam:lr=0.1,beta1=0,eps=0.5", "adam:lr=0.1,beta2=0,eps=0.5,weight_decay=0.25",
    "adam:lr=0.1,amsgrad=true", "adamw:lr=0.1,weight_decay=0.25",
    "adamw:lr=0.1,weight_decay=0.25,amsgrad=true", "adamw:lr=0.1,weight_decay=0,eps=0.5",
  ].map(RuleCase.init)
}

/// A start and given gradients, so that a law sees the rule alone and not its feedback.
struct Stream<T: KernelScalar> {
  var start: [T]
  var gradients: [[T]]

  /// Normal numbers of mixed sizes, some of them zero.
  init(count: Int, steps: Int, seed: UInt64) {
    let random = CounterRandom(seed: seed)
    func number(_ k: Int) -> T {
      let draw = UInt64(k)
      if random.split(stream: 1).index(draw, below: 8) == 0 { return 0 }
      let size = random.split(stream: 2).index(draw, below: 12) - 6
      return T(random.normal(draw)) * T(sign: .plus, exponent: T.Exponent(size), significand: 1)
    }
    start = (0..<count).map(number)
    gradients = (1...steps).map { step in (0..<count).map { number(step * count + $0) } }
  }

  init(start: [T], gradients: [[T]]) {
    self.start = start
    self.gradients = gradients
  }

  /// The stream of the coordinates `indices`, in that order.
  func selecting(_ indices: [Int]) -> Stream {
    Stream(
      start: indices.map { start[$0] }, gradients: gradients.map { g in indices.map { g[$0] } })
  }

  /// The parameters after every step.
  func points(
    _ optimizer: any Optimizer, _ layout: Layout? = nil, rate: Double? = nil
  ) throws -> [[T]] {
    var stepper = try Stepper<T>(optimizer, layout ?? .vector(start.count))
    var x = start
    return gradients.map { g in
      stepper.step(&x, gradient: g, rate: rate)
      return x
    }
  }
}

/// Equal as numbers, NaN equal to NaN.
func same<T: KernelScalar>(_ a: [T], _ b: [T]) -> Bool {
  a.count == b.count && zip(a, b).allSatisfy { $0 == $1 || ($0.isNaN && $1.isNaN) }
}

func same<T: KernelScalar>(_ a: [[T]], _ b: [[T]]) -> Bool {
  a.count == b.count && zip(a, b).allSatisfy { same($0, $1) }
}
