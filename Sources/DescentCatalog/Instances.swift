/// The instances that the tools use when none are named, as text.
extension Catalog {
  /// What `descent race` runs on: a bowl, a saddle, a valley and a neural network.
  public static let raceProblems = [
    "quadratic:n=10,condition=100,rotated=true", "saddle", "rosenbrock",
    "mlp:data=digits,hidden=16,activation=tanh,ridge=0.001,batch=32",
  ]

  /// What `descent verify` certifies: one instance at least of every problem with a reference.
  public static let verifiedProblems = [
    "square", "sphere", "quadratic", "quadratic:condition=1e6,mu=2,rotated=true", "saddle",
    "monkey", "monkey:confined=false", "factorization:n=4", "rosenbrock", "rosenbrock:a=2",
    "rosenbrock:n=4", "rosenbrock:n=10", "beale", "himmelblau",
    "softmax:data=iris,ridge=0.01,test=0", "softmax:data=digits,ridge=0.001,test=0",
    "mlp:data=iris,hidden=8,activation=tanh,ridge=0.01,test=0",
    "mlp:data=digits,hidden=16,activation=tanh,ridge=0.001",
  ]
}
