import Descent
import DescentCatalog
import DescentLaws
import NetworkProblems
import RegressionProblems
import Testing

/// The estimate B ĝ² from labels that a model draws has the diagonal of the Gauss–Newton matrix as its mean.
@Suite("A likelihood") struct LikelihoodTests {
  private func problem(_ text: String) throws -> any Problem {
    try Catalog.registry.problem(Specification(text))
  }

  /// A point without symmetries.
  private func point(_ problem: any Problem, scale: Double = 0.5) -> [Double] {
    let random = CounterRandom(seed: 5)
    return (0..<UInt64(problem.dimension)).map { scale * random.normal($0) }
  }

  private func gradient<T: KernelScalar>(
    _ likelihood: Likelihood<T>, _ x: [Double], _ indices: [Int]?, _ labels: LabelDraws
  ) -> (count: Int, gradient: [Double]) {
    let point = x.map { T($0) }
    var g = point
    let count = indices.map { indices in
      indices.withUnsafeBufferPointer { likelihood.gradient(point, &g, $0, labels) }
    }
    return (count ?? likelihood.gradient(point, &g, nil, labels), g.map { Double($0) })
  }

  /// B ĝ² for each way to label the examples, times its probability, summed.
  /// - Parameter choices: for each example, numbers that give its labels, and their probabilities.
  private func expectation(
    _ likelihood: Likelihood<Double>, _ x: [Double], _ indices: [Int]?, of examples: [Int],
    _ choices: [[(number: Double, weight: Double)]]
  ) -> [Double] {
    var sum = x.map { _ in 0.0 }
    let ways = choices.reduce(1) { $0 * $1.count }
    for way in 0..<ways {
      var (rest, weight, numbers) = (way, 1.0, [Int: Double]())
      for (example, choice) in zip(examples, choices) {
        numbers[example] = choice[rest % choice.count].number
        weight *= choice[rest % choice.count].weight
        rest /= choice.count
      }
      let given = numbers
      let (count, g) = gradient(
        likelihood, x, indices, LabelDraws { (given[$0] ?? 0, given[$0] ?? 0) })
      for i in x.indices { sum[i] += weight * Double(count) * g[i] * g[i] }
    }
    return sum
  }

  private func isNear(_ a: [Double], _ b: [Double], _ tolerance: Double) -> Bool {
    zip(a, b).allSatisfy { abs($0 - $1) <= tolerance * (1 + abs($1)) } && a.count == b.count
  }

  /// An example's labels in the order of their numbers, each once.
  private func labels(
    of example: Int, _ likelihood: Likelihood<Double>, _ x: [Double]
  ) -> [(weight: Double, gradient: [Double])] {
    let pieces = LabelPiece.all { u in
      gradient(likelihood, x, [example], LabelDraws { _ in (u, 0) }).gradient
    }
    return pieces.reduce(into: []) { labels, piece in
      let isSame = labels.last?.gradient == piece.gradient
      let weight = piece.weight + (isSame ? labels.removeLast().weight : 0)
      labels.append((weight, piece.gradient))
    }
  }

  /// Numbers in the middle of the intervals of probabilities.
  private func choices(_ p: [Double]) -> [(number: Double, weight: Double)] {
    var passed = 0.0
    return p.map { weight in
      defer { passed += weight }
      return (passed + weight / 2, weight)
    }
  }

  @Test(
    "softmax: over all labels of a batch, the mean of B ĝ² is diag(JᵀHJ)", arguments: [1, 3, 4])
  func softmax(size: Int) throws {
    let problem = try Softmax {
      $0.data = "iris"
      $0.ridge = 0.5
      $0.test = 0
    }
    let x = point(problem)
    let indices = Array([7, 70, 140, 33].prefix(size))
    let data = try problem.loadedExamples().data
    let d = data.featureCount
    var (exact, all) = (x.map { _ in 0.0 }, [[(number: Double, weight: Double)]]())
    for i in indices {
      let z = (0..<d).map { data.features[i * d + $0] } + [1]
      let scores = (0..<3).map { k in
        (0..<d).reduce(x[3 * d + k]) { $0 + x[k * d + $1] * z[$1] }
      }
      let weights = scores.map { Double.exp($0) }
      let p = weights.map { $0 / weights.reduce(0, +) }
      all.append(choices(p))
      for k in 0..<3 {
        let second = p[k] * (1 - p[k]) / Double(size)
        for j in 0..<d { exact[k * d + j] += second * z[j] * z[j] }
        exact[3 * d + k] += second
      }
    }
    let likelihood = try #require(try problem._likelihood64())
    let found = expectation(likelihood, x, indices, of: indices, all)
    #expect(isNear(found, exact, 1e-12))
  }

  @Test(
    "a network: the mean of B ĝ² over a batch is the mean over its examples",
    arguments: ["relu", "tanh", "gelu"])
  func network(activation: String) throws {
    let problem = try problem("mlp:data=iris,hidden=5,activation=\(activation),test=0,ridge=0.1")
    let likelihood = try #require(try Double.makeObjective(problem).likelihood)
    let x = point(problem)
    let indices = [3, 77, 149]
    var (exact, all) = (x.map { _ in 0.0 }, [[(number: Double, weight: Double)]]())
    for i in indices {
      let pieces = labels(of: i, likelihood, x)
      #expect(pieces.count == 3)
      all.append(choices(pieces.map(\.weight)))
      for piece in pieces {
        for j in x.indices { exact[j] += piece.weight * piece.gradient[j] * piece.gradient[j] / 3 }
      }
    }
    let found = expectation(likelihood, x, indices, of: indices, all)
    #expect(isNear(found, exact, 1e-12))
  }

