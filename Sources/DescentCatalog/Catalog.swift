import AdagradPlugin
import AdamPlugin
import AdamWPlugin
import BowlProblems
import Descent
import LeastSquaresProblems
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
    registry.add(SGD.self)
    registry.add(Momentum.self)
    registry.add(Adagrad.self)
    registry.add(RMSprop.self)
    registry.add(Adam.self)
    registry.add(AdamW.self)
    registry.add(OptimizerEntry.groups)
    registry.add(OptimizerEntry.modified)
    registry.add(OptimizerEntry.scheduled)
    registry.add(modifier: Accumulate.self)
    registry.add(modifier: ClipByValue.self)
    registry.add(modifier: ClipByNorm.self)
    registry.add(modifier: SharpnessAware.self)
    registry.add(modifier: L2.self)
    registry.add(modifier: Lookahead.self)
    registry.add(modifier: ParameterAverage.self)
    registry.add(modifier: StochasticWeightAverage.self)
    registry.add(Constant.self)
    registry.add(Linear.self)
    registry.add(Cosine.self)
    registry.add(SGDR.self)
    registry.add(ScheduleEntry.warmup(Warmup.self) { $0.steps })
    registry.add(StepDecay.self)
    registry.add(MultiStep.self)
    registry.add(Exponential.self)
    registry.add(Polynomial.self)
    registry.add(InverseSquareRoot.self)
    registry.add(OneCycle.self)
    registry.add(WarmupStableDecay.self)
    registry.add(ScheduleEntry.then)
    registry.add(ScheduleEntry.scaled)
    registry.add(ScheduleEntry.plateau)
    registry.add(Square.self)
    registry.add(Sphere.self)
    registry.add(Quadratic.self)
    registry.add(StrictSaddle.self)
    registry.add(MonkeySaddle.self)
    registry.add(RankOneFactorization.self)
    registry.add(Rosenbrock.self)
    registry.add(Beale.self)
    registry.add(Himmelblau.self)
    registry.add(PowellSingular.self)
    registry.add(LeastSquares.self)
    registry.add(Softmax.self)
    registry.add(MLP.self)
    for modifier in ProblemEntry.modifiers { registry.add(modifier) }
    return registry
  }()
}
