import Descent
import DescentLaws

/// A rule that lives in a worker.
package struct ForeignRule: Optimizer {
  package let host: WorkerHost
  package let specification: Specification
  package let learningRate: Double

  /// - Throws: ``ConfigurationError`` if the worker takes no such settings, ``WorkerFailure`` if it fails.
  package init(_ host: WorkerHost, _ specification: Specification) throws {
    self.host = host
    self.specification = specification
    do throws(WorkerFailure) {
      learningRate = try host.rate(specification.settings)
    } catch {
      throw error.asConfigurationError(of: specification.name)
    }
  }

  /// A rule that evaluates the objective needs values and gradients that are consistent.
  package var needs: Needs {
    host.handshake.capabilities.evaluates ? [.value, .evaluation, .consistentGradient] : []
  }
  package var nominalCost: Double { host.handshake.capabilities.evaluates ? 2 : 1 }

  var settings: [(key: String, text: String)] { specification.settings }

  package func _kernel32(
    _ layout: Layout, _ workers: Workers?
  ) throws -> OptimizerKernel<Float> { ForeignKernel<Float>(self, layout).kernel }

  package func _kernel64(
    _ layout: Layout, _ workers: Workers?
  ) throws -> OptimizerKernel<Double> { ForeignKernel<Double>(self, layout).kernel }
}

extension WorkerFailure {
  /// A refusal as a `ConfigurationError`; any other failure unchanged.
  func asConfigurationError(of owner: String) -> any Error {
    switch self {
    case .refused(let reason): return ConfigurationError.inconsistent(owner: owner, reason: reason)
    // Skip the remaining laws.
    case .givenUp where StepFailure.isWatched: return Inapplicable("\(self)")
    default: return self
    }
  }
}
