import Descent
import DescentLaws

/// A wrong average.
protocol WrongAverage: RunningAverage, SendableMetatype {
  var average: [Double] { get set }
  init(_ c: AveragingCase)
}

extension Mutant {
  static func averaging<Kind: WrongAverage>(
    _ type: Kind.Type, _ bug: String, killedBy killer: String
  ) -> Mutant {
    .of(
      AveragingSubject(name: "\(Kind.self)") { Kind($0) }, AveragingLaws.all, "averaged", bug,
      killedBy: killer)
  }
}

/// An average whose weight is wrong.
protocol WrongWeight: WrongAverage {
  var settings: AveragingCase { get }
  var updates: Int { get set }
  func weight(_ t: Int) -> Double
}

extension WrongWeight {
  mutating func update(with x: [Double]) {
    updates += 1
    let w = weight(updates)
    average = x.indices.map { average[$0] + w * (x[$0] - average[$0]) }
  }

  /// The correct weight.
  func plain(_ t: Int) -> Double {
    let d = settings.decay
    return t == 1 ? 1 : settings.isDebiased ? (1 - d) / (1 - .pow(d, t)) : 1 - d
  }
}

struct StartsAtZero: WrongWeight {
  let settings: AveragingCase
  var updates = 0
  var average: [Double]
  init(_ c: AveragingCase) { (settings, average) = (c, Array(repeating: 0, count: c.count)) }
  func weight(_ t: Int) -> Double { 1 - settings.decay }
}
struct CountsFromZero: WrongWeight {
  let settings: AveragingCase
  var updates = 0
  var average: [Double]
  init(_ c: AveragingCase) { (settings, average) = (c, Array(repeating: 0, count: c.count)) }
  func weight(_ t: Int) -> Double { t < 3 ? 1 : plain(t - 1) }
}
struct RunsAway: WrongWeight {
  let settings: AveragingCase
  var updates = 0
  var average: [Double]
  init(_ c: AveragingCase) { (settings, average) = (c, Array(repeating: 0, count: c.count)) }
  func weight(_ t: Int) -> Double { t == 1 ? 1 : -plain(t) }
}
struct SwapsDecay: WrongWeight {
  let settings: AveragingCase
  var updates = 0
  var average: [Double]
  init(_ c: AveragingCase) { (settings, average) = (c, Array(repeating: 0, count: c.count)) }
  func weight(_ t: Int) -> Double { t == 1 ? 1 : settings.decay }
}
struct LeastDecay: WrongWeight {
  let settings: AveragingCase
  var updates = 0
  var average: [Double]
  init(_ c: AveragingCase) { (settings, average) = (c, Array(repeating: 0, count: c.count)) }
  func weight(_ t: Int) -> Double { t == 1 ? 1 : min(0.9, plain(t)) }
}
struct WarmsDecayUp: WrongWeight {
  let settings: AveragingCase
  var updates = 0
  var average: [Double]
  init(_ c: AveragingCase) { (settings, average) = (c, Array(repeating: 0, count: c.count)) }
  func weight(_ t: Int) -> Double {
    t == 1 ? 1 : max(plain(t), 1 - (1 + Double(t)) / (10 + Double(t)))
  }
}
struct AveragesInFloat: WrongWeight {
  let settings: AveragingCase
  var updates = 0
  var average: [Double] {
    didSet { average = average.map { Double(Float($0)) } }
  }
  init(_ c: AveragingCase) { (settings, average) = (c, Array(repeating: 0, count: c.count)) }
  func weight(_ t: Int) -> Double { plain(t) }
}

/// Stores its numbers in a class, which copies share.
struct SharesStorage: WrongAverage {
  private final class Box {
    var average: ExponentialMovingAverage<Double>
    init(_ average: ExponentialMovingAverage<Double>) { self.average = average }
  }
  private let box: Box
  var average: [Double] {
    get { box.average.average }
    set {}
  }
  init(_ c: AveragingCase) {
    box = Box(
      ExponentialMovingAverage(decay: c.decay, debiased: c.isDebiased, count: c.count))
  }
  mutating func update(with x: [Double]) { box.average.update(with: x) }
}

/// Starts from zero without correction, so that the average of a constant is not the constant.
struct NeverCorrects: WrongAverage {
  let decay: Double
  var average: [Double]
  init(_ c: AveragingCase) { (decay, average) = (c.decay, Array(repeating: 0, count: c.count)) }
  mutating func update(with x: [Double]) {
    average = x.indices.map { decay * average[$0] + (1 - decay) * x[$0] + 1e-9 }
  }
}

extension Mutants {
  package static let averaging: [Mutant] = [
    .averaging(StartsAtZero.self, "starts from 0, uncorrected", killedBy: "ema/constant"),
    .averaging(NeverCorrects.self, "a constant added to the average", killedBy: "ema/constant"),
    .averaging(CountsFromZero.self, "the counter is one off", killedBy: "ema/newest_weight"),
    .averaging(RunsAway.self, "a sign flipped (ai-toolkit #1034)", killedBy: "ema/hull"),
    .averaging(SwapsDecay.self, "d for 1 - d", killedBy: "ema/newest_weight"),
    .averaging(LeastDecay.self, "decay at least 0.1", killedBy: "ema/decay_zero"),
    .averaging(
      WarmsDecayUp.self, "decay overwritten by a warm-up (diffusers #1864)",
      killedBy: "ema/newest_weight"),
    .averaging(AveragesInFloat.self, "held in single precision", killedBy: "ema/units"),
    .averaging(SharesStorage.self, "copies share storage", killedBy: "ema/value"),
  ]
}
