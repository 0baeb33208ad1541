import BowlProblems
import Descent
import DescentAlgebra
import Foundation
import RealModule

/// A rule's values of quantities that the textbook has for gradient descent: its stability limit, the
/// growth of its iterations with the condition number, its noise floor, and the speed at which it
/// leaves a saddle.
///
/// The first two and the last apply to rules whose steps scale with the gradient (twice the start
/// gives twice the path). For other rules, whose step length is independent, it says how close they
/// come to the minimum.
public struct Portrait: Sendable {
  /// Whether twice the start gives twice the path on a quadratic.
  public let isHomogeneous: Bool
  /// The limit of lr λ; 0 if the rule diverges at every rate; nil if it diverges at no rate below
  /// 1000, or if lr λ does not determine stability.
  public let stabilityLimit: Double?
  /// The exponent p of iterations ∝ κᵖ, each at the best of the rates tried; nil if one of the
  /// condition numbers takes too many iterations.
  public let conditionExponent: Double?
  /// Whether the momentum was tuned as well, because the rule has one and none was given.
  public let tunesMomentum: Bool
  /// The final |x| on x²/2 from 1 at a rate of 0.01, in units of the rate; nil for rules with a
  /// stability limit.
  public let remainder: Double?
  /// E x² on x²/2 with unit noise at a rate of 0.01, divided by gradient descent's; nil if it
  /// overflows.
  public let noiseFloor: Double?
  /// The factor per step by which the distance from a quadratic saddle grows at lr |λ| = 0.1; for
  /// gradient descent it is 1.1.
  public let saddleGrowth: Double?

  /// The portrait as statements: "stable up to lr = 3.8/L".
  public var statements: [String] {
    func number(_ x: Double) -> String { "\(x, digits: 3)" }
    var statements: [String] = []
    if isHomogeneous {
      statements.append(
        stabilityLimit.map {
          $0 > 0
            ? "stable up to lr = \(number($0))/L on a quadratic"
            : "diverges on a quadratic at every rate"
        }
          ?? "no limit of the rate on a quadratic below 1000/L")
      statements.append(
        conditionExponent.map {
          "iterations grow like κ^\(String(format: "%.2f", $0)) from κ = 30 to 1000, at its best rates"
            + (tunesMomentum ? " and momenta" : "")
        } ?? "more than \(Self.patience) iterations at some condition number up to 1000")
      if let saddleGrowth {
        statements.append(
          "leaves a saddle by a factor \(number(saddleGrowth)) a step at lr |λ| = \(SaddleSetting.growth) "
            + "(gradient descent \(number(1 + SaddleSetting.growth)))")
      }
    } else {
      statements.append("steps do not scale with the gradient: no limit of lr λ of its own")
      if let remainder {
        statements.append(
          "stays within \(number(remainder)) lr of the minimum of x²/2 at lr = 0.01")
      }
    }
    statements.append(
      noiseFloor.map { "noise floor \(number($0)) times gradient descent's at lr λ = 0.01" }
        ?? "no noise floor: it diverges under noise at lr λ = 0.01")
    return statements
  }

  static let patience = 20_000
  private static let noiseRate = 0.01
}

extension Portrait {
  /// Measures a rule with its given settings, except for the rate.
  /// - Throws: ``ConfigurationError`` if the rule cannot be created.
  public init(of rule: Specification, in lab: Laboratory) throws {
    isHomogeneous = try Self.isHomogeneous(lab, rule)
    let settings = try lab.registry.optimizer(rule).specification
    tunesMomentum = rule["momentum"] == nil && settings["momentum"] != nil
    stabilityLimit = isHomogeneous ? try Self.limit(lab, rule) : nil
    conditionExponent =
      isHomogeneous ? try Self.exponent(lab, rule, stabilityLimit, tunesMomentum) : nil
    remainder = isHomogeneous ? nil : try Self.remainder(lab, rule)
    saddleGrowth = isHomogeneous ? try Self.saddleGrowth(lab, rule) : nil
    let floors = try [rule, Specification(literal: "sgd")].map { try Self.floor(lab, $0) }
    let ratio = floors[0] / floors[1]
    noiseFloor = ratio.isFinite && ratio < 1e6 ? ratio : nil
  }

