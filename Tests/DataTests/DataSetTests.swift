import Descent
import DescentData
import Testing

@Suite("A data set") struct DataSetTests {
  @Test("counts its examples by their labels") func counts() {
    #expect(DataSet(features: [1, 2], labels: [0, 1], featureCount: 1, classCount: 2).count == 2)
  }

  @Test("digits are 1797 images of 64 pixels from 0 to 1, in ten classes") func digits() {
    let data = DataSet.digits
    #expect(data.count == 1797 && data.featureCount == 64 && data.classCount == 10)
    #expect(data.features.min() == 0 && data.features.max() == 1)
    #expect(data.features.prefix(5).map { 16 * $0 } == [0, 0, 5, 13, 9])
    #expect(Array(data.labels[0..<4]) == [0, 1, 2, 3])
  }

  @Test("iris is Fisher's, each feature with mean 0 and population deviation 1") func iris() {
    let data = DataSet.iris
    #expect(data.count == 150 && data.featureCount == 4 && data.classCount == 3)
    for j in 0..<4 {
      let column = (0..<150).map { data.features[4 * $0 + j] }
      #expect(abs(column.reduce(0, +)) < 1e-12)
      #expect(abs(column.reduce(0) { $0 + $1 * $1 } / 150 - 1) < 1e-13)
    }
    // Row 35 is 4.9, 3.1, 1.5, 0.2; the repository's file has 0.1 there, and other moments.
    let width: Double = (0.2 - 1.1993333333333333333) / 0.75969262790215944604
    let length: Double = (3.1 - 3.0573333333333333333) / 0.43441096773549455227
    #expect(abs(data.features[34 * 4 + 3] - width) < 1e-13)
    #expect(abs(data.features[34 * 4 + 1] - length) < 1e-13)
  }

  @Test("a constant feature is centred, not scaled") func constantFeature() {
    var data = DataSet(
      features: [0.1, 1, 0.1, 3, 0.1, 5, 0.3, 9], labels: [0, 1, 0, 1], featureCount: 2,
      classCount: 2)
    data.standardise(over: [0, 1, 2])
    #expect(data.features[0] == 0 && data.features[2] == 0 && data.features[4] == 0)
    #expect(abs(data.features[6] - 0.2) < 1e-16)
    // Mean 3, variance 8/3, over the first three only.
    #expect(abs(data.features[7] - 6 / Double.sqrt(8.0 / 3)) < 1e-15)
  }

  @Test("a fifth of each class is held out, the third of every five", arguments: [0.2, 0.25, 0.5])
  func division(fraction: Double) {
    let data = DataSet.digits
    let (training, test) = data.divided(testFraction: fraction)
    #expect((training + test).sorted() == Array(0..<data.count))
    for label in 0..<10 {
      let members = data.labels.indices.filter { data.labels[$0] == label }
      let held = test.count { data.labels[$0] == label }
      #expect(abs(Double(held) - fraction * Double(members.count)) <= 0.5)
      if fraction == 0.2 {
        #expect(test.first { data.labels[$0] == label } == members[2])
        #expect(test.filter { data.labels[$0] == label }[1] == members[7])
      }
    }
  }

  @Test("without a fraction there are no test examples, and a class of one stays in training")
  func edges() {
    #expect(DataSet.iris.divided(testFraction: 0).test.isEmpty)
    let data = DataSet(
      features: [1, 2, 3, 4], labels: [0, 1, 1, 1], featureCount: 1, classCount: 2)
    #expect(data.divided(testFraction: 0.9).training == [0, 3])
  }
}
