import Descent

/// The instances that the tools use when none are named, as text.
extension Catalog {
  /// What `descent race` runs on: a bowl, a saddle, a valley and a neural network.
  public static let raceProblems = [
    "quadratic:n=10,condition=100,rotated=true", "saddle", "rosenbrock",
    "mlp:data=digits,hidden=16,activation=tanh,ridge=0.001,batch=32",
  ]

  /// What `descent race` sets out where nothing is named: the rules that every other one is compared with.
  public static let raceOptimizers = ["sgd", "momentum", "adagrad", "rmsprop", "adam", "adamw"]

  /// What `descent verify` certifies: the instances that the problems' records name.
  public static let verifiedProblems = registry.problemTypes.flatMap { $0.record.instances }
}
