import Descent
import DescentBridge
import DescentFiles
import DescentLaws
import Foundation

/// The findings about a worker's rule as Python scripts that run without Descent.
struct WorkerScripts {
  let result: CheckResult
  let typed: String

  /// Writes one file per finding: to the path for the first, and with a number in the path for the others.
  /// - Throws: ``FileError``.
  func write(to path: String) throws {
    guard let rule = Workbench.current.worker(named: result.battery.name) else { return }
    let settings = (try? Specification(typed))?.settings ?? []
    let texts = result.findings.map { ForeignScript($0.first, of: rule, typed: settings)?.text }
    for (place, text) in texts.enumerated() {
      guard let text else { continue }
      try AtomicFile.write(Array(text.utf8), to: Self.path(path, finding: place))
    }
    if !result.findings.isEmpty, texts.allSatisfy({ $0 == nil }) {
      Console.current.printError(
        "descent: note: --script: nothing written, because scripts are made for rules of PyTorch only"
      )
    }
  }

  /// The path of the script of a finding, numbered from 0: `a.py`, `a-2.py`, ….
  static func path(_ path: String, finding place: Int) -> String {
    guard place > 0 else { return path }
    let number = place + 1
    guard path.hasSuffix(".py") else { return "\(path)-\(number)" }
    return "\(path.dropLast(3))-\(number).py"
  }
}
