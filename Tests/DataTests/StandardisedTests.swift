import Descent
import DescentData
import NetworkProblems
import RealModule
import SGDPlugin
import Testing

/// Standardised features do not depend on their units.
@Suite("A standardised data set") struct StandardisedTests {
  /// A data set of this column and another one.
  private func data(_ column: [Double]) -> DataSet {
    var data = DataSet(
      features: column.enumerated().flatMap { [$1, Double($0 * $0 % 5)] },
      labels: column.indices.map { $0 % 2 }, featureCount: 2, classCount: 2)
    data.standardise(over: Array(column.indices))
    return data
  }

  private static let column = [1.0, 2, 3, 5, -1, 0]

  @Test(
    "a column in units of a power of two is the same column, to the bit",
    arguments: [-1070, -1000, -600, -52, -1, 1, 53, 500, 1021])
  func powers(exponent: Int) {
    let scaled = Self.column.map { Double(sign: .plus, exponent: exponent, significand: $0) }
    #expect(data(scaled).features == data(Self.column).features)
  }

  @Test(
    "a column in other units is the same column, to rounding", arguments: [1e-200, 7e-308, 3e307])
  func units(unit: Double) {
    let (found, expected) = (data(Self.column.map { $0 * unit }), data(Self.column))
    for (a, b) in zip(found.features, expected.features) { #expect(abs(a - b) <= 1e-14) }
  }

  @Test(
    "a column that is constant up to rounding has no effect",
    arguments: [0.1, 1e300, Double.leastNormalMagnitude / 4, -7, 0])
  func constant(value: Double) {
    let column = (0..<6).map { value * (1 + Double($0 % 3) * Double.ulpOfOne) }
    let features = data(column).features
    #expect(stride(from: 0, to: 12, by: 2).allSatisfy { features[$0] == 0 })
  }

  @Test(
    "the flowers are those of a file of them, with and without test examples", arguments: [0, 0.2])
  func flowers(test: Double) throws {
    let iris = DataSet.measuredIris
    var text = "a,b,c,d,kind\n"
    for i in 0..<iris.count {
      text += iris.features[4 * i..<4 * i + 4].map { "\($0)" }.joined(separator: ",")
      text += ",\(iris.labels[i])\n"
    }
    func loss(_ data: String) throws -> Double {
      let problem = try Softmax {
        $0.data = data
        $0.test = .fraction(test)
      }
      let options = RunOptions(.steps(50))
      return try Run<Double>(problem, SGD { $0.learningRate = 0.1 }, options: options).finish().loss
    }
    let losses = try withFile("flowers.csv", Array(text.utf8)) { path in
      [try loss(path), try loss("iris")]
    }
    #expect(losses[0].bitPattern == losses[1].bitPattern)
  }
}
