import CAllocationCount
import Descent
import DescentCatalog

/// Checks that steps do not allocate: not in the run loop, with the trace off or with reserved space, not in
/// a rule, and not in a training step. The count is exact and reproducible, so the tolerance is zero.
enum AllocationGuard {
  static func check(_ verdict: inout Verdict) throws {
    guard descent_allocation_count() >= 0 else {
      return verdict.note("allocations: this system's C library does not let them be counted")
    }
    try control(&verdict)
    for rule in try Catalog.optimizerTexts() {
      // Use a rate at which no rule diverges, because divergence would end the run.
      let rule = rule + (rule.contains(":") ? "," : ":") + "lr=1e-5"
      for interval in [0, 1] {
        try expectNone(&verdict, "rosenbrock", rule, Double.self, interval)
        try expectNone(&verdict, "rosenbrock", rule, Float.self, interval)
      }
    }
    for schedule in ["constant", "cosine", "cosine:warmup=100", "one_cycle"] {
      try expectNone(&verdict, "rosenbrock", "adam", Double.self, 1, schedule: schedule)
    }
    for problem in ["quadratic:n=50", "mlp:data=iris,hidden=8,batch=full"] {
      try expectNone(&verdict, problem, "adam", Double.self, 1)
    }
    for rule in try Catalog.otherOptimizers() {
      try expectNone(&verdict, rule, Double.self)
      try expectNone(&verdict, rule, Float.self)
    }
    // The tiers with sums and with tensors have their own sizes.
    try expectNone(&verdict, SumsRule(), .vector(100_000), Float.self)
    try expectNone(&verdict, SumsRule(), .vector(100_000), Double.self)
    let matrices = Layout([(name: "a", shape: [128, 128]), (name: "b", shape: [16, 128])])
    try expectNone(&verdict, MatrixRule(), matrices, Float.self)
    try expectNone(&verdict, MatrixRule(), matrices, Double.self)
    try expectNone(&verdict, PlantedFormula(), Float.self)
    try expectNone(&verdict, PlantedFormula(), Double.self)
    // Run whole epochs, including the scores of all examples.
    for problem in ["mlp:data=digits,hidden=64,batch=32", "softmax:data=digits,batch=32"] {
      try expectNone(&verdict, problem, "adam", Float.self, 0, steps: 100)
    }
  }

  /// A control that checks that the count detects an allocation.
  private static func control(_ verdict: inout Verdict) throws {
    let run = try run("rosenbrock", "adam", Double.self, 0, "constant") { record in
      _ = [Int](repeating: record.step, count: 1000 + record.step).withUnsafeBufferPointer {
        $0[record.step]
      }
    }
    run.advance(100)
    let count = allocations { run.advance(1000) }
    verdict.expect(count >= 1000, "control: 1000 planted allocations, counted \(count)")
  }

  private static func expectNone<T: KernelScalar>(
    _ verdict: inout Verdict, _ problem: String, _ optimizer: String, _ type: T.Type,
    _ interval: Int, schedule: String = "constant", steps: Int = 5000
  ) throws {
    let run = try run(problem, optimizer, type, interval, schedule)
    // Skip the first steps, which may allocate work memory.
    run.advance(steps / 10)
    let count = allocations { run.advance(steps) }
    let trace = interval == 0 ? "trace off" : "trace on"
    verdict.expect(
      count == 0 && run.progress.step == steps + steps / 10,
      "allocations: \(count) in \(steps) steps of \(optimizer) on \(problem), \(schedule), "
        + "\(T.precisionName), \(trace)")
  }

  /// Problems on which rules that need matrices, solve systems or evaluate other examples run for a while.
  private static let grounds = [
    "deep-linear-network", "powell-singular", "softmax:data=iris,batch=30",
  ]

  /// The rules that need another problem: for Gauss-Newton, JᵀJ is singular on the first one.
  private static let exceptions = ["gauss_newton": "powell-singular"]

