import AcceleratedPlugin
import AdagradPlugin
import AdamPlugin
import BowlProblems
import Descent
import FactoredPlugin
import LayerwisePlugin
import LeastSquaresProblems
import MatricesPlugin
import MatrixProblems
import ModifierPlugins
import MomentumPlugin
import MoreGarbowHillstromProblems
import MultimodalProblems
import NetworkProblems
import ParameterFreePlugin
import RMSpropPlugin
import RegressionProblems
import SGDPlugin
import SaddleProblems
import SampledPlugin
import ScheduleFreePlugin
import SchedulePlugins
import SearchesPlugin
import SecondOrderPlugin
import SignPlugin
import ValleyProblems

/// Everything that is built in, one line per plugin.
public enum Catalog {
  /// The update rules, by family.
  public static let families: [RuleFamily] = [
    RuleFamily("plain gradient descent", tags: ["linear"], SGD.self),
    RuleFamily(
      "momentum and averages of iterates", tags: ["momentum", "linear"], Momentum.self, QHM.self,
      AggMo.self, ASGD.self),
    RuleFamily("accumulated squares", tags: ["adaptive"], Adagrad.self, MADGRAD.self, SM3.self),
    RuleFamily("averaged squares", tags: ["adaptive"], RMSprop.self, Adadelta.self),
    RuleFamily(
      "averaged gradients over averaged squares", tags: ["adaptive", "momentum"], Adam.self,
      AdamW.self, Adamax.self, NAdam.self, RAdam.self, AdaBelief.self, AdaBound.self, Yogi.self,
      Adopt.self, AdEMAMix.self, MARS.self, Adan.self, LaProp.self, StableAdamW.self,
      AdamAtan2.self, QHAdam.self),
    RuleFamily("signs of gradients", tags: ["sign"], Signum.self, Lion.self, Rprop.self),
    RuleFamily("trust ratios of layers", tags: ["layerwise"], Lars.self, Lamb.self, NovoGrad.self),
    RuleFamily(
      "factored second moments", tags: ["adaptive", "factored"], Adafactor.self, CAME.self),
    RuleFamily(
      "averages in the place of a schedule", tags: ["schedule-free", "averaging"],
      ScheduleFreeSGD.self, ScheduleFreeAdamW.self),
    RuleFamily(
      "rates that are learnt", tags: ["parameter-free"], Prodigy.self, DoG.self, DoWG.self,
      DAdaptAdam.self, DAdaptSGD.self),
    RuleFamily(
      "matrices as matrices", tags: ["matrix"], Muon.self, NorMuon.self, Shampoo.self, SOAP.self),
    RuleFamily(
      "step lengths from the objective", tags: ["deterministic"], GDArmijo.self,
      ConjugateGradients.self, BarzilaiBorwein.self, Polyak.self, LBFGS.self),
    RuleFamily(
      "worst-case optimal gradient methods", tags: ["deterministic", "accelerated"], AGD.self,
      OGM.self, Silver.self),
    RuleFamily(
      "curvature", tags: ["curvature"], Newton.self, GaussNewton.self, LevenbergMarquardt.self,
      TrustRegion.self, AdaHessian.self, Sophia.self),
    RuleFamily("finite sums and sampling", tags: ["stochastic"], SVRG.self, SAGA.self, SGLD.self),
  ]

