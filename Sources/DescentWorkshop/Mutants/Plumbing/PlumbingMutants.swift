import Descent
import DescentCatalog
import DescentLaws

extension Mutants {
  /// Mutants with bugs outside their formulas: memory, state, counters, absence, layout, threads.
  package static let plumbing: [Mutant] = plumbingRules.map {
    .rule($0.subject, of: $0.original, $0.bug, killedBy: $0.killer)
  }

  /// The same mutants with their subjects, for tests that run only one law.
  package static let plumbingRules: [PlumbingMutant] = [
    PlumbingMutant(CountsProcess.self, "slower with every step of the process", "P1"),
    PlumbingMutant(WritesDecay.self, "decay into the gradient (pytorch #12218)", "P2"),
    PlumbingMutant(WritesLookAhead.self, "look-ahead into the gradient (torch 2.13)", "P2"),
    PlumbingMutant(KeepsPointer.self, "gradient kept by reference (pytorch-optimizer #55)", "P3"),
    PlumbingMutant(CachesInType.self, "a cache for all instances (Ranger #9)", "P4"),
    PlumbingMutant(CountsTensors.self, "one count a tensor (flashlight #143)", "P5"),
    PlumbingMutant(StopsAtEmpty.self, "an empty tensor ends the list (pytorch #100701)", "P5"),
    PlumbingMutant(LeaksRate.self, "a rate from the tensor before (transformers #9751)", "P5"),
    PlumbingMutant(HidesCounter.self, "a counter outside the state (keras #12449)", "P6"),
    PlumbingMutant("adam", RoundsScalars(), "scalars saved as float32 (pytorch #173901)", "P6"),
    PlumbingMutant("adagrad", LosesScalars(), "counters not saved (keras #12449)", "P6"),
    PlumbingMutant("adam", LosesBuffers(), "the second moment not saved (TrenTorch #187)", "P6"),
    PlumbingMutant("momentum", MatchesByPosition(), "state by position (pytorch #1489)", "P6"),
    PlumbingMutant(SharesVelocity.self, "copies share the velocity (pytorch-a3c #12)", "P7"),
    PlumbingMutant(DecaysAbsent.self, "decay without a gradient", "P8"),
    PlumbingMutant(CountsForAll.self, "one counter for all tensors (DeepSpeed #8471)", "P8"),
    PlumbingMutant(Coasts.self, "momentum without a gradient (pytorch #1285)", "P8"),
    PlumbingMutant(SkipsNeighbours.self, "an absent gradient stops the others", "P8"),
    PlumbingMutant("adam", IgnoresStrides(), "strides ignored (torch 2.13, fused)", "P9"),
    PlumbingMutant("sgd", IgnoresGradientStrides(), "gradient strides (pytorch #106951)", "P9"),
    PlumbingMutant("sgd", FreezesRate(), "a run takes the first step's rate for all", "P9"),
    PlumbingMutant("sgd", WritesGradient(), "the caller's gradient is scaled in place", "P2"),
    PlumbingMutant("sgd", Overruns(), "one number beyond the view is written", "P9"),
    PlumbingMutant(CorrectsByZero.self, "a first correction of 0 (burn #630)", "P10"),
    PlumbingMutant(DividesByZero.self, "0/0 at a zero gradient (pytorch-lamb #6)", "P10"),
    PlumbingMutant(Overflows.self, "a needless fourth power", "P10"),
    PlumbingMutant(SwallowsNaN.self, "NaN passes as no move (tensorflow #21363)", "P11"),
    PlumbingMutant(SpreadsNaN.self, "one NaN is everywhere", "P11"),
    PlumbingMutant(SkipsBlocks.self, "full SIMD blocks skipped (pytorch #191763)", "P11"),
    PlumbingMutant(IgnoresDecay.self, "decay never used (pytorch_optimizer #517)", "P12"),
    PlumbingMutant(IgnoresFlag.self, "a flag that is not wired (GTS #16)", "P12"),
    PlumbingMutant(ZeroesMomentum.self, "momentum zeroed (pytorch_optimizer #516)", "P13"),
    PlumbingMutant(UsesGradient.self, "momentum not used (pytorch_optimizer #385)", "P13"),
    PlumbingMutant(coordinates: ForgetsSlot.self, "a slot used and not declared", "P13"),
    PlumbingMutant(coordinates: ForgetsCounter.self, "a counter used and not declared", "P13"),
    PlumbingMutant(DecaysWithoutRate.self, "decay beside the rate (addons #2282)", "P14"),
    PlumbingMutant(BuffersRate.self, "the rate in the buffer (transformers #34506)", "P14"),
    PlumbingMutant(FloorsRate.self, "a rate with a floor", "P14"),
    PlumbingMutant(CountsInBFloat.self, "a counter in bfloat16 (pytorch/ao #4915)", "P15"),
    PlumbingMutant(CountsInFloat.self, "a counter that stops at 2^24 (torch)", "P15"),
    PlumbingMutant(CountsShort.self, "a counter of sixteen bits", "P15"),
    PlumbingMutant(StandsStill.self, "a counter that stands still (OLMo-core #317)", "P15"),
    PlumbingMutant(PowerFailsLate.self, "a power out of range (chainer #2388)", "P15"),
    PlumbingMutant(UnclampedVariance.self, "a negative variance (mxnet #6235, torch 2.13)", "P16"),
    PlumbingMutant(ShadowsRate.self, "a default that shadows lr", "P17"),
    PlumbingMutant("sgd", DropsLastChunk(), "the last chunk is not run (pytorch #100701)", "P18"),
    PlumbingMutant("adam", RepeatsChunk(), "a chunk is run twice", "P18"),
  ]
}

/// A wrong rule, or a right rule with a wrong engine, and the law that must reject it.
package struct PlumbingMutant: Sendable {
  package let subject: RuleSubject
  package let original: String
  package let bug: String
  package let killer: String

  init<Rule: GradientOptimizer>(_ type: Rule.Type, _ bug: String, _ killer: String) {
    (subject, original) = (RuleSubject(type), "gradient descent")
    (self.bug, self.killer) = (bug, killer)
  }

  init<Rule: CoordinatewiseOptimizer>(coordinates type: Rule.Type, _ bug: String, _ killer: String)
  {
    (subject, original) = (RuleSubject(type), "gradient descent")
    (self.bug, self.killer) = (bug, killer)
  }

  /// A built-in rule under a wrong driver.
  init(_ rule: String, _ driver: any RuleDriver, _ bug: String, _ killer: String) {
    guard let type = Catalog.registry.optimizerTypes.first(where: { $0.card.name == rule }) else {
      preconditionFailure("no rule is called \(rule)")
    }
    var subject = RuleSubject(type, name: "\(Swift.type(of: driver))")
    subject.driver = driver
    (self.subject, original) = (subject, rule)
    (self.bug, self.killer) = (bug, killer)
  }
}
