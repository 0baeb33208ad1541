import CNetworkKernels
import Descent
import RealModule
import Testing

/// The error is measured in units in the last place of the exact result, which `Double`'s functions
/// give for `Float`, and for `Double` the C library's (itself within one unit).
@Suite("A kernel of the networks") struct KernelTests {
  private let random = CounterRandom(seed: 5)

  /// Numbers across a range, half of them scaled down towards 0.
  private func numbers(_ range: ClosedRange<Double>) -> [Double] {
    (0..<4000).map { k in
      let x = range.lowerBound + (range.upperBound - range.lowerBound) * random.uniform(UInt64(k))
      return k % 2 == 0 ? x : x * Double(sign: .plus, exponent: -(k % 25), significand: 1)
    }
  }

  private func largestError(
    _ range: ClosedRange<Double>,
    _ function: (UnsafeMutablePointer<Float>, UnsafePointer<Float>, Int) -> Void,
    _ exact: (Double) -> Double
  ) -> Double {
    let x = numbers(range).map(Float.init)
    var y = x
    function(&y, x, x.count)
    return zip(x, y).map { x, y in
      let e = exact(Double(x))
      return abs(Double(y) - e) / Double(Float(e).ulp)
    }.max() ?? .nan
  }

  private func largestError(
    _ range: ClosedRange<Double>,
    _ function: (UnsafeMutablePointer<Double>, UnsafePointer<Double>, Int) -> Void,
    _ exact: (Double) -> Double
  ) -> Double {
    let x = numbers(range)
    var y = x
    function(&y, x, x.count)
    return zip(x, y).map { abs($1 - exact($0)) / exact($0).ulp }.max() ?? .nan
  }

  @Test("exp is within 2 units in the last place") func exponential() {
    #expect(largestError(-87...88, descent_exp_f32, Double.exp) < 2)
    #expect(largestError(-708...709, descent_exp_f64, Double.exp) < 2)
  }

  @Test("tanh is within 8 units in the last place, in double precision 3") func hyperbolicTangent()
  {
    #expect(largestError(-12...12, descent_tanh_f32, Double.tanh) < 8)
    #expect(largestError(-25...25, descent_tanh_f64, Double.tanh) < 3)
  }

  @Test("the normal distribution function is within 4e-16") func normalDistribution() {
    let x = numbers(-38...38)
    var y = x
    descent_normal_cdf_f64(&y, x, x.count)
    for (x, y) in zip(x, y) {
      let exact: Double = 0.5 * Double.erfc(-x / Double.sqrt(2))
      #expect(abs(y - exact) < 4e-16)
    }
  }

  @Test("exp and tanh keep NaN and reach their limits") func limits() {
    let x: [Double] = [.infinity, -.infinity, .nan, 1000, -1000]
    var y = x
    descent_exp_f64(&y, x, x.count)
    #expect(y[0] == .infinity && y[1] == 0 && y[2].isNaN && y[3] == .infinity && y[4] == 0)
    descent_tanh_f64(&y, x, x.count)
    #expect(y[0] == 1 && y[1] == -1 && y[2].isNaN && y[3] == 1 && y[4] == -1)
    let single = x.map(Float.init)
    var result = single
    descent_exp_f32(&result, single, single.count)
    #expect(result[0] == .infinity && result[1] == 0 && result[2].isNaN)
    descent_tanh_f32(&result, single, single.count)
    #expect(abs(result[0] - 1) < 1e-6 && result[2].isNaN)
  }

  @Test("a NaN score makes the loss NaN, and huge scores do not overflow") func softmax() {
    let labels: [Int32] = [1, 0]
    var correct = 0
    var scores = [1e300, -1e300, 0, 3, 2, 1]
    let loss = descent_softmax_f64(&scores, [0, 0, 0], labels, 2, 3, 1, &correct)
    #expect(loss == 2e300 && correct == 1)
    #expect(scores[0] == 1 && scores[1] == -1)
    scores = [0, .nan, 0, 3, 2, 1]
    #expect(descent_softmax_f64(&scores, [0, 0, 0], labels, 2, 3, 1, &correct).isNaN)
  }
}
