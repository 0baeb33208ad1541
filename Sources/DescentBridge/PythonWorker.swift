import Foundation

/// The Python worker, whose source is passed to an interpreter as arguments; nothing is installed.
package enum PythonWorker {
  /// The interpreter's arguments: the text of the start script, and the files of the worker's package.
  package static var arguments: [String] {
    ["-c", text(PackageResources.start_py)] + files.flatMap { [$0.name, text($0.bytes)] }
  }

  private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

  private static var files: [(name: String, bytes: [UInt8])] {
    [
      ("conversation", PackageResources.conversation_py),
      ("failures", PackageResources.failures_py),
      ("frames", PackageResources.frames_py),
      ("hyperparameters", PackageResources.hyperparameters_py),
      ("instance", PackageResources.instance_py),
      ("optax_rule", PackageResources.optax_rule_py),
      ("plain", PackageResources.plain_py),
      ("plain_problem", PackageResources.plain_problem_py),
      ("targets", PackageResources.targets_py),
      ("torch_instance", PackageResources.torch_instance_py),
      ("torch_problem", PackageResources.torch_problem_py),
      ("torch_rule", PackageResources.torch_rule_py),
    ]
  }
}
