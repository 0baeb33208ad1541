import AdagradPlugin
import AdamPlugin
import AdamWPlugin
import BowlProblems
import Descent
import LeastSquaresProblems
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
    registry.add(
      Constant.self, Linear.self, Cosine.self, SGDR.self, Warmup.self, StepDecay.self,
      MultiStep.self,
      Exponential.self, Polynomial.self, InverseSquareRoot.self, OneCycle.self,
      WarmupStableDecay.self)
    registry.add(Square.self, Sphere.self, Quadratic.self)
    registry.add(StrictSaddle.self, MonkeySaddle.self, RankOneFactorization.self)
    registry.add(Rosenbrock.self, Beale.self, Himmelblau.self)
    registry.add(PowellSingular.self, LeastSquares.self)
    registry.add(Softmax.self, MLP.self)
    return registry
  }()
}
