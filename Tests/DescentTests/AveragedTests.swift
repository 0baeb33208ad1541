import Descent
import DescentCatalog
import Testing

@Suite("An averaged optimizer") struct AveragedTests {
  @Test("steps like the bare rule, and keeps the average separately") func beside() throws {
    let plain = try optimizer("adam")
    var (x, y) = ([1.0, -2], [1.0, -2])
    var alone = try Stepper<Double>(plain, .vector(2))
    var averaged = try Stepper<Double>(plain.averaged(decay: 0.5), .vector(2))
    var mean: [Double] = []
    for k in 1...5 {
      let g = [Double(k), -1 / Double(k)]
      alone.step(&x, gradient: g)
      averaged.step(&y, gradient: g)
      mean = mean.isEmpty ? x : mean.indices.map { mean[$0] + 0.5 * (x[$0] - mean[$0]) }
      #expect(x == y && averaged.state["average"].map(Array.init) == mean)
    }
  }

  @Test("takes in the parameters once a window under accumulation") func windows() throws {
    let rule = try optimizer("sgd").accumulating(steps: 2).averaged(decay: 0.75)
    var stepper = try Stepper<Double>(rule, .vector(1))
    var x = [8.0]
    var averages: [Double] = []
    for _ in 0..<4 {
      stepper.step(&x, gradient: [1], rate: 4)
      averages.append(stepper.state["average"]!.first!)
    }
    #expect(averages == [0, 4, 4, 3])
  }

  @Test("weights vector s of t in proportion to the decay to the t - s, debiased") func weights() {
    var average = ExponentialMovingAverage<Double>(decay: 0.5, debiased: true, count: 1)
    for x in [1.0, 2, 4] { average.update(with: [x]) }
    #expect(abs(average.average[0] - (0.25 * 1 + 0.5 * 2 + 4) / 1.75) < 1e-15)
    #expect(average.updates == 3)
  }

  @Test("refuses a decay outside [0, 1) and a second average") func refuses() throws {
    let sgd = try optimizer("sgd")
    for decay in [1, -0.1, .nan] {
      #expect(throws: ConfigurationError.self) { try sgd.averaged(decay: decay) }
    }
    let averaged = try sgd.averaged(decay: 0.9)
    #expect(
      averaged.specification.description
        == "modified:rule=(sgd:lr=0.01,weight_decay=0),by=(ema:decay=0.9,debiased=false)")
    #expect(throws: ConfigurationError.self) { try averaged.averaged(decay: 0.5, debiased: true) }
  }
}
