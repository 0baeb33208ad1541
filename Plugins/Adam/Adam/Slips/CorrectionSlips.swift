import Descent

// Slips in bias correction and in its powers of β₁ and β₂.

enum MultipliedCorrection: AdamSlip {
  static let bug = Bug("the correction multiplies (convnetjs #70)", killedBy: "C1")
  static func stepSize(_ rate: Double, power1: Double, power2: Double) -> Double {
    rate * (1 - power1)
  }
}

package enum NoCorrection: AdamSlip {
  package static let bug = Bug("no bias correction (ml-explore/mlx #1640)", killedBy: "C1")
  package static func stepSize(_ rate: Double, power1: Double, power2: Double) -> Double { rate }
  package static func correction(power1: Double, power2: Double) -> Double { 1 }
}

enum NoFirstCorrection: AdamSlip {
  static let bug = Bug("the first moment is not corrected", killedBy: "C1")
  static func stepSize(_ rate: Double, power1: Double, power2: Double) -> Double { rate }
}

package enum NoSecondCorrection: AdamSlip {
  package static let bug = Bug("the second moment is not corrected", killedBy: "C1")
  package static func correction(power1: Double, power2: Double) -> Double { 1 }
}

package enum LateCorrection: AdamSlip {
  package static let bug = Bug("the first step uses t = 2 (tensorflow #35444)", killedBy: "C1")
  package static var firstPowers: (Double, Double) { (0.9, 0.999) }
}

enum ConstantCorrection: AdamSlip {
  static let bug = Bug("1 − β without the power t (ML-From-Scratch #35)", killedBy: "C1")
  static func advance(_ powers: inout Counters, beta1: Double, beta2: Double) {
    powers[0] = beta1
    powers[1] = beta2
  }
}

enum TwiceCorrected: AdamSlip {
  static let bug = Bug(
    "the minus one applied twice: 2 − βᵗ (pytorch_optimizer #305)", killedBy: "C1")
  static func stepSize(_ rate: Double, power1: Double, power2: Double) -> Double {
    rate / (2 - power1)
  }
}

enum UnrootedCorrection: AdamSlip {
  static let bug = Bug("the second correction outside the root", killedBy: "C1")
  static func correction(power1: Double, power2: Double) -> Double { 1 / (1 - power2) }
}

enum SwappedCorrections: AdamSlip {
  static let bug = Bug("β₁ and β₂ swapped in the corrections", killedBy: "C1")
  static func stepSize(_ rate: Double, power1: Double, power2: Double) -> Double {
    rate / (1 - power2)
  }
  static func correction(power1: Double, power2: Double) -> Double { 1 / sqrt(1 - power1) }
}

enum AdamaxStepSize: AdamSlip {
  static let bug = Bug(
    "the root of 1 − β₂ᵗ twice: in the step size too (swift-apis #313)", killedBy: "C1")
  static func stepSize(_ rate: Double, power1: Double, power2: Double) -> Double {
    rate * sqrt(1 - power2) / (1 - power1)
  }
}

enum StuckCounter: AdamSlip {
  static let bug = Bug("the counter never advances (OLMo-core #317)", killedBy: "C1")
  static func advance(_ powers: inout Counters, beta1: Double, beta2: Double) {
    (powers[0], powers[1]) = (
      powers[0] == 1 ? beta1 : powers[0], powers[1] == 1 ? beta2 : powers[1]
    )
  }
}

enum SquaredPower: AdamSlip {
  static let bug = Bug("β₁ is raised to t², a product of products", killedBy: "C1")
  static func advance(_ powers: inout Counters, beta1: Double, beta2: Double) {
    powers[0] *= powers[0] * beta1
    powers[1] *= beta2
  }
}

enum SinglePrecisionPower: AdamSlip {
  static let bug = Bug("the powers in single precision (pytorch #173901)", killedBy: "C1")
  static func advance(_ powers: inout Counters, beta1: Double, beta2: Double) {
    powers[0] = Double(Float(powers[0] * beta1))
    powers[1] = Double(Float(powers[1] * beta2))
  }
}

enum WarmCounter: AdamSlip {
  static let bug = Bug("the correction stops after 8 steps, as if complete", killedBy: "C1")
  static func stepSize(_ rate: Double, power1: Double, power2: Double) -> Double {
    power2 < 0.5 ? rate : rate / (1 - power1)
  }
}
