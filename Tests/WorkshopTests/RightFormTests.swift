import DescentRights
import Foundation
import Testing

/// Right rules written in other forms: the same function, not the same text.
@Suite("A right rule in another form") struct RightFormTests {
  private static let adam = """
    import Descent

    struct Tiny: CoordinatewiseOptimizer {
      @Hyperparameter("learning rate η", in: 0...) var learningRate = 0.1
      @Hyperparameter("decay β", in: 0..<1) var beta = 0.9

      static let card = Card(
        name: "tiny", summary: "a mean", formula: "m", source: "elementary")

      var slots: [StateSlot] { ["m"] }

      func update<T: KernelScalar>(
        _ x: inout T, gradient g: T, state s: inout Slots<T>, _ rate: Double
      ) {
        s[0] = T(beta) * s[0] + T(1 - beta) * g
        x -= quotient(T(rate) * s[0], sqrt(s[0] * s[0]) + 1)
      }
    }

    let plugin = Plugin(Tiny.self)
    """

  @Test(
    "Each form writes the line that it is about",
    arguments: [
      (RightForm.lerp, "s[0] += T(1 - beta) * ((g) - s[0])"),
      (.turned, "s[0] = (g) * T(1 - beta) + s[0] * T(beta)"),
      (.reciprocal, "x -= ((T(rate) * s[0]) * quotient(1, sqrt(s[0] * s[0]) + 1))"),
      (.negated, "x += -(quotient(T(rate) * s[0], sqrt(s[0] * s[0]) + 1))"),
      (.compensated, "s[1] = (whole - x) - added"),
      (.looped, "struct Tiny: Looped {"),
    ])
  func forms(_ form: RightForm, _ line: String) throws {
    let file = RightFile(name: "Tiny", source: Self.adam)
    let written = try #require(file.source(in: form))
    #expect(written.rules == ["Tiny"])
    #expect(written.text.contains(line), "\(written.text)")
    #expect(written.text.contains("name: \"tiny_\(form.rawValue)\""))
  }

  @Test("A loop has the buffers that rules share through a protocol")
  func sharedSlots() throws {
    let source = """
      protocol Meaning: CoordinatewiseOptimizer {}

      extension Meaning {
        var slots: [StateSlot] { ["m"] }
      }

      \(Self.adam.replacing("Tiny: CoordinatewiseOptimizer", with: "Tiny: Meaning")
        .replacing("  var slots: [StateSlot] { [\"m\"] }\n", with: ""))
      """
    let file = RightFile(name: "Shared", source: source)
    let looped = try #require(file.source(in: .looped))
    #expect(looped.rules == ["Tiny"])
    #expect(looped.text.contains("protocol Meaning: Looped {}"))
    #expect(looped.text.contains("var ownSlots: [StateSlot] { [\"m\"] }"))
    #expect(try #require(file.source(in: .compensated)).text.contains("[\"m\", \"lost\"]"))
  }

  @Test("A rule that a form cannot write is left out")
  func unchanged() {
    let file = RightFile(name: "Tiny", source: Self.adam)
    #expect(file.source(in: .expanded) == nil)
    #expect(file.source(in: .powers) == nil)
  }

  @Test("There are enough right rules to bound the rate of false alarms by one in a hundred")
  func count() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let units = try RightCorpus(root: root).units
    #expect(units.map(\.rules.count).reduce(0, +) >= 300)
    #expect(units.filter { $0.form == .written }.map(\.rules.count).reduce(0, +) >= 100)
  }
}
