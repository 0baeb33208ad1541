import Descent
import DescentCatalog
import Foundation
import Testing

/// The reference trajectories of `torch.optim`, as `make_torch_reference.py` wrote them.
struct TorchReference: Decodable, Sendable {
  struct Row: Decodable, Sendable {
    let step: Int
    let x: [Double]
  }

  struct Case: Decodable, Sendable, CustomTestStringConvertible {
    let name: String
    let spec: String
    let seed: UInt64
    let constantCoordinate: Bool
    let rateFactors: [Double]
    let rows: [Row]

    var testDescription: String { name }
  }

  let torch: String
  let steps: Int
  let x0: [Double]
  let scale: [Double]
  let cases: [Case]

  static func load() throws -> TorchReference {
    let url = try #require(
      Bundle.module.url(forResource: "torch", withExtension: "json", subdirectory: "Reference"))
    return try JSONDecoder().decode(TorchReference.self, from: Data(contentsOf: url))
  }

  /// The gradient of `step` (from 1), by the rule at the head of `make_torch_reference.py`.
  func gradient(_ reference: Case, step: Int) -> [Double] {
    let random = CounterRandom(seed: reference.seed)
    let first = UInt64((step - 1) * x0.count)
    return x0.indices.map { i in
      let k = first + UInt64(i)
      let centred = random.uniform(k) - 0.5
      switch i {
      case 4 where random.bits(k) & 3 != 0: return 0
      case 5: return reference.constantCoordinate ? 0.25 : centred + 0.25
      default: return centred * scale[i]
      }
    }
  }

  /// The largest difference from a case's rows, in units of `max(1, |x|)`; infinite if one is NaN.
  func deviation(of optimizer: any Optimizer, from reference: Case) throws -> Double {
    var stepper = try Stepper<Double>(optimizer, .vector(x0.count))
    var x = x0
    var worst = 0.0
    var rows = reference.rows[...]
    for step in 1...steps {
      let factor = reference.rateFactors[(step - 1) % reference.rateFactors.count]
      stepper.step(
        &x, gradient: gradient(reference, step: step), rate: optimizer.learningRate * factor)
      guard let row = rows.first, row.step == step else { continue }
      rows.removeFirst()
      for (ours, theirs) in zip(x, row.x) {
        let difference = abs(ours - theirs) / max(1, abs(theirs))
        worst = difference.isNaN ? .infinity : max(worst, difference)
      }
    }
    return rows.isEmpty ? worst : .infinity
  }
}
