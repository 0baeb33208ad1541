import Descent
import DescentLaws

/// It clips the caller's gradient in place.
struct ClipsCallersGradient: WrongWrapping {
  @Hyperparameter("largest entry", above: 0) var value = 1.0
  static let card = Card(name: "ClipsCallersGradient", summary: "", formula: "", source: "")
  var right: any Modifier { ClipByValue() }

  func wrong<T: KernelScalar>(
    _ kernel: OptimizerKernel<T>, _ context: ModifierContext,
    _ wrap: (OptimizerKernel<T>) throws -> OptimizerKernel<T>
  ) -> OptimizerKernel<T> {
    var wrapped = kernel
    wrapped.step = { step, oracle in
      let g = UnsafeMutablePointer(mutating: step.gradient)
      for (tensor, part) in context.layout.tensors.enumerated() where step.hasGradient(tensor) {
        for i in part.range { g[i] = max(-T(value), min(T(value), g[i])) }
      }
      return kernel.step(step, oracle)
    }
    return wrapped
  }
}

/// It clips the step's gradient but not the rule's evaluations, so that sharpness-aware rules ascend on
/// unclipped gradients.
struct ClipsNoAnswer: WrongWrapping {
  @Hyperparameter("largest entry", above: 0) var value = 1.0
  static let card = Card(name: "ClipsNoAnswer", summary: "", formula: "", source: "")
  var right: any Modifier {
    var clip = ClipByValue()
    clip.value = value
    return clip
  }

  func wrong<T: KernelScalar>(
    _ kernel: OptimizerKernel<T>, _ context: ModifierContext,
    _ wrap: (OptimizerKernel<T>) throws -> OptimizerKernel<T>
  ) throws -> OptimizerKernel<T> {
    let callers = LastOracle<T>()
    var inner = kernel
    inner.step = { step, mapped in kernel.step(step, callers.oracle ?? mapped) }
    var wrapped = try wrap(inner)
    let right = wrapped.step
    wrapped.step = { step, oracle in
      callers.oracle = oracle
      return right(step, oracle)
    }
    return wrapped
  }
}

/// The caller's oracle in the current step.
final class LastOracle<T: KernelScalar> {
  var oracle: Oracle<T>?
}

/// It answers evaluations only over the last micro-batch of the window.
struct AnswersFromLastBatch: WrongWrapping {
  @Hyperparameter("micro-batches", in: 1...) var steps = 1
  static let card = Card(name: "AnswersFromLastBatch", summary: "", formula: "", source: "")
  var right: any Modifier {
    var accumulate = Accumulate()
    accumulate.steps = steps
    return accumulate
  }

  func wrong<T: KernelScalar>(
    _ kernel: OptimizerKernel<T>, _ context: ModifierContext,
    _ wrap: (OptimizerKernel<T>) throws -> OptimizerKernel<T>
  ) throws -> OptimizerKernel<T> {
    let callers = LastOracle<T>()
    var inner = kernel
    inner.step = { step, mapped in kernel.step(step, callers.oracle ?? mapped) }
    var wrapped = try wrap(inner)
    let right = wrapped.step
    wrapped.step = { step, oracle in
      callers.oracle = oracle
      return right(step, oracle)
    }
    return wrapped
  }
}

/// A rule that reads the value gets the value of the last micro-batch.
struct TellsLastValue: WrongWrapping {
  @Hyperparameter("micro-batches", in: 1...) var steps = 1
  static let card = Card(name: "TellsLastValue", summary: "", formula: "", source: "")
  var right: any Modifier {
    var accumulate = Accumulate()
    accumulate.steps = steps
    return accumulate
  }

  func wrong<T: KernelScalar>(
    _ kernel: OptimizerKernel<T>, _ context: ModifierContext,
    _ wrap: (OptimizerKernel<T>) throws -> OptimizerKernel<T>
  ) throws -> OptimizerKernel<T> {
    var value = Double.nan
    var inner = kernel
    inner.step = { step, oracle in
      var last = step
      last.value = value
      return kernel.step(last, oracle)
    }
    var wrapped = try wrap(inner)
    let right = wrapped.step
    wrapped.step = { step, oracle in
      value = step.value
      return right(step, oracle)
    }
    return wrapped
  }
}

/// A modifier around a rule whose needs are not checked.
struct Unasked: Optimizer {
  let modifier: any Modifier
  let rule: any Optimizer

  var learningRate: Double { rule.learningRate }
  var specification: Specification { rule.specification }
  var needs: Needs { rule.needs }

  private func context(_ layout: Layout) -> ModifierContext {
    ModifierContext(layout: layout, needs: rule.needs, ruleBuffers: []) { _, _ in 0 }
  }

  func _kernel32(_ layout: Layout, _ workers: Workers?) throws -> OptimizerKernel<Float> {
    try modifier._wrap32(
      Float.makeKernel(rule, layout, workers: workers), context(layout))
  }

  func _kernel64(_ layout: Layout, _ workers: Workers?) throws -> OptimizerKernel<Double> {
    try modifier._wrap64(
      Double.makeKernel(rule, layout, workers: workers), context(layout))
  }
}
