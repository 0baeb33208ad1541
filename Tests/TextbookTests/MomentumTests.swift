import Descent
import DescentTextbook
import Testing

/// The measurements of an independent implementation, with its eight significant digits.
private let independent: [(id: String, measured: [Double])] = [
  ("HB-01b", [0.81958691]),
  ("HB-01c", [0.81853528, 0.81853528]),
  ("HB-02", [0.90373014, 0.90029275, 0.90026439, 0.89983729, 0.9001966]),
  ("HB-03", [0.28571429, 0.42857143, 0.54285714, 0.56857143]),
  ("NAG-03", [0.28571429, 0.21428571, 0.19387755, 0.19079578]),
  ("HB-03e", [0.28571429, 0.85714286, 5.4285714, 56.857143]),
  ("HB-04", [-1.802449, 0.64653061, 2.1159184]),
  ("HB-05", [0.4975632]),
  ("NAG-01a", [0.20997188]),
  ("NAG-01b", [1.1383399, 1.0367323, 1.0148759]),
  ("NAG-02a", [0.95746125, 0.95746125]),
  ("NAG-05", [0.015020539, 0.49467024]),
  ("NAG-06a", [892]),
  ("NAG-06b", [99.888889]),
  ("NAG-06c", [-0.086858394]),
  ("OGM-01", [0.06855964, 0.06855964]),
]

/// Its measurements of the controls, unless they are rounding errors.
private let independentControls: [(id: String, place: Int, value: Double)] = [
  ("HB-01b", 0, 0.98019802), ("HB-01c", 0, 0.98019802), ("HB-02", 0, 0.988), ("HB-02", 1, 0.8),
  ("HB-03", 3, 0.19079578), ("HB-05", 0, 7.5349032e9), ("NAG-01a", 0, 9.0173686),
  ("NAG-02a", 0, 2.9190718e8), ("NAG-02b", 0, 0.10667153), ("NAG-04", 0, 0.64497229),
  ("NAG-05", 0, 1.0825525),
  ("NAG-06c", 0, -0.0037884465), ("OGM-01", 0, 0.12641276),
]

@Suite("A result on momentum") struct MomentumTests {
  @Test(
    "measures the numbers of an independent implementation", arguments: independent.map(\.id))
  func independentValues(id: String) throws {
    let expected = try #require(independent.first { $0.id == id })
    let finding = try #require(Textbook.experiment(id)).run(Laboratory())
    #expect(finding.measured.count == expected.measured.count)
    for (measured, value) in zip(finding.measured, expected.measured) {
      #expect(agree(measured, value))
    }
    for control in independentControls where control.id == id {
      #expect(agree(finding.controlled[control.place], control.value))
    }
  }

  @Test("FISTA's gap on NEST exceeds conjugate gradients' by 149, 195 and 212 %")
  func conjugateGradients() throws {
    let finding = try #require(Textbook.experiment("CG-00")).run(Laboratory())
    let excesses = zip(finding.controlled, finding.measured).map { $0 / $1 - 1 }
    for (excess, value) in zip(excesses, [1.4854162, 1.9471598, 2.1152533]) {
      #expect(abs(excess - value) < 1e-7)
    }
  }

  @Test("judges a rule that diverges or stands still, without an error")
  func anybodysRule() throws {
    let lab = Laboratory()
    for id in ["HB-02", "HB-04", "HB-05", "HB-06", "NAG-02a", "NAG-04"] {
      for rule in ["momentum:momentum=0.9999", "adam:eps=0", "adagrad", "rmsprop:weight_decay=1e9"]
      {
        let finding = try #require(Textbook.experiment(id)).run(lab, rule: Specification(rule))
        #expect(!finding.holds, "\(id) of \(rule)")
      }
    }
    for id in ["HB-01c", "HB-03", "NAG-01a", "NAG-05", "NAG-06c", "OGM-01"] {
      let finding = try #require(Textbook.experiment(id)).run(
        lab, rule: Specification("rmsprop:eps=0"))
      #expect(!finding.holds, "\(id) of rmsprop")
    }
  }
}