  private static func isHomogeneous(_ lab: Laboratory, _ rule: Specification) throws -> Bool {
    let problem = DiagonalQuadratic([1, 3])
    let paths = try [1.0, 2].map { size in
      try lab.path(lab.rule(rule, rate: 0.01), on: problem, from: [size, size], steps: 50).points
    }
    return zip(paths[0].joined(), paths[1].joined()).allSatisfy {
      abs(2 * $0 - $1) <= 1e-9 * abs($1)
    }
  }

  private static func limit(_ lab: Laboratory, _ rule: Specification) throws -> Double? {
    let limit = try lab.crossing(1e-9, 1e3, tolerance: 1e-9) {
      try lab.growth(rule, rate: $0, on: DiagonalQuadratic([1]), from: [1], steps: 3000)
    }
    return limit < 1e-8 ? 0 : limit < 999 ? limit : nil
  }

  private static func exponent(
    _ lab: Laboratory, _ rule: Specification, _ limit: Double?, _ tunesMomentum: Bool
  ) throws -> Double? {
    guard limit != 0 else { return nil }
    let conditions = [30.0, 100, 300, 1000]
    var counts: [Double] = []
    for kappa in conditions {
      let root = kappa.squareRoot()
      let problem = DiagonalQuadratic([1, root, kappa])
      // The best momenta of heavy ball and of Nesterov's form are near 1 − 4/√κ and 1 − 2/√κ.
      let rules =
        tunesMomentum
        ? [Double].evenly(1, 5, 17).map { rule.with(("momentum", 1 - $0 / root)) } : [rule]
      let largest = tunesMomentum ? 4 : limit ?? 2
      var best = patience
      for rule in rules {
        for share in [Double].evenly(0.05, 0.999, 20) {
          let optimizer = try lab.rule(rule, rate: share * largest / kappa)
          best = min(best, try steps(lab, optimizer, problem, upTo: best))
        }
      }
      guard best < patience else { return nil }
      counts.append(Double(best))
    }
    return try logSlope(conditions, counts)
  }

  /// The steps to |x| ≤ 1e-6 of |x₀|, or the limit.
  private static func steps(
    _ lab: Laboratory, _ optimizer: any Optimizer, _ problem: any Problem, upTo limit: Int
  ) throws -> Int {
    var last = limit
    try lab.follow(optimizer, on: problem, from: [1, 1, 1], steps: limit) { step, x, _ in
      if x.norm <= 1e-6 * 3.0.squareRoot() { last = step }
      return last == limit && x.norm < 1e6
    }
    return last
  }

  private static func remainder(_ lab: Laboratory, _ rule: Specification) throws -> Double? {
    let rate = 0.01
    let points = try lab.path(
      lab.rule(rule, rate: rate), on: DiagonalQuadratic([1]), from: [1], steps: patience
    ).points
    let largest = points.suffix(1000).map { abs($0[0]) }.max() ?? .nan
    return largest.isFinite ? largest / rate : nil
  }

  private static func saddleGrowth(_ lab: Laboratory, _ rule: Specification) throws -> Double? {
    let growth = try Textbook.saddleGrowth(lab, rule)
    return growth.isFinite && growth > 0 ? growth : nil
  }

  private static func floor(_ lab: Laboratory, _ rule: Specification) throws -> Double {
    var chains = try Chains(
      lab.rule(rule, rate: noiseRate), count: 2000, from: 0, random: lab.random(0x9087))
    // The slowest rule forgets its start by a factor 1 − lr λ per step, or a few times slower.
    for _ in 0..<3000 { chains.step(curvature: 1, noise: 1) }
    return chains.meanSquare
  }
}
