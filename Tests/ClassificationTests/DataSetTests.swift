import ClassificationProblems
import Testing

@Suite struct DataSetTests {
  @Test("counts its examples by their labels") func counts() {
    #expect(DataSet(features: [1, 2], labels: [0, 1], featureCount: 1, classCount: 2).count == 2)
  }
}
