import AdamPlugin
import AdamWPlugin
import Descent
import MutantKit

/// Adam or AdamW, with a slip.
struct WrongAdam<Original: AdamFamily, Slip: AdamSlip>: RuleHost {
  let original: Original
  private let rule: Original

  init(_ original: Original) {
    self.original = original
    rule = Slip.settings(original)
  }

  var learningRate: Double { Slip.standardRate(original.learningRate) }
  var slots: [StateSlot] {
    ["first_moment", StateSlot("second_moment", initial: Slip.start)]
      + (original.amsgrad ? ["largest_second_moment"] : [])
  }
  var counters: [StateSlot] {
    let (first, second) = Slip.firstPowers
    return [StateSlot("beta1_power", initial: first), StateSlot("beta2_power", initial: second)]
  }

  func constants(rate: Double, counters: inout Counters) -> AdamConstants {
    Slip.advance(&counters, beta1: rule.beta1, beta2: rule.beta2)
    return AdamConstants(
      rate: rate, stepSize: Slip.stepSize(rate, power1: counters[0], power2: counters[1]),
      correction: Slip.correction(power1: counters[0], power2: counters[1]))
  }

  func update<T: KernelScalar>(
    _ x: inout T, gradient: T, state s: inout Slots<T>, _ c: AdamConstants
  ) { Slip.update(&x, gradient: gradient, state: &s, c, rule) }
}

func adam<Slip: AdamSlip>(_: Slip.Type) -> Mutant { WrongAdam<Adam, Slip>.mutant(Slip.bug) }

func adamw<Slip: AdamSlip>(_: Slip.Type) -> Mutant { WrongAdam<AdamW, Slip>.mutant(Slip.bug) }

extension NoSlip: AdamSlip {}
