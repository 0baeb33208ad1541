import Descent

/// The table that `audit` prints: one row per optimizer.
struct AuditTable {
  let file: AuditFile
  let comparison: AuditComparison?

  var text: String {
    let rows = file.entries.map { entry -> [String] in
      let laws = entry.failures.flatMap(\.laws).joined(separator: " ")
      let words =
        entry.reason ?? entry.failures.first.map(\.violation) ?? "\(entry.passed) laws passed"
      return [
        entry.target, verdict(entry), laws, Self.shortened(words),
        entry.failures.compactMap(\.script).first ?? "",
      ]
    }
    let right = file.entries.filter { $0.reason == nil && $0.failures.isEmpty }.count
    let wrong = file.entries.filter { !$0.failures.isEmpty }.count
    let others = file.entries.count - right - wrong
    return tableText(
      ["optimizer", "verdict", "laws", "smallest counterexample", "script"], rows: rows)
      + "\n\n\(file.package): \(right) right, \(wrong) with findings, \(others) not checked"
  }

  private func verdict(_ entry: AuditFile.Entry) -> String {
    if entry.reason != nil { return "not checked" }
    if entry.failures.isEmpty { return "right" }
    guard let comparison else { return "findings" }
    return comparison.new.contains { $0.target == entry.target } ? "new findings" : "known"
  }

  private static func shortened(_ text: String) -> String {
    text.count > 90 ? text.prefix(87) + "…" : text
  }
}

/// The audit as JUnit XML: one suite, one test case per optimizer.
struct JUnitText {
  let file: AuditFile
  let comparison: AuditComparison?

  var text: String {
    let cases = file.entries.map { entry -> String in
      let head =
        "    <testcase classname=\"\(Self.escaped(file.package))\" "
        + "name=\"\(Self.escaped(entry.target))\" time=\"\(entry.seconds.hyperparameterText)\""
      if let reason = entry.reason {
        return head + ">\n      <skipped message=\"\(Self.escaped(reason))\"/>\n    </testcase>"
      }
      let failures = entry.failures.filter { isNew(entry.target, $0.cause) }.map {
        "      <failure message=\"\(Self.escaped($0.law)): \(Self.escaped($0.violation))\"/>"
      }
      return failures.isEmpty
        ? head + "/>" : ([head + ">"] + failures + ["    </testcase>"]).joined(separator: "\n")
    }
    let failed = file.entries.filter { entry in
      entry.failures.contains { isNew(entry.target, $0.cause) }
    }.count
    let skipped = file.entries.filter { $0.reason != nil }.count
    return """
      <?xml version="1.0" encoding="UTF-8"?>
      <testsuites>
        <testsuite name="descent audit \(Self.escaped(file.package))" tests="\(cases.count)" \
      failures="\(failed)" skipped="\(skipped)">
      \(cases.joined(separator: "\n"))
        </testsuite>
      </testsuites>

      """
  }

  private func isNew(_ target: String, _ cause: String) -> Bool {
    comparison.map { $0.new.contains(.init(target: target, cause: cause)) } ?? true
  }

  /// Escapes the text for an XML attribute; characters that XML does not allow become spaces.
  private static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case _ where scalar.value < 0x20 || scalar.value == 0xFFFE || scalar.value == 0xFFFF:
        result += " "
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
