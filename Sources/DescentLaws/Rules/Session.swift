import Descent

/// A run of a rule on a case, in either scalar type. Parameters and state are exposed as double-precision
/// numbers that the type represents exactly. It has value semantics: a copy forks the run.
struct Session {
  private enum Engine {
    case double(Stepper<Double>, [Double])
    case single(Stepper<Float>, [Float])
    /// The state during a step, in which no other reference exists, so that the step does not copy the
    /// storage.
    case stepping
  }
  private var engine: Engine

  /// Starts a run of a case.
  init(_ optimizer: any Optimizer, _ c: RuleCase) throws {
    try self.init(optimizer, c.layout, c.precision, start: c.start)
    // Rules may ask for the length of the run, but must also work without it.
    if c.hasHorizon { horizon = Self.horizon(c) }
  }

  /// The length of the runs that have one, which exceeds every case of the same kind.
  static func horizon(_ c: RuleCase) -> Int { c.steps > RuleCase.shortest ? 100_000 : 100 }

  private var horizon: Int? {
    get {
      switch engine {
      case .double(let stepper, _): stepper.horizon
      case .single(let stepper, _): stepper.horizon
      case .stepping: Self.asked()
      }
    }
    set {
      switch engine {
      case .double(var stepper, let x):
        stepper.horizon = newValue
        engine = .double(stepper, x)
      case .single(var stepper, let x):
        stepper.horizon = newValue
        engine = .single(stepper, x)
      case .stepping: Self.asked()
      }
    }
  }

  init(_ optimizer: any Optimizer, _ layout: Layout, _ precision: Precision, start: [Double]) throws
  {
    engine =
      switch precision {
      case .float64: .double(try Stepper(optimizer, layout), start)
      case .float32: .single(try Stepper(optimizer, layout), start.map(Float.init))
      }
  }

  /// The seed of the run.
  var seed: UInt64 {
    get {
      switch engine {
      case .double(let stepper, _): stepper.seed
      case .single(let stepper, _): stepper.seed
      case .stepping: Self.asked()
      }
    }
    set {
      switch engine {
      case .double(var stepper, let x):
        stepper.seed = newValue
        engine = .double(stepper, x)
      case .single(var stepper, let x):
        stepper.seed = newValue
        engine = .single(stepper, x)
      case .stepping: Self.asked()
      }
    }
  }

  /// The parameters.
  var point: [Double] {
    get {
      switch engine {
      case .double(_, let x): x
      case .single(_, let x): x.map(Double.init)
      case .stepping: Self.asked()
      }
    }
    set {
      switch engine {
      case .double(let stepper, _): engine = .double(stepper, newValue)
      case .single(let stepper, _): engine = .single(stepper, newValue.map(Float.init))
      case .stepping: Self.asked()
      }
    }
  }

  /// The point that the rule chooses for evaluation.
  var evaluationPoint: [Double] {
    switch engine {
    case .double(let stepper, let x): stepper.evaluationPoint(x)
    case .single(let stepper, let x): stepper.evaluationPoint(x).map(Double.init)
    case .stepping: Self.asked()
    }
  }

  /// The names and indices of the state's buffers and scalars.
  var stateLayout: StateLayout {
    switch engine {
    case .double(let stepper, _): stepper.state.layout
    case .single(let stepper, _): stepper.state.layout
    case .stepping: Self.asked()
    }
  }

  /// The concatenated buffers of the state.
  var buffers: [Double] {
    get {
      switch engine {
      case .double(let stepper, _): stepper.state.storage
      case .single(let stepper, _): stepper.state.storage.map(Double.init)
      case .stepping: Self.asked()
      }
    }
    set {
      switch engine {
      case .double(var stepper, let x):
        stepper.state.storage = newValue
        engine = .double(stepper, x)
      case .single(var stepper, let x):
        stepper.state.storage = newValue.map(Float.init)
        engine = .single(stepper, x)
      case .stepping: Self.asked()
      }
    }
  }

  /// The state's scalars.
  var scalars: [Double] {
    get {
      switch engine {
      case .double(let stepper, _): stepper.state.scalars
      case .single(let stepper, _): stepper.state.scalars
      case .stepping: Self.asked()
      }
    }
    set {
      switch engine {
      case .double(var stepper, let x):
        stepper.state.scalars = newValue
        engine = .double(stepper, x)
      case .single(var stepper, let x):
        stepper.state.scalars = newValue
        engine = .single(stepper, x)
      case .stepping: Self.asked()
      }
    }
  }

  /// Takes one step.
  /// - Parameters:
  ///   - rate: the learning rate; nil for the rule's own.
  ///   - present: whether each tensor has a gradient.
  ///   - value: the value of the objective that the caller passes.
  @discardableResult
  mutating func step(
    gradient: [Double], rate: Double? = nil, present: [Bool]? = nil, value: Double = .nan
  ) -> StepAnswer {
    switch engine {
    case .double(var stepper, var x):
      engine = .stepping
      let answer = stepper.step(
        &x, gradient: gradient, rate: rate, present: present, value: value)
      engine = .double(stepper, x)
      return answer
    case .single(var stepper, var x):
      engine = .stepping
      let answer = stepper.step(
        &x, gradient: gradient.map(Float.init), rate: rate, present: present, value: value)
      engine = .single(stepper, x)
      return answer
    case .stepping: Self.asked()
    }
  }

  private static func asked() -> Never { preconditionFailure("a session is asked within its step") }
}
