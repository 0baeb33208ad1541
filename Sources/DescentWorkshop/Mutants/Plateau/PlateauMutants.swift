import Descent
import DescentLaws

struct MultipliesBest: WrongPlateau {
  func isProgress(_ metric: Double, best: Double, last: Double, _ c: PlateauCase) -> Bool {
    metric < (c.isRelative ? best * (1 - c.threshold) : best - c.threshold)
  }
}
struct PatienceOneShort: WrongPlateau {
  func patience(_ c: PlateauCase) -> Int { c.patience - 1 }
}
struct CountsWhileCooling: WrongPlateau {
  var cools: Bool { false }
}
struct Maximises: WrongPlateau {
  func isProgress(_ metric: Double, best: Double, last: Double, _ c: PlateauCase) -> Bool {
    best == .infinity || metric > best
  }
}
struct LetsWorsePass: WrongPlateau {
  func isProgress(_ metric: Double, best: Double, last: Double, _ c: PlateauCase) -> Bool {
    best.isFinite ? metric < best + max(0.01, abs(best) / 4) && metric != best : true
  }
}
struct AlwaysRelative: WrongPlateau {
  func isProgress(_ metric: Double, best: Double, last: Double, _ c: PlateauCase) -> Bool {
    best.isFinite ? metric < best - c.threshold * abs(best) : metric < best
  }
}
struct AlwaysAbsolute: WrongPlateau {
  func isProgress(_ metric: Double, best: Double, last: Double, _ c: PlateauCase) -> Bool {
    metric < best - c.threshold
  }
}
struct CutsBelowMinimum: WrongPlateau {
  func cut(_ factor: Double, _ c: PlateauCase) -> Double {
    factor > c.minimum ? c.gamma * factor : factor
  }
}
struct TakesNaN: WrongPlateau {
  func isProgress(_ metric: Double, best: Double, last: Double, _ c: PlateauCase) -> Bool {
    !(metric >= Self.limit(best, c))
  }
}
struct ComparesWithLast: WrongPlateau {
  func isProgress(_ metric: Double, best: Double, last: Double, _ c: PlateauCase) -> Bool {
    metric < last
  }
}
struct ForgetsBest: WrongPlateau {
  var forgets: Bool { true }
}
struct StartsAtThousand: WrongPlateau {
  var start: Double { 1000 }
}

extension Mutants {
  package static let plateau: [Mutant] = [
    .plateau(
      MultipliesBest.self, "the wrong sign for negative metrics (pytorch #47513)",
      killedBy: "plat/constant"),
    .plateau(PatienceOneShort.self, "one metric too early", killedBy: "plat/constant"),
    .plateau(
      CountsWhileCooling.self, "cooldown does not reset (keras #3991)", killedBy: "plat/constant"),
    .plateau(Maximises.self, "maximises", killedBy: "plat/improvement"),
    .plateau(LetsWorsePass.self, "worse is progress (optax #1767)", killedBy: "plat/worsening"),
    .plateau(AlwaysRelative.self, "the mode is ignored", killedBy: "plat/shift"),
    .plateau(StartsAtThousand.self, "the best starts at 1000", killedBy: "plat/shift"),
    .plateau(AlwaysAbsolute.self, "the mode is ignored", killedBy: "plat/scale"),
    .plateau(CutsBelowMinimum.self, "the last cut goes below", killedBy: "plat/floor"),
    .plateau(TakesNaN.self, "NaN becomes the best", killedBy: "plat/nan"),
    .plateau(ComparesWithLast.self, "the last for the best", killedBy: "plat/creeping"),
    .plateau(ForgetsBest.self, "every metric becomes the best", killedBy: "plat/interchangeable"),
  ]
}
