import Descent
import DescentCatalog
import Testing

/// Momentum whose velocity is kept elsewhere, like the state of a rule in another process.
struct ForeignMomentum: Optimizer {
  final class Memory {
    var velocity: [Double]
    init(_ count: Int) { velocity = [Double](repeating: 0, count: count) }
  }

  struct BadBytes: Error {}

  var learningRate: Double { 0.001 }
  var specification: Specification { Specification(name: "foreign", settings: []) }

  func _kernel32(_ layout: Layout, _ workers: Workers?) throws -> OptimizerKernel<Float> {
    kernel(layout)
  }
  func _kernel64(_ layout: Layout, _ workers: Workers?) throws -> OptimizerKernel<Double> {
    kernel(layout)
  }

  private func kernel<T: KernelScalar>(_ layout: Layout) -> OptimizerKernel<T> {
    let memory = Memory(layout.count)
    let external = ExternalState {
      memory.velocity.flatMap { v in
        (0..<8).map { UInt8(truncatingIfNeeded: v.bitPattern >> (8 * $0)) }
      }
    } restore: { bytes in
      guard bytes.count == 8 * memory.velocity.count else { throw BadBytes() }
      for i in memory.velocity.indices {
        let word = (0..<8).reduce(UInt64(0)) { $0 | UInt64(bytes[8 * i + $1]) << (8 * UInt64($1)) }
        memory.velocity[i] = Double(bitPattern: word)
      }
    }
    return OptimizerKernel(stateLayout: StateLayout(), externalState: external) { step, _ in
      for i in 0..<layout.count {
        let v = T(0.9) * T(memory.velocity[i]) + step.gradient[i]
        memory.velocity[i] = Double(v)
        step.parameters[i] -= T(step.rate) * v
      }
      return .updated
    }
  }
}

@Suite("A kernel in another process") struct ForeignKernelTests {
  private func run<T: KernelScalar>(
    _ rule: any Optimizer, resuming checkpoint: Checkpoint<T>? = nil, _: T.Type
  ) throws -> Run<T> {
    try Run<T>(
      Catalog.registry.problem(Specification("rosenbrock:n=4")), rule,
      options: RunOptions(.steps(30)), resuming: checkpoint)
  }

  private func check<T: KernelScalar>(_ rule: any Optimizer, _: T.Type) throws {
    let twin = try Catalog.registry.optimizer(Specification("momentum:lr=0.001"))
    let (own, foreign) = (try run(twin, T.self), try run(rule, T.self))
    own.finish()
    foreign.finish()
    #expect(own.parameters == foreign.parameters)
    let part = try run(rule, T.self)
    part.advance(11)
    let checkpoint = try part.completeCheckpoint()
    #expect(checkpoint.external?.isEmpty == false)
    let rest = try run(rule, resuming: checkpoint, T.self)
    rest.finish()
    #expect(rest.parameters == own.parameters)
    #expect(try rest.completeCheckpoint() == foreign.completeCheckpoint())
  }

  @Test("A rule with state elsewhere equals the built-in one, across a checkpoint") func twin()
    throws
  {
    try check(ForeignMomentum(), Double.self)
    try check(ForeignMomentum(), Float.self)
    try check(Grouped([Grouped.Part(.rest, ForeignMomentum())]), Double.self)
  }

  @Test("Two of them in groups, and one behind a stage, keep theirs") func several() throws {
    func whole(_ optimizer: any Optimizer) throws {
      let run = { (checkpoint: Checkpoint<Double>?) in
        try Run<Double>(
          Catalog.registry.problem(Specification("mlp:data=iris,hidden=4,batch=30")), optimizer,
          options: RunOptions(.steps(12)), resuming: checkpoint)
      }
      let (all, part) = (try run(nil), try run(nil))
      all.finish()
      part.advance(5)
      let rest = try run(try part.completeCheckpoint())
      rest.finish()
      #expect(rest.parameters == all.parameters)
    }
    let layout = try Catalog.registry.problem(Specification("mlp:data=iris,hidden=4")).layout
    let selector = try TensorSelector("name.\(try #require(layout.tensors.first).name)")
    try whole(
      Grouped([Grouped.Part(selector, ForeignMomentum()), Grouped.Part(.rest, ForeignMomentum())]))
    try whole(ForeignMomentum().clipped(norm: 0.1))
  }

  @Test("A checkpoint without the state, or with other bytes, is refused") func refused() throws {
    let part = try run(ForeignMomentum(), Double.self)
    part.advance(3)
    #expect(throws: CheckpointMismatch.self) {
      try run(ForeignMomentum(), resuming: part.checkpoint, Double.self)
    }
    var broken = try part.completeCheckpoint()
    broken.external?.removeLast()
    #expect(throws: ForeignMomentum.BadBytes.self) {
      try run(ForeignMomentum(), resuming: broken, Double.self)
    }
  }

  @Test("Its kernel cannot be made again at each step") func scheduled() throws {
    struct Idle: Schedule {
      var specification: Specification { Specification(name: "idle", settings: []) }
      func factor(at step: Int) -> Double { 1 }
      var horizon: Int? { 0 }
    }
    let twin = try Catalog.registry.optimizer(Specification("momentum"))
    let scheduled = try Scheduled(twin, schedules: [(key: "momentum", schedule: Idle())]) { _ in
      ForeignMomentum()
    }
    #expect(throws: ConfigurationError.self) { try Stepper<Double>(scheduled, .vector(1)) }
  }
}
