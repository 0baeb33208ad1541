import AdamPlugin
import Descent
import DescentRules
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

  package func constants(_ info: StepInfo, counters: inout Counters) -> AdamConstants {
    Slip.advance(&counters, beta1: rule.beta1, beta2: rule.beta2)
    // Without bias correction the powers count as 0.
    let (power1, power2) = rule.biasCorrection ? (counters[0], counters[1]) : (0, 0)
    let isUnbiased = rule.correctsLargest
    return AdamConstants(
      rate: info.rate, decayFactor: rule.decayFactor(rate: info.rate, base: info.baseRate),
      stepSize: Slip.stepSize(info.rate, power1: power1, power2: power2),
      share: isUnbiased ? 1 / (1 - power2) : 1,
      correction: isUnbiased ? 1 : Slip.correction(power1: power1, power2: power2),
      root: CorrectedRoot(
        epsilon: rule.epsilon, rule.epsPlacement, bias: 1 - power2, isUnbiased: isUnbiased))
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
