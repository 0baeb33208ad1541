import Descent
import DescentBridge
import DescentFiles
import DescentLaws
import Foundation

/// The findings about a worker's rule as scripts that need nothing of Descent.
struct WorkerScripts {
  let result: CheckResult
  let typed: String

  /// Writes one file a finding: the path, and for those after the first the path with a number in it.
  /// - Throws: ``FileError``.
  func write(to path: String) throws {
    guard let rule = Workbench.current.worker(named: result.battery.name) else { return }
    let settings = (try? Specification(typed))?.settings ?? []
    let texts = result.findings.compactMap {
      ForeignScript($0.first, of: rule, typed: settings)?.text
    }
    for (place, text) in texts.enumerated() {
      let file = place == 0 ? path : Self.numbered(path, place + 1)
      try AtomicFile.write(Array(text.utf8), to: file)
    }
    if !result.findings.isEmpty, texts.isEmpty {
      Console.current.printError(
        "descent: note: --script: nothing written, because scripts are made for rules of PyTorch only"
      )
    }
  }

  /// `a-2.py` for `a.py`.
  private static func numbered(_ path: String, _ number: Int) -> String {
    guard path.hasSuffix(".py") else { return "\(path)-\(number)" }
    return "\(path.dropLast(3))-\(number).py"
  }
}
