import Descent
import DescentCatalog
import Foundation
import LayerwisePlugin
import MatricesPlugin
import SampledPlugin
import ScheduleFreePlugin
import SearchesPlugin
import SecondOrderPlugin
import Testing

/// Points of rules that other people's programs have computed, from `Reference/rules.json`.
///
/// Each record names the program under `reference`. `noise` is the largest relative change of its points
/// when every gradient is changed in its last bit: two right programs differ by some of that.
struct ProofRecords: Decodable, Sendable {
  /// A problem is descended on.
  struct Closed: Decodable, Sendable, CustomTestStringConvertible {
    let problem: String
    let start: [Double]
    let optimizer: String
    let hyper: [String: Setting]
    let steps: Int
    let schedule: String?
    /// Stages around the rule.
    let modifiers: [String]?
    /// By step, from 1.
    let points: [String: [Double]]
    /// The points that are evaluated in their place, where there are any.
    let averages: [String: [Double]]?
    let reference: String
    let noise: Double

    var testDescription: String {
      "\(([optimizer] + (modifiers ?? [])).joined(separator: " + ")) on \(problem), \(reference)"
    }
  }

  /// Gradients are given.
  struct Open: Decodable, Sendable, CustomTestStringConvertible {
    struct Tensor: Decodable, Sendable {
      let name: String
      let shape: [Int]
    }

    let layout: [Tensor]
    let optimizer: String
    let hyper: [String: Setting]
    let start: [Nested]
    /// By step and tensor.
    let gradients: [[Nested?]]
    let schedule: String?
    let points: [[Nested]]
    let reference: String
    let noise: Double

    var testDescription: String { "\(optimizer), \(reference)" }
  }

  /// The mean of ½ (row · x − target)² is descended on, one example a step.
  struct Finite: Decodable, Sendable, CustomTestStringConvertible {
    let rows: [[Double]]
    let targets: [Double]
    /// The example of each step, from 0.
    let order: [Int]
    let optimizer: String
    let hyper: [String: Setting]
    let start: [Double]
    /// After each step.
    let points: [[Double]]
    let reference: String

    var testDescription: String { "\(optimizer), \(reference)" }
  }

  /// A number, a word or a truth value.
  struct Setting: Decodable, Sendable {
    let text: String

    init(from decoder: any Decoder) throws {
      let value = try decoder.singleValueContainer()
      if let flag = try? value.decode(Bool.self) {
        text = "\(flag)"
      } else if let number = try? value.decode(Int.self) {
        text = "\(number)"
      } else if let number = try? value.decode(Double.self) {
        text = "\(number)"
      } else {
        text = try value.decode(String.self)
      }
    }
  }

  /// An array of numbers, as deep as the tensor has axes, one after another.
  struct Nested: Decodable, Sendable {
    let entries: [Double]

    init(from decoder: any Decoder) throws {
      let value = try decoder.singleValueContainer()
      if let number = try? value.decode(Double.self) {
        entries = [number]
      } else {
        entries = try value.decode([Nested].self).flatMap(\.entries)
      }
    }
  }

  let closed: [Closed]
  let open: [Open]
  let finite: [Finite]

  static let all: ProofRecords = {
    let file = Bundle.module.url(
      forResource: "rules", withExtension: "json", subdirectory: "Reference")
    guard let file, let data = try? Data(contentsOf: file),
      let records = try? JSONDecoder().decode(ProofRecords.self, from: data)
    else { preconditionFailure("Reference/rules.json is not there or not of this form") }
    return records
  }()

  /// Agreement of right programs.
  static func tolerance(_ noise: Double) -> Double { max(1e-12, 100 * noise) }

  /// The largest difference of two points, relative to `max(1, |x|)`; infinite if one is NaN.
  static func difference(_ a: [Double], _ b: [Double]) -> Double {
    guard a.count == b.count else { return .infinity }
    return zip(a, b).reduce(0) { worst, pair in
      let difference = abs(pair.0 - pair.1) / max(1, abs(pair.1))
      return difference.isNaN ? .infinity : max(worst, difference)
    }
  }

  static func schedule(_ text: String?) throws -> any Schedule {
    try Catalog.registry.schedule(Specification(text ?? "constant"), horizon: 1000)
  }
}

/// The rules of this target by name.
enum ProofRule {
  static func make(_ name: String, _ hyper: [String: ProofRecords.Setting]) throws -> any Optimizer
  {
    let settings = hyper.sorted { $0.key < $1.key }.map { (key: $0.key, text: $0.value.text) }
    return switch name {
    case "polyak": try Polyak(settings: settings)
    case "lars": try Lars(settings: settings)
    case "lamb": try Lamb(settings: settings)
    case "muon": try Muon(settings: settings)
    case "sgld": try SGLD(settings: settings)
    case "shampoo": try Shampoo(settings: settings)
    case "lbfgs": try LBFGS(settings: settings)
    case "gd_armijo": try GDArmijo(settings: settings)
    case "sam": try SAM(settings: settings)
    case "svrg": try SVRG(settings: settings)
    case "gauss_newton": try GaussNewton(settings: settings)
    case "newton_cg": try NewtonCG(settings: settings)
    case "schedulefree_sgd": try ScheduleFreeSGD(settings: settings)
    // Modifiers are held to records of built-in rules.
    default: try Catalog.registry.optimizer(Specification(name: name, settings: settings))
    }
  }

  /// One of each, at settings at which nothing is idle.
  static func all() throws -> [any Optimizer] {
    [
      Polyak(), try Lars { $0.weightDecay = 0.01 }, Lamb(), try Muon { $0.weightDecay = 0.1 },
      SGLD(), Shampoo(),
    ]
  }
}