  /// Checks a rule on the first problem that meets its needs.
  private static func expectNone<T: KernelScalar>(
    _ verdict: inout Verdict, _ rule: any Optimizer, _ type: T.Type
  ) throws {
    let name = rule.specification.name
    for ground in exceptions[name].map({ [$0] }) ?? grounds {
      let problem = try Catalog.registry.problem(Specification(ground))
      var options = RunOptions(.steps(40))
      options.traceInterval = 0
      guard let run = try? Run<T>(problem, rule, schedule: Constant(), options: options) else {
        continue
      }
      // Skip the first steps, which allocate work memory and the memory of curvature pairs.
      run.advance(15)
      let before = run.progress.step
      let count = allocations { run.advance(5) }
      return verdict.expect(
        count == 0 && run.progress.step > before,
        "allocations: \(count) in \(run.progress.step - before) steps of \(name) on \(ground), "
          + T.precisionName)
    }
    verdict.expect(false, "allocations: no problem for \(name)")
  }

  /// Checks the kernel of a rule, without a run.
  private static func expectNone<T: KernelScalar>(
    _ verdict: inout Verdict, _ rule: any Optimizer, _ layout: Layout, _ type: T.Type
  ) throws {
    let kernel = try T.makeKernel(rule, layout)
    let (report, oracle) = (ReportMemory<T>(0), Oracle<T>.unavailable())
    var state = OptimizerState<T>(kernel.stateLayout)
    let random = CounterRandom(seed: 1)
    var x = (0..<layout.count).map { T(random.quarter(UInt64($0))) }
    let g = (0..<layout.count).map { T(random.quarter(UInt64(layout.count + $0)) + 0.125) }
    let count = x.withUnsafeMutableBufferPointer { x in
      g.withUnsafeBufferPointer { g in
        state.storage.withUnsafeMutableBufferPointer { buffers in
          state.scalars.withUnsafeMutableBufferPointer { scalars in
            // A rule without buffers or scalars does not read them, so any address will do.
            let step = StepArguments<T>(
              parameters: x.baseAddress!, gradient: g.baseAddress!,
              buffers: buffers.baseAddress ?? x.baseAddress!,
              scalars: scalars.baseAddress ?? UnsafeMutablePointer(bitPattern: 8)!, rate: 1e-3,
              report: report.pointer)
            // Skip the first steps, which allocate work memory.
            for _ in 0..<3 { _ = kernel.step(step, oracle) }
            return allocations { for _ in 0..<20 { _ = kernel.step(step, oracle) } }
          }
        }
      }
    }
    withExtendedLifetime(report) {}
    verdict.expect(
      count == 0,
      "allocations: \(count) in 20 steps of \(rule.specification.name) on \(layout.count) "
        + "parameters, \(T.precisionName)")
  }

  /// Checks a formula differentiated in reverse mode, after its first gradient and its first product.
  private static func expectNone<T: KernelScalar>(
    _ verdict: inout Verdict, _ problem: some FormulaProblem, _ type: T.Type
  ) throws {
    let objective = try T.makeObjective(problem)
    guard let product = objective.hessianProduct, let operations = objective.operationCount else {
      throw GuardError("a planted formula is not differentiated in reverse")
    }
    let x = problem.start(seed: 1).map { T($0) }
    var (g, v) = (x, x)
    func evaluate() {
      _ = objective.valueAndGradient(x, &g)
      product(x, x, &v)
    }
    evaluate()
    let count = allocations { for _ in 0..<100 { evaluate() } }
    verdict.expect(
      count == 0 && operations() > 0,
      "allocations: \(count) in 100 gradients and Hessian products of \(operations()) operations, "
        + T.precisionName)
  }

  private static func run<T: KernelScalar>(
    _ problem: String, _ optimizer: String, _ type: T.Type, _ interval: Int, _ schedule: String,
    observer: ((StepRecord<T>) -> Void)? = nil
  ) throws -> Run<T> {
    var options = RunOptions(.steps(20_000))
    options.traceInterval = interval
    let registry = Catalog.registry
    let optimizer = try registry.optimizer(Specification(optimizer))
    return try Run<T>(
      registry.problem(Specification(problem)), optimizer,
      schedule: registry.schedule(Specification(schedule), horizon: 20_000), options: options,
      observers: observer.map { [$0] } ?? [])
  }

  private static func allocations(_ body: () -> Void) -> Int {
    let before = descent_allocation_count()
    body()
    return descent_allocation_count() - before
  }
}
