import Descent

/// The default instances of the tools, as text.
extension Catalog {
  /// The default problems of `descent race`: a bowl, a saddle, a valley and a neural network.
  public static let raceProblems = [
    "quadratic:n=10,condition=100,rotated=true", "saddle", "rosenbrock",
    "mlp:data=digits,hidden=16,activation=tanh,ridge=0.001,batch=32",
  ]

  /// The default optimizers of `descent race`: the rules with which others are usually compared.
  public static let raceOptimizers = ["sgd", "momentum", "adagrad", "rmsprop", "adam", "adamw"]

  /// The default problems of `descent verify`: the instances in the problems' records.
  public static let verifiedProblems = registry.problemTypes.flatMap { $0.record.instances }
}
