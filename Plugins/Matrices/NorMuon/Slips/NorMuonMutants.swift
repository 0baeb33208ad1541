import Descent
import DescentLaws
import MatricesPlugin
import MutantKit

/// Common mistakes in implementations of NorMuon.
package enum NorMuonMutants: RuleMutants {
  package static var host: RuleSubject { WrongTensorRule<NoTensorSlip<NorMuon>>.subject }

  package static let all: [Mutant] = [
    WrongTensorRule<ColumnsForRows>.mutant, WrongTensorRule<SquaresOfGradient>.mutant,
    WrongTensorRule<UnscaledRows>.mutant, WrongTensorRule<DeadRowDecay>.mutant,
  ]
}

protocol NorMuonSlip: TensorSlip where Rule == NorMuon {}

enum ColumnsForRows: NorMuonSlip {
  static let bug = Bug("columns are divided where rows should be", killedBy: "T11")
  static func step<T: KernelScalar>(_ s: TensorStep<T>, _ rule: NorMuon) {
    let before = s.pointBefore()
    defer { before.deallocate() }
    rule.step(s)
    let (x, old) = (s.matrix(s.x), s.matrix(before))
    let kept = T(1 - s.rate * rule.weightDecay)
    // The move without the division, divided by the roots of its columns, or of its rows where
    // columns are right.
    let (move, past) =
      rule.transposed ? (x, old) : (x.transposed, old.transposed)
    for i in 0..<move.rows {
      let square = (0..<move.columns).reduce(T.zero) {
        let d = move[i, $1] - past[i, $1] * kept
        return $0 + d * d
      }
      guard square > 0, square.isFinite else { continue }
      for j in 0..<move.columns {
        let d = move[i, j] - past[i, j] * kept
        move[i, j] = past[i, j] * kept + d / sqrt(square) * T(s.rate)
      }
    }
  }
}

enum SquaresOfGradient: NorMuonSlip {
  static let bug = Bug("the mean squares are those of the gradient", killedBy: "T5")
  static func step<T: KernelScalar>(_ s: TensorStep<T>, _ rule: NorMuon) {
    let (v, g) = (s["row_mean_square"], s.matrix(s.gradient))
    let rows = rule.transposed ? g.transposed : g
    for i in 0..<rows.rows {
      for j in 0..<rows.columns { v[i] += rows[i, j] * rows[i, j] / T(rows.columns) }
    }
    rule.step(s)
  }
}

enum UnscaledRows: NorMuonSlip {
  static let bug = Bug("the move is not brought back to its norm", killedBy: "R4")
  static func step<T: KernelScalar>(_ s: TensorStep<T>, _ rule: NorMuon) {
    let before = s.pointBefore()
    defer { before.deallocate() }
    rule.step(s)
    let kept = T(1 - s.rate * rule.weightDecay)
    let mean = s["row_mean_square"].reduce(0.0) { $0 + Double($1) }
    let factor = T(1 / (Double.sqrt(mean) + rule.rowEps))
    for i in 0..<s.count { s.x[i] = before[i] * kept + factor * (s.x[i] - before[i] * kept) }
  }
}

enum DeadRowDecay: NorMuonSlip {
  static let bug = Bug("beta2 is not wired", killedBy: "P12")
  static func settings(_ rule: NorMuon) -> NorMuon {
    var rule = rule
    rule.beta2 = 0.95
    return rule
  }
}
