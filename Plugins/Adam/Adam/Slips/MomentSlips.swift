import Descent

// Slips in Adam's moments.

package enum SwappedFirstShares: AdamSlip {
  package static let bug = Bug("β₁ and 1 − β₁ swapped (blocks #1159)", killedBy: "C2")
  package static func first<T: KernelScalar>(_ m: T, _ g: T, beta: Double) -> T {
    T(1 - beta) * m + T(beta) * g
  }
}

enum SwappedSecondShares: AdamSlip {
  static let bug = Bug("β₂ and 1 − β₂ swapped (blocks #1176)", killedBy: "C1")
  static func second<T: KernelScalar>(_ v: T, _ g: T, beta: Double) -> T {
    T(1 - beta) * v + T(beta) * g * g
  }
}

enum SummedFirst: AdamSlip {
  static let bug = Bug("the gradient enters the first moment without 1 − β₁", killedBy: "C1")
  static func first<T: KernelScalar>(_ m: T, _ g: T, beta: Double) -> T { T(beta) * m + g }
}

enum SummedSecond: AdamSlip {
  static let bug = Bug("the square enters the second moment without 1 − β₂", killedBy: "C1")
  static func second<T: KernelScalar>(_ v: T, _ g: T, beta: Double) -> T { T(beta) * v + g * g }
}

enum SquaredSecondShare: AdamSlip {
  static let bug = Bug("(1 − β₂) g is squared as a whole", killedBy: "C1")
  static func second<T: KernelScalar>(_ v: T, _ g: T, beta: Double) -> T {
    T(beta) * v + (T(1 - beta) * g) * (T(1 - beta) * g)
  }
}

package enum LinearSecond: AdamSlip {
  package static let bug = Bug("the second moment of |g|, not of g²", killedBy: "T5")
  package static func second<T: KernelScalar>(_ v: T, _ g: T, beta: Double) -> T {
    T(beta) * v + T(1 - beta) * abs(g)
  }
}

enum LocalFirst: AdamSlip {
  static let bug = Bug(
    "the first moment is never written back (rust-autograd #16)", killedBy: "P13")
  static func first<T: KernelScalar>(_ m: T, _ g: T, beta: Double) -> T { T(1 - beta) * g }
}

enum LocalSecond: AdamSlip {
  static let bug = Bug(
    "the second moment is never written back (rust-autograd #16)", killedBy: "P13")
  static func second<T: KernelScalar>(_ v: T, _ g: T, beta: Double) -> T { T(1 - beta) * g * g }
}

enum FlippedFirst: AdamSlip {
  static let bug = Bug("the old first moment is subtracted", killedBy: "C1")
  static func first<T: KernelScalar>(_ m: T, _ g: T, beta: Double) -> T {
    T(1 - beta) * g - T(beta) * m
  }
}

enum StartedSecond: AdamSlip {
  static let bug = Bug("the second moment starts at 1e-3", killedBy: "T5")
  static var start: Double { 1e-3 }
}

enum LargestAccumulated: AdamSlip {
  static let bug = Bug("the second moment is a running maximum, as AdaMax has it", killedBy: "C2")
  static func second<T: KernelScalar>(_ v: T, _ g: T, beta: Double) -> T {
    max(T(beta) * v, g * g) * T(1 - beta)
  }
}

enum SharedBeta: AdamSlip {
  static let bug = Bug("β₁ in the place of β₂", killedBy: "P12")
  static func settings<Rule: AdamFamily>(_ rule: Rule) -> Rule {
    var rule = rule
    rule.beta2 = rule.beta1
    return rule
  }
}

package enum SwappedBetas: AdamSlip {
  package static let bug = Bug("β₁ and β₂ swapped", killedBy: "C2")
  package static func settings<Rule: AdamFamily>(_ rule: Rule) -> Rule {
    var rule = rule
    (rule.beta1, rule.beta2) = (rule.beta2, rule.beta1)
    return rule
  }
}

enum FixedBeta: AdamSlip {
  static let bug = Bug("0.9 in the place of β₁", killedBy: "P12")
  static func settings<Rule: AdamFamily>(_ rule: Rule) -> Rule {
    var rule = rule
    rule.beta1 = 0.9
    return rule
  }
}

enum WrongMomentBeta: AdamSlip {
  static let bug = Bug("β₁² in the moment, β₁ in the correction (blocks #1144)", killedBy: "C1")
  static func first<T: KernelScalar>(_ m: T, _ g: T, beta: Double) -> T {
    T(beta * beta) * m + T(1 - beta * beta) * g
  }
}
