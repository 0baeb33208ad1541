import AdamPlugin
import AdamWPlugin
import Descent
import MutantKit

/// Adam or AdamW, with a slip.
package struct WrongAdam<Original: AdamFamily, Slip: AdamSlip>: RuleHost {
  package let original: Original
  private let rule: Original

  package init(_ original: Original) {
    self.original = original
    rule = Slip.settings(original)
  }

  package var learningRate: Double { Slip.standardRate(original.learningRate) }
  package var slots: [StateSlot] {
    ["first_moment", StateSlot("second_moment", initial: Slip.start)]
      + (original.amsgrad ? ["largest_second_moment"] : [])
  }
  package var counters: [StateSlot] {
    let (first, second) = Slip.firstPowers
    return [StateSlot("beta1_power", initial: first), StateSlot("beta2_power", initial: second)]
  }

  package func constants(rate: Double, counters: inout Counters) -> AdamConstants {
    Slip.advance(&counters, beta1: rule.beta1, beta2: rule.beta2)
    return AdamConstants(
      rate: rate, stepSize: Slip.stepSize(rate, power1: counters[0], power2: counters[1]),
      correction: Slip.correction(power1: counters[0], power2: counters[1]))
  }

  package func update<T: KernelScalar>(
    _ x: inout T, gradient: T, state s: inout Slots<T>, _ c: AdamConstants
  ) { Slip.update(&x, gradient: gradient, state: &s, c, rule) }
}

package func adam<Slip: AdamSlip>(_: Slip.Type) -> Mutant { WrongAdam<Adam, Slip>.mutant(Slip.bug) }

package func adamw<Slip: AdamSlip>(_: Slip.Type) -> Mutant {
  WrongAdam<AdamW, Slip>.mutant(Slip.bug)
}

extension NoSlip: AdamSlip {}
