import Foundation

/// The text of the Python worker, which is handed to an interpreter as it is.
package enum PythonWorker {
  package static let script = String(decoding: PackageResources.worker_py, as: UTF8.self)
}