  @Test("at the label of the data, the gradient is that of the batch") func labelOfData() throws {
    let problem = try problem("mlp:data=iris,hidden=5,activation=tanh,test=0")
    let objective = try Double.makeObjective(problem)
    let (likelihood, examples) = (
      try #require(objective.likelihood), try #require(objective.examples)
    )
    let x = point(problem)
    for i in [0, 60, 120] {
      var right = x
      _ = [i].withUnsafeBufferPointer { examples.batchGradient(x, &right, $0) }
      let pieces = labels(of: i, likelihood, x)
      #expect(pieces.filter { $0.gradient == right }.count == 1)
    }
  }

  @Test("logistic and least squares: over all labels, the mean is the Hessian's diagonal")
  func twoLabels() throws {
    let logistic = try LogisticRidge { ($0.m, $0.n, $0.ridge) = (6, 3, 0.25) }
    let x = point(logistic)
    let likelihood = try #require(try logistic._likelihood64())
    let hessian = try #require(logistic.hessian(at: x))
    let pieces = (0..<6).map { labels(of: $0, likelihood, x) }
    #expect(pieces.allSatisfy { $0.count == 2 })
    let found = expectation(
      likelihood, x, nil, of: Array(0..<6), pieces.map { choices($0.map(\.weight)) })
    #expect(isNear(found, (0..<3).map { hessian[4 * $0] - 0.25 }, 1e-12))
    // A residual of ±1 has the mean and the variance of a normal one.
    let squares = try problem("leastsquares:data=iris")
    let normal = try #require(try Double.makeObjective(squares).likelihood)
    let indices = [5, 80, 120]
    let signs = indices.map { _ in [(number: -1.0, weight: 0.5), (1, 0.5)] }
    let y = point(squares)
    let diagonal = expectation(normal, y, indices, of: indices, signs)
    let single = indices.map { expectation(normal, y, [$0], of: [$0], [signs[0]]) }
    #expect(isNear(diagonal, y.indices.map { j in single.reduce(0) { $0 + $1[j] / 3 } }, 1e-12))
    let whole = try #require(squares.hessian(at: y))
    let all = (0..<150).map { expectation(normal, y, [$0], of: [$0], [signs[0]]) }
    let mean = y.indices.map { j in all.reduce(0) { $0 + $1[j] / 150 } }
    #expect(isNear(mean, y.indices.map { whole[$0 * (y.count + 1)] }, 1e-12))
  }

  @Test(
    "over random draws, the mean is within its standard error of the diagonal",
    arguments: [
      "softmax:data=iris,test=0", "leastsquares:data=iris", "logreg-ridge:ridge=0",
      "planar-logreg:ridge=0", "planar-logreg:data=spirals,ridge=0",
    ])
  func randomDraws(text: String) throws {
    let problem = try problem(text)
    let likelihood = try #require(try Double.makeObjective(problem).likelihood)
    let x = point(problem)
    let hessian = try #require(problem.hessian(at: x))
    let draws = 4000
    var (sum, squares) = (x.map { _ in 0.0 }, x.map { _ in 0.0 })
    for draw in 0..<draws {
      let random = CounterRandom(seed: 1).split(stream: UInt64(draw))
      let (count, g) = gradient(likelihood, x, nil, LabelDraws(random))
      for i in x.indices {
        let estimate = Double(count) * g[i] * g[i]
        sum[i] += estimate
        squares[i] += estimate * estimate
      }
    }
    for i in x.indices {
      let mean = sum[i] / Double(draws)
      let error = ((squares[i] / Double(draws) - mean * mean) / Double(draws)).squareRoot()
      #expect(error > 0 && abs(mean - hessian[i * (x.count + 1)]) < 4.5 * error)
    }
  }

  @Test(
    "both precisions draw the same labels",
    arguments: [
      "softmax:data=iris", "mlp:data=iris,hidden=5", "logreg-ridge", "leastsquares:data=iris",
    ])
  func precisions(text: String) throws {
    let problem = try problem(text)
    let (single, double) = (
      try #require(try Float.makeObjective(problem).likelihood),
      try #require(try Double.makeObjective(problem).likelihood)
    )
    // Numbers of binary32, so that both have the same point.
    let x = point(problem).map { Double(Float($0)) }
    let labels = LabelDraws(CounterRandom(seed: 3))
    let (a, b) = (gradient(single, x, nil, labels), gradient(double, x, nil, labels))
    // A label of one example more or less changes an entry by about 1/150.
    #expect(a.count == b.count && isNear(a.gradient, b.gradient, 2e-5))
  }

  @Test("a change of variables and of units carries the estimate over") func wrapped() throws {
    let inner = "softmax:data=iris,test=0"
    let base = try problem(inner)
    let outer = try problem("scaled:condition=4,exponent=3,of=(\(inner))")
    let labels = LabelDraws(CounterRandom(seed: 3))
    let x = point(outer)
    let factors = (0..<15).map { Double.pow(4, Double($0) / 14 - 0.5) }
    let a = gradient(try #require(try Double.makeObjective(outer).likelihood), x, [3, 50], labels)
    let b = gradient(
      try #require(try Double.makeObjective(base).likelihood), zip(x, factors).map { $0 * $1 },
      [3, 50], labels)
    // The Hessian of 8 f(Dx) is 8 D H D.
    #expect(
      isNear(
        a.gradient.map { 2 * $0 * $0 },
        zip(b.gradient, factors).map { 8 * 2 * $0 * $0 * $1 * $1 }, 1e-13))
  }
}