  public static let registry: Registry = {
    var registry = Registry()
    for rule in families.flatMap(\.rules) { registry.add(rule) }
    registry.add(OptimizerEntry.sharpnessAware)
    registry.add(OptimizerEntry.groups)
    registry.add(OptimizerEntry.modified)
    registry.add(OptimizerEntry.scheduled)
    registry.add(modifier: Accumulate.self)
    registry.add(modifier: SkipNonFinite.self)
    registry.add(modifier: Maximize.self)
    registry.add(modifier: ClipByValue.self)
    registry.add(modifier: ClipByNorm.self)
    registry.add(modifier: AdaptiveGradientClipping.self)
    registry.add(modifier: Centralized.self)
    registry.add(modifier: Normalized.self)
    registry.add(modifier: Noise.self)
    registry.add(modifier: Grokfast.self)
    registry.add(modifier: SharpnessAware.self)
    registry.add(modifier: L2.self)
    registry.add(modifier: Cautious.self)
    registry.add(modifier: Decoupled.self)
    registry.add(modifier: Project.self)
    registry.add(modifier: Lookahead.self)
    registry.add(modifier: ParameterAverage.self)
    registry.add(modifier: StochasticWeightAverage.self)
    registry.add(modifier: PolynomialAverage.self)
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
    registry.add(Ellipsoid.self)
    registry.add(Booth.self)
    registry.add(Matyas.self)
    registry.add(Zakharov.self)
    registry.add(Trid.self)
    registry.add(BoydExponentials.self)
    registry.add(LogSumExp.self)
    registry.add(NesterovWorst.self)
    registry.add(NesterovWorstStrong.self)
    registry.add(StrictSaddle.self)
    registry.add(MonkeySaddle.self)
    registry.add(RankOneFactorization.self)
    registry.add(Rosenbrock.self)
    registry.add(Beale.self)
    registry.add(Himmelblau.self)
    registry.add(ThreeHumpCamel.self)
    registry.add(SixHumpCamel.self)
    registry.add(GoldsteinPrice.self)
    registry.add(Branin.self)
    registry.add(McCormick.self)
    registry.add(DixonPrice.self)
    registry.add(StyblinskiTang.self)
    registry.add(Ackley.self)
    registry.add(Rastrigin.self)
    registry.add(Griewank.self)
    registry.add(Levy.self)
    registry.add(Easom.self)
    registry.add(Bohachevsky.self)
    registry.add(Hartmann3.self)
    registry.add(Hartmann6.self)
    registry.add(Shekel.self)
    registry.add(Michalewicz.self)
    registry.add(Schwefel.self)
    registry.add(FreudensteinRoth.self)
    registry.add(PowellBadlyScaled.self)
    registry.add(BrownBadlyScaled.self)
    registry.add(JennrichSampson.self)
    registry.add(HelicalValley.self)
    registry.add(Bard.self)
    registry.add(Gaussian.self)
    registry.add(Meyer.self)
    registry.add(Gulf.self)
    registry.add(BoxThreeDimensional.self)
    registry.add(Wood.self)
    registry.add(KowalikOsborne.self)
    registry.add(BrownDennis.self)
    registry.add(Osborne1.self)
    registry.add(BiggsExp6.self)
    registry.add(Osborne2.self)
    registry.add(Watson.self)
    registry.add(ExtendedRosenbrock.self)
    registry.add(ExtendedPowellSingular.self)
    registry.add(Penalty1.self)
    registry.add(Penalty2.self)
    registry.add(VariablyDimensioned.self)
    registry.add(Trigonometric.self)
    registry.add(BrownAlmostLinear.self)
    registry.add(DiscreteBoundaryValue.self)
    registry.add(DiscreteIntegralEquation.self)
    registry.add(BroydenTridiagonal.self)
    registry.add(BroydenBanded.self)
    registry.add(LinearFullRank.self)
    registry.add(LinearRank1.self)
    registry.add(LinearRank1Zero.self)
    registry.add(Chebyquad.self)
    registry.add(PowellSingular.self)
    registry.add(LeastSquares.self)
    registry.add(HuberRegression.self)
    registry.add(LogisticRidge.self)
    registry.add(HilbertLeastSquares.self)
    registry.add(PhaseRetrieval.self)
    registry.add(PlanarLogistic.self)
    registry.add(MatrixFactorization.self)
    registry.add(DeepLinearNetwork.self)
    registry.add(MatrixSensing.self)
    registry.add(Procrustes.self)
    registry.add(LowRankPlusDiagonal.self)
    registry.add(BilinearRegression.self)
    registry.add(LinearAutoencoder.self)
    registry.add(Softmax.self)
    registry.add(MLP.self)
    for modifier in ProblemEntry.modifiers { registry.add(modifier) }
    return registry
  }()
}
