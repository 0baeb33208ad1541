import Descent

/// A rule of the fourth tier as the laws step it: whatever it asks, it is told of an objective whose
/// gradient where the step begins is the case's. That is f(p) = g · p, the same gradient everywhere,
/// unless a law looks for what the rule makes of curvature: then f(p) = g · p + κ/2 ‖p − x‖². Products
/// of the Hessian are those of that objective, and each of its examples is the whole; it has no residuals.
struct Informed: Optimizer {
  let rule: any OracleOptimizer
  /// κ.
  var curvature = 0.0

  /// The rule, so informed if it evaluates the objective.
  static func ifNeeded(_ rule: any Optimizer) -> any Optimizer {
    (rule as? any OracleOptimizer).map { Informed(rule: $0) } ?? rule
  }

  var learningRate: Double { rule.learningRate }
  var specification: Specification { rule.specification }

  func _kernel32(_ layout: Layout, _ workers: Workers?) throws -> OptimizerKernel<Float> {
    informed(try Float.makeKernel(rule, layout, workers: workers), layout.count)
  }

  func _kernel64(_ layout: Layout, _ workers: Workers?) throws -> OptimizerKernel<Double> {
    informed(try Double.makeKernel(rule, layout, workers: workers), layout.count)
  }

  private func informed<T: KernelScalar>(
    _ kernel: OptimizerKernel<T>, _ count: Int
  ) -> OptimizerKernel<T> {
    let curvature = T(curvature)
    return OptimizerKernel(stateLayout: kernel.stateLayout) { arguments, _ in
      let slope = arguments.gradient
      // The rule may have moved the parameters by the time it asks.
      let here = Array(UnsafeBufferPointer(start: arguments.parameters, count: count))
      func value(_ point: UnsafePointer<T>) -> T {
        var value = T.zero
        for i in 0..<count {
          value += slope[i] * point[i]
          guard curvature != 0 else { continue }
          value += curvature * (point[i] - here[i]) * (point[i] - here[i]) / 2
        }
        return value
      }
      var functions = Oracle<T>.Functions { point, gradient in
        for i in 0..<count {
          // A linear objective takes no part in what x is, be it NaN.
          gradient[i] = slope[i] + (curvature == 0 ? 0 : curvature * (point[i] - here[i]))
        }
        return value(point)
      }
      functions.hessianProduct = { _, vector, product in
        for i in 0..<count { product[i] = curvature * vector[i] }
      }
      // Every example is the whole.
      let evaluate = functions.evaluate
      functions.evaluateExamples = { point, gradient, _ in evaluate(point, gradient) }
      functions.exampleCount = 1
      var informed = arguments
      informed.value = Double(value(UnsafePointer(arguments.parameters)))
      return kernel.step(informed, Oracle(functions))
    }
  }
}

extension Optimizer {
  /// What the rule's author declares of it, if anything.
  var declaredTraits: RuleTraits? {
    let rule: any Optimizer = (self as? Informed)?.rule ?? self
    return (rule as? any TraitDeclaring)?.traits
  }
}

extension RuleSubject {
  /// The rule on curved objectives, if it evaluates them; the same rule otherwise.
  var onCurves: RuleSubject {
    let make = make
    return RuleSubject(name: name, domains: domains) { specification in
      let rule = try make(specification)
      return (rule as? Informed).map { Informed(rule: $0.rule, curvature: 1) } ?? rule
    }
  }
}
