import AdagradPlugin
import AdamPlugin
import AdamWPlugin
import BowlProblems
import Descent
import ModifierPlugins
import MomentumPlugin
import NetworkProblems
import RMSpropPlugin
import SGDPlugin
import SaddleProblems
import SchedulePlugins
import ValleyProblems

/// Everything that is built in, one line per plugin.
public enum Catalog {
  public static let registry: Registry = {
    var registry = Registry()
    registry.add(SGD.self, Momentum.self, Adagrad.self, RMSprop.self, Adam.self, AdamW.self)
    registry.add(OptimizerEntry.groups)
    registry.add(OptimizerEntry.modified)
    registry.add(OptimizerEntry.scheduled)
    for modifier in modifiers { registry.add(modifier: modifier) }
    registry.add(Constant.self, Linear.self, Cosine.self, SGDR.self)
    registry.add(ScheduleEntry.warmup(Warmup.self) { $0.steps })
    registry.add(
      StepDecay.self, MultiStep.self, Exponential.self, Polynomial.self, InverseSquareRoot.self,
      OneCycle.self, WarmupStableDecay.self)
    registry.add(ScheduleEntry.then)
    registry.add(ScheduleEntry.scaled)
    registry.add(ScheduleEntry.plateau)
    registry.add(Square.self, Sphere.self, Quadratic.self)
    registry.add(StrictSaddle.self, MonkeySaddle.self, RankOneFactorization.self)
    registry.add(Rosenbrock.self, Beale.self, Himmelblau.self)
    registry.add(Softmax.self, MLP.self)
    return registry
  }()

  /// The stages around a rule, in the order in which they act.
  private static let modifiers: [any Modifier.Type] = [
    Accumulate.self, ClipByValue.self, ClipByNorm.self, SharpnessAware.self, L2.self,
    Lookahead.self, ParameterAverage.self, StochasticWeightAverage.self,
  ]
}
