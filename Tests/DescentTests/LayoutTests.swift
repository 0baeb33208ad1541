import Descent
import Testing

@Suite("A layout of tensors") struct LayoutTests {
  @Test("lays tensors one after another") func offsets() {
    let layout = Layout([
      (name: "w", shape: [3, 4]), (name: "none", shape: [5, 0]), (name: "s", shape: []),
      (name: "b", shape: [4]),
    ])
    #expect(layout.tensors.map(\.offset) == [0, 12, 12, 13])
    #expect(layout.tensors.map(\.count) == [12, 0, 1, 4])
    #expect(layout.tensors.map(\.range) == [0..<12, 12..<12, 12..<13, 13..<17])
    #expect(layout.tensors.map(\.name) == ["w", "none", "s", "b"])
    #expect(layout.count == 17 && layout.tensors[0].shape == [3, 4])
  }

  @Test("is a single vector called x, or nothing") func simple() {
    #expect(Layout.vector(5).tensors.map(\.name) == ["x"] && Layout.vector(5).count == 5)
    #expect(Layout.vector(0).count == 0 && Layout([]).count == 0 && Layout([]).tensors.isEmpty)
    #expect(Layout.vector(3) == Layout([(name: "x", shape: [3])]))
    #expect(Layout.vector(3) != Layout([(name: "x", shape: [3, 1])]))
  }
}
