/// Names that other libraries use, mostly PyTorch. For suggestions only.
enum PeerNames {
  /// Names and keys in lower case without underscores, with their names here, the likeliest first.
  private static let known: [String: [String]] = [
    // Keys of rules.
    "learningrate": ["lr"], "lrate": ["lr"], "eta": ["lr"],
    "stepsize": ["lr", "period"], "alpha": ["decay", "beta", "lr"], "betas": ["beta1"],
    "beta": ["beta1", "momentum"], "b1": ["beta1"], "b2": ["beta2"], "mu": ["momentum"],
    "epsilon": ["eps"], "wd": ["weight_decay"], "decay": ["weight_decay"],
    "l2": ["weight_decay"], "rho": ["decay", "beta", "radius"], "historysize": ["memory"],
    "nssteps": ["steps"], "lambd": ["lambda"],
    // Keys of schedules.
    "tmax": ["horizon"], "t0": ["period"], "tmult": ["multiplier"], "etamin": ["floor"],
    "minlr": ["minimum", "floor"], "totalsteps": ["horizon"], "totaliters": ["horizon"],
    "epochs": ["horizon"], "maxsteps": ["horizon", "steps"], "decaysteps": ["horizon"],
    "warmupsteps": ["warmup", "steps"], "numwarmupsteps": ["warmup", "steps"],
    "warmupiters": ["warmup", "steps"], "factor": ["gamma"], "decayrate": ["gamma"],
    "startfactor": ["start"], "endfactor": ["end"], "finallr": ["end", "floor"],
    // Keys of problems and modifiers.
    "batchsize": ["batch"], "maxnorm": ["norm"], "clipvalue": ["value"], "hiddensize": ["hidden"],
    "hiddenlayersizes": ["hidden"], "nhidden": ["hidden"], "dim": ["n"], "dimension": ["n"],
    "delimiter": ["separator"], "sep": ["separator"], "skiprows": ["skip"],
    "skipheader": ["skip"], "labelcolumn": ["label"], "target": ["label"],
    "dropcolumns": ["ignore"], "testsize": ["test"], "validation": ["test"],
    // Names of schedules, rules and modifiers.
    "steplr": ["step"], "multisteplr": ["multistep"], "constantlr": ["constant"],
    "linearlr": ["linear"], "exponentiallr": ["exponential"], "polynomiallr": ["polynomial"],
    "cosineannealinglr": ["cosine"], "cosineannealing": ["cosine"], "cosinedecay": ["cosine"],
    "cosineannealingwarmrestarts": ["sgdr"], "reducelronplateau": ["plateau"],
    "onecyclelr": ["one_cycle"], "sequentiallr": ["then"], "chainedscheduler": ["then"],
    "noam": ["inverse_sqrt"], "nesterov": ["momentum"], "heavyball": ["momentum"],
    "sparseadam": ["adam"], "gradientdescent": ["sgd"], "bfgs": ["lbfgs"],
    "clipgradnorm": ["clip_norm"], "clipbyglobalnorm": ["clip_norm"],
    "clipgradvalue": ["clip_value"], "clip": ["clip_norm", "clip_value"],
    "averagedmodel": ["ema", "swa"], "polyakaverage": ["ema"], "swalr": ["swa"],
    "multilayerperceptron": ["mlp"], "perceptron": ["mlp"], "logistic": ["softmax"],
    "linearregression": ["leastsquares"],
  ]

  /// The name here of another library's name, if it is among the candidates.
  static func candidate(for word: String, in candidates: [String]) -> String? {
    let plain = word.lowercased().filter { $0 != "_" && $0 != "-" }
    return known[plain]?.first { candidates.contains($0) }
  }
}
