import Descent
import MatricesPlugin
import Testing

@Suite("NorMuon") struct NorMuonTests {
  private func rows(_ x: [Double], _ columns: Int) -> [[Double]] {
    stride(from: 0, to: x.count, by: columns).map { Array(x[$0..<($0 + columns)]) }
  }

  /// One step from 0 at rate 1.
  private func move(_ shape: [Int], _ change: (inout NorMuon) -> Void) throws -> [Double] {
    let drawn = TensorStream.drawn(shape, steps: 1)
    let stream = TensorStream(
      shape: shape, start: drawn.start.map { _ in 0 }, gradients: drawn.gradients)
    return try stream.end(
      NorMuon {
        $0.learningRate = 1
        $0.weightDecay = 0
        change(&$0)
      })
  }

  @Test("makes rows of a first move equally long, and leaves its norm") func equalRows() throws {
    let norms = rows(try move([4, 3]) { $0.rowEps = 0 }, 3).map(\.euclideanNorm)
    for norm in norms { #expect(abs(norm / norms[0] - 1) <= 1e-14) }
    let muon = try TensorStream(
      shape: [4, 3], start: Array(repeating: 0, count: 12),
      gradients: TensorStream.drawn([4, 3], steps: 1).gradients
    ).end(
      Muon {
        $0.learningRate = 1
        $0.weightDecay = 0
      })
    #expect(abs(norms.euclideanNorm - muon.euclideanNorm) <= 1e-14)
    // Muon's rows are not equally long.
    let own = rows(muon, 3).map(\.euclideanNorm)
    #expect(own.max()! / own.min()! > 1.05)
  }

  @Test("moves with the root mean square 0.2, if asked", arguments: [[4, 3], [3, 7], [5]])
  func rms(_ shape: [Int]) throws {
    let move = try move(shape) { $0.rescale = .rms }
    #expect(abs(move.euclideanNorm / Double(move.count).squareRoot() - 0.2) <= 1e-15)
  }

  @Test("is Muon where all rows of the exact factor are alike") func wide() throws {
    // The rows of an orthogonal factor of a wide matrix have length 1.
    let stream = TensorStream.drawn([3, 5], steps: 5)
    let ours = try stream.points(NorMuon { $0.orthogonalizer = .svd })
    let muon = try stream.points(Muon { $0.orthogonalizer = .svd })
    for (a, b) in zip(ours, muon) { #expect(distance(a, b) <= 1e-14) }
    let tall = TensorStream.drawn([5, 3], steps: 5)
    let other = try tall.end(NorMuon { $0.orthogonalizer = .svd })
    #expect(distance(other, try tall.end(Muon { $0.orthogonalizer = .svd })) > 1e-5)
  }

  @Test("remembers the mean squares of rows") func memory() throws {
    let rule = try NorMuon {
      $0.beta2 = 0.75
      $0.momentum = 0
      $0.orthogonalizer = .svd
    }
    var stepper = try Stepper<Double>(rule, Layout([(name: "w", shape: [2, 2])]))
    var x = [0.0, 0, 0, 0]
    stepper.step(&x, gradient: [5, 0, 0, 0])
    stepper.step(&x, gradient: [0, 0, 0, 5])
    // ¼ of ½, then ¾ of that; and the other way round.
    let v = try #require(stepper.state["row_mean_square"].map(Array.init))
    #expect(distance(v, [0.09375, 0.125]) <= 1e-15)
  }

  @Test("counts outputs by the storage") func outputs() throws {
    var rule = NorMuon()
    func count(_ shape: [Int]) throws -> Int? {
      try Stepper<Double>(rule, Layout([(name: "w", shape: shape)])).state["row_mean_square"]?
        .count
    }
    #expect(try [count([2, 3, 4]), count([6]), count([0, 3])] == [2, 1, 0])
    rule.transposed = true
    #expect(try [count([2, 3, 4]), count([6]), count([0, 3])] == [12, 6, 3])
  }

  @Test("has the documented defaults and ranges") func documented() throws {
    try expectDocumented(
      NorMuon.self,
      defaults: "normuon:lr=0.001,momentum=0.95,beta2=0.95,weight_decay=0.1,nesterov=true,"
        + "orthogonalizer=newton_schulz,rescale=frobenius,adjust_lr=original,transposed=false,"
        + "ns_steps=5,ns_a=3.4445,ns_b=-4.775,ns_c=2.0315,eps=1e-07,eps_placement=clamp,"
        + "polar_eps=1e-06,row_eps=1e-10",
      ranges: [
        "lr [0, inf)", "momentum [0, 1)", "beta2 [0, 1)", "weight_decay [0, inf)",
        "nesterov true or false", "orthogonalizer one of newton_schulz, svd, polar_express",
        "rescale one of frobenius, rms", "adjust_lr one of original, match_rms_adamw, none",
        "transposed true or false", "ns_steps [1, 100]", "ns_a [1, inf)", "ns_b a number",
        "ns_c a number", "eps [0, inf)", "eps_placement one of clamp, sum", "polar_eps [0, inf)",
        "row_eps [0, inf)",
      ])
  }

  @Test("names its buffers and weighs them") func state() throws {
    let state = try Stepper<Double>(NorMuon(), .vector(10)).state
    #expect(state.layout.buffers.map(\.slot.name) == ["momentum", "row_mean_square"])
    #expect(state.byteCount == 88)
  }
}
