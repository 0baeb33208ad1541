import Descent
import SearchesPlugin
import Testing

@Suite("Polyak's step") struct PolyakTests {
  @Test("halves the way on a parabola; with η = 2 it is there at once", arguments: [1.0, 2])
  func halves(_ rate: Double) throws {
    let points = try Walk(curvatures: [2]).points(
      Polyak { $0.learningRate = rate }, from: [8], steps: 3)
    #expect(points == (rate == 1 ? [[4], [2], [1]] : [[0], [0], [0]]))
  }

  @Test("goes no further than its largest rate") func limit() throws {
    let points = try Walk(curvatures: [2]).points(Polyak { $0.maxLr = 0.125 }, from: [8], steps: 1)
    #expect(points == [[6]])
  }

  @Test("below f* it ascends or stays", arguments: Polyak.Variant.allCases)
  func below(_ variant: Polyak.Variant) throws {
    let rule = try Polyak {
      $0.fMin = 128
      $0.variant = variant
    }
    // (64 − 128)/16² is −1/4.
    #expect(
      try Walk(curvatures: [2]).points(rule, from: [8], steps: 1)
        == [[variant == .sps ? 12 : 8]])
  }

  @Test("has the documented defaults and ranges") func documented() throws {
    try expectDocumented(
      Polyak.self, defaults: "polyak:lr=1,max_lr=1,eps=0,f_min=0,variant=sps",
      ranges: [
        "lr [0, inf)", "max_lr (0, inf)", "eps [0, inf)", "f_min a number",
        "variant one of sps, sps+",
      ])
  }

  @Test("keeps nothing") func state() throws { try expectState(Polyak(), buffers: []) }
}
