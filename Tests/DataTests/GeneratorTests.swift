import Descent
import DescentData
import Testing

/// The points and coordinate sums are those tabulated with the generators, to the rounding of angles of
/// up to 10 and of the platform's logarithm, sine and cosine.
@Suite("A generator of data") struct GeneratorTests {
  private func check(
    _ data: DataSet, first: [Double], last: [Double], sums: [Double], labels: [Int]
  ) {
    for (value, expected) in zip(data.features, first) { #expect(abs(value - expected) < 2e-15) }
    for (value, expected) in zip(data.features.suffix(2), last) {
      #expect(abs(value - expected) < 2e-15)
    }
    for j in 0..<2 {
      let sum = (0..<data.count).reduce(0) { $0 + data.features[2 * $1 + j] }
      // 200 additions of numbers below 4.
      #expect(abs(sum - sums[j]) < 1e-12)
    }
    #expect(labels.indices.map { k in data.labels.count { $0 == k } } == labels)
  }

  @Test("moons equal the tabulated ones") func moons() {
    check(
      .moons(count: 200, noise: 0.15, seed: 11),
      first: [
        0.98233427325106980, 0.22692227899232291, 0.85735651193587860, 0.027606023598390595,
        0.72835384954770282, -0.027829007339197329, 1.0556861326323624, -0.22079147691850980,
      ],
      last: [1.8630293635898816, 0.70558721454756209],
      sums: [97.136553967433623, 48.477954468366819], labels: [100, 100])
  }

  @Test("spirals equal the tabulated ones") func spirals() {
    check(
      .spirals(count: 200, classes: 2, turns: 1.5, noise: 0.02, seed: 17),
      first: [
        -0.013230955708524983, 0.015038402551339090, 0.019724192561639632, 0.031562372811143115,
        0.073990843019304009, 0.033751634689970713, 0.0031313700893668653, -0.031914574223364485,
      ],
      last: [0.98818387763544649, -0.029936318554589690],
      sums: [0.38395916893195667, 0.030289642581334884], labels: [100, 100])
  }

  @Test("blobs equal the tabulated ones") func blobs() {
    check(
      .blobs(count: 150, classes: 3, radius: 2, noise: 0.7, seed: 13),
      first: [
        1.7590801387931086, 0.44692004196101977, -1.1729836750048692, 2.3789232132956168,
        -1.2606241381483392, -1.3705860955494869, 1.5606863691840259, 0.34780202423885292,
      ],
      last: [-1.2958275433938283, -2.3694521366110111],
      sums: [-7.9974726159536113, -6.2835402802878535], labels: [50, 50, 50])
  }
}
