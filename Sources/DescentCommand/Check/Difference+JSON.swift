import DescentFiles
import DescentLaws

extension Difference {
  /// The object of `diff --json`: `verdict` is `identical`, `rounding` (with `ulps`), `parts` (with the
  /// smallest `case`) or `incomparable` (with the `reason`).
  func json(_ first: String, _ second: String, seed: UInt64) -> JSON {
    var members: [(key: String, value: JSON)] = [
      ("first", .string(first)), ("second", .string(second)), ("equal", .boolean(isEqual)),
    ]
    switch outcome {
    case .identical: members.append(("verdict", .string("identical")))
    case .rounding(let ulps):
      members += [("verdict", .string("rounding")), ("ulps", .finite(ulps))]
    case .incomparable(let reason):
      members += [("verdict", .string("incomparable")), ("reason", .string(reason))]
    case .parts(let counterexample):
      let violation = counterexample.violation
      members += [
        ("verdict", .string("parts")), ("case", .string(counterexample.text)),
        ("message", .string(violation.message)),
        ("first_number", violation.expected.map { .finite($0) } ?? .null),
        ("second_number", violation.found.map { .finite($0) } ?? .null),
      ]
    }
    let fingerprints = rows.map { row in
      JSON.keyed([
        ("cell", .string(row.label)), ("first", .string(row.first)),
        ("second", .string(row.second)),
        ("differs", .boolean(row.differs)),
      ])
    }
    members += [
      ("cases", .integer(cases)), ("seed", .string(String(seed))),
      ("drawn", .array(shared.map { .string($0) })), ("fingerprints", .array(fingerprints)),
    ]
    return .keyed(members)
  }
}
