import Descent
import DescentCatalog
import Testing

@Suite("A tensor view") struct TensorViewTests {
  let layout = Layout([(name: "a", shape: [3]), (name: "b", shape: [0]), (name: "c", shape: [2])])

  private func stepper<T: KernelScalar>(_: T.Type) throws -> Stepper<T> {
    try Stepper(Catalog.registry.optimizer(Specification("momentum:lr=0.5,momentum=0.5")), layout)
  }

  /// Two steps on plain arrays.
  private func expected<T: KernelScalar>(_ x: [T], _ g: [T]) throws -> [T] {
    var (stepper, x) = (try stepper(T.self), x)
    for _ in 0..<2 { stepper.step(&x, gradient: g) }
    return x
  }

  @Test("windows of one buffer, one after another, are stepped in place")
  func windows() throws {
    var stepper = try stepper(Double.self)
    var memory: [Double] = [9, 9, 1, 2, 3, 4, 5, 9]
    let gradient: [Double] = [7, 1, 0, -1, 2, 4, 7]
    memory.withUnsafeMutableBufferPointer { x in
      gradient.withUnsafeBufferPointer { g in
        for _ in 0..<2 {
          let updated = stepper.step(
            [
              MutableTensorView(x[2..<5]), MutableTensorView(x[5..<5]), MutableTensorView(x[5..<7]),
            ], gradients: [TensorView(g[1..<4]), TensorView(g[4..<4]), TensorView(g[4..<6])])
          #expect(updated == .updated)
        }
      }
    }
    let y = try expected([1.0, 2, 3, 4, 5], [1, 0, -1, 2, 4])
    #expect(memory == [9, 9] + y + [9])
    #expect(gradient == [7, 1, 0, -1, 2, 4, 7])
  }

  @Test("strides and order in memory change nothing, and nothing beside the views is written")
  func strides() throws {
    var stepper = try stepper(Float.self)
    // c backwards in steps of two, then a in steps of two.
    var memory: [Float] = [9, 5, 9, 4, 9, 1, 9, 2, 9, 3, 9]
    let gradient: [Float] = [1, 7, 7, 0, 7, 7, -1, 2, 4]
    memory.withUnsafeMutableBufferPointer { x in
      gradient.withUnsafeBufferPointer { g in
        for _ in 0..<2 {
          stepper.step(
            [
              MutableTensorView(x.baseAddress! + 5, count: 3, stride: 2),
              MutableTensorView(nil, count: 0),
              MutableTensorView(x.baseAddress! + 3, count: 2, stride: -2),
            ],
            gradients: [
              TensorView(g.baseAddress, count: 3, stride: 3), TensorView(nil, count: 0),
              TensorView(g[7..<9]),
            ])
        }
      }
    }
    let y: [Float] = try expected([1, 2, 3, 4, 5], [1, 0, -1, 2, 4])
    #expect(memory == [9, y[4], 9, y[3], 9, y[0], 9, y[1], 9, y[2], 9])
  }

  @Test("a tensor without a gradient is not touched, nor its state; the others do not notice")
  func absent() throws {
    var stepper = try stepper(Double.self)
    var memory: [Double] = [.nan, .nan, .nan, 4, 5]
    let gradient: [Double] = [2, 4]
    _ = memory.withUnsafeMutableBufferPointer { x in
      gradient.withUnsafeBufferPointer { g in
        stepper.step(
          [MutableTensorView(x[..<3]), MutableTensorView(x[3..<3]), MutableTensorView(x[3...])],
          gradients: [nil, nil, TensorView(g)])
      }
    }
    let isUntouched = memory[..<3].allSatisfy { $0.isNaN }
    #expect(isUntouched)
    #expect(Array(memory[3...]) == [3, 3])
    #expect(Array(stepper.state["velocity"] ?? []) == [0, 0, 0, 2, 4])
    #expect(stepper.state.scalars == [0, 0, 1])
  }

  @Test("a state rearranged for another order of the tensors goes with its tensors")
  func rearranged() throws {
    var stepper = try stepper(Double.self)
    var x: [Double] = [0, 0, 0, 0, 0]
    stepper.step(&x, gradient: [1, 2, 3, 4, 5], present: [false, true, true])
    let other = Layout([(name: "c", shape: [2]), (name: "a", shape: [3]), (name: "b", shape: [0])])
    let state = try #require(stepper.state.rearranged(from: layout, to: other))
    #expect(state.storage == [4, 5, 0, 0, 0])
    #expect(state.scalars == [1, 0, 1])
    let fresh = try Stepper<Double>(
      Catalog.registry.optimizer(Specification("momentum")), other)
    #expect(state.layout == fresh.state.layout)
    #expect(stepper.state.rearranged(from: layout, to: .vector(5)) == nil)
  }
}
