import Descent
import SaddleProblems
import Testing
import ValleyProblems

/// How many stationary points there are, and when they are known.
@Suite("A claimed stationary point") struct StationaryPointTests {
  func kinds(_ problem: any Problem) -> [StationaryPoint.Kind] {
    problem.stationaryPoints.map(\.kind)
  }

  @Test("Rosenbrock's chain has three in 4 to 7 dimensions and one in 2 and 3")
  func rosenbrock() throws {
    for n in 2...7 {
      let expected: [StationaryPoint.Kind] =
        n < 4 ? [.globalMinimum] : [.globalMinimum, .localMinimum, .saddle(index: 1)]
      #expect(kinds(try Rosenbrock { $0.n = n }) == expected)
    }
    #expect(kinds(try Rosenbrock { $0.n = 30 }) == [.globalMinimum, .localMinimum])
  }

  @Test("Rosenbrock's chain claims nothing that holds for other parameters only")
  func otherParameters() throws {
    let problem = try Rosenbrock {
      $0.n = 5
      $0.b = 10
    }
    #expect(kinds(problem) == [.globalMinimum])
    let unknown = try Rosenbrock {
      $0.n = 5
      $0.a = 2
    }
    #expect(kinds(unknown).isEmpty && unknown.reference == nil)
  }

  @Test("Himmelblau's nine obey the sum of indices: minima + maxima − saddles = 1")
  func himmelblau() {
    let all = kinds(Himmelblau())
    let saddles = all.count { $0 == .saddle(index: 1) }
    #expect(all.count == 9 && all.count - saddles - saddles == 1)
  }

  @Test("an unbounded monkey saddle has no minimum") func monkey() throws {
    #expect(try MonkeySaddle { $0.confined = false }.reference == nil)
    #expect(MonkeySaddle().stationaryPoints.count { $0.kind == .globalMinimum } == 3)
  }

  @Test("the factorisation's 2n + 1 obey the sum of indices: Σ (−1)^index = 1")
  func factorization() throws {
    for n in [2, 3, 10] {
      let all = kinds(try RankOneFactorization { $0.n = n })
      let sum = all.reduce(0) { total, kind in
        switch kind {
        case .globalMinimum: total + 1
        case .saddle(let index): total + (index % 2 == 0 ? 1 : -1)
        case .maximum: total + (n % 2 == 0 ? 1 : -1)
        default: total
        }
      }
      #expect(all.count == 2 * n + 1 && sum == 1)
    }
  }

  @Test("the factorisation is the matrix product that it is named for") func matrixForm() throws {
    let problem = try RankOneFactorization {
      $0.n = 4
      $0.top = 3
    }
    let x = [0.3, -1.2, 0.7, 2]
    let axes: [[Double]] = (0..<4).map { k in
      var axis = [0.0, 0, 0, 0]
      axis[k] = 1
      return Reflection(4)(axis)
    }
    var sum = 0.0
    for i in 0..<4 {
      for j in 0..<4 {
        var entry = x[i] * x[j]
        for k in 0..<4 {
          let eigenvalue = 0.75 * Double(4 - k)
          entry -= eigenvalue * axes[k][i] * axes[k][j]
        }
        sum += entry * entry
      }
    }
    #expect(abs(try problem.value(at: x) - sum / 4) <= 1e-14 * sum)
  }

  @Test("the reflection is its own inverse and keeps lengths") func reflection() {
    let x = [3.0, -1, 4, 1, -5]
    let once = Reflection(5)(x)
    #expect(distance(Reflection(5)(once), x) < 1e-14)
    #expect(abs(norm(once) - norm(x)) < 1e-14 && distance(once, x) > 1)
  }
}
