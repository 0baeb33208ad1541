import Descent
import DescentFiles
import DescentMutations
import Foundation

/// How many of the small changes of a rule the laws reject.
struct Power {
  typealias Outcome = PowerMeasurement.Outcome

  let rule: String
  let like: String?
  let changes: [(mutation: Mutation, outcome: Outcome)]
  let seconds: Double

  private func changes(_ outcome: Outcome) -> [Mutation] {
    changes.filter { $0.outcome == outcome }.map(\.mutation)
  }

  /// The number of changes that compile and change a run.
  var tried: Int { changes.count { $0.outcome != .notSwift && $0.outcome != .equivalent } }
  var survivors: [Mutation] { changes(.survived) }
  var rejected: Int { tried - survivors.count }

  /// The Wilson interval for the share of rejected changes, at 95 %.
  var interval: ClosedRange<Double> { Self.wilson(rejected, of: tried) }

  /// The 95 % score interval of a share: the true shares that a score test at level 5 % does not reject.
  ///
  /// - Follows: Wilson, Journal of the American Statistical Association 22, 1927.
  static func wilson(_ count: Int, of total: Int) -> ClosedRange<Double> {
    guard total > 0 else { return 0...1 }
    let (n, z) = (Double(total), 1.959963984540054)
    let share = Double(count) / n
    let middle = share + z * z / (2 * n)
    let half = z * (share * (1 - share) / n + z * z / (4 * n * n)).squareRoot()
    let scale = 1 + z * z / n
    return max(0, (middle - half) / scale)...min(1, (middle + half) / scale)
  }

  func text(_ console: Console) -> String {
    func percent(_ share: Double) -> String { String(format: "%.0f", 100 * share) }
    var parts: [String] = []
    if !rejections.isEmpty {
      let lines = rejections.map { "\($0.law): \($0.count)" }.joined(separator: "  ")
      parts.append(Section("rejected by", lines.wrapped(to: console.width - 2)).text(console))
    }
    if !survivors.isEmpty {
      parts.append(
        Section("seen by no law", survivors.map(lines).joined(separator: "\n")).text(console))
    }
    let same = changes(.equivalent)
    if !same.isEmpty {
      parts.append(
        Section(
          "equal to the bit in every run: perhaps no change at all",
          same.map(lines).joined(separator: "\n")
        ).text(console))
    }
    let share = tried > 0 ? Double(rejected) / Double(tried) : 0
    parts.append(
      "\(rule)\(like.map { " like \($0)" } ?? ""): \(rejected) of \(counted(tried, "change")) rejected, "
        + "\(percent(share)) % (\(percent(interval.lowerBound)) to \(percent(interval.upperBound)), "
        + "95 %); \(same.count) without effect, \(changes(.notSwift).count) do not compile; "
        + String(format: "%.0f s", seconds))
    return parts.joined(separator: "\n\n")
  }

  /// The laws that reject changes, sorted by how many.
  private var rejections: [(law: String, count: Int)] {
    var counts: [String: Int] = [:]
    for change in changes {
      switch change.outcome {
      case .rejected(let law): counts[law, default: 0] += 1
      case .ended: counts["a crash", default: 0] += 1
      case .survived, .equivalent, .notSwift: break
      }
    }
    return counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { ($0.key, $0.value) }
  }

  private func lines(_ mutation: Mutation) -> String {
    "\(mutation.file):\(mutation.line): \(mutation.before)\n  as: \(mutation.after)"
  }

  /// The object of `check --power --json`.
  var json: JSON {
    .keyed([
      ("name", .string(rule)), ("like", like.map { .string($0) } ?? .null),
      ("tried", .integer(tried)), ("rejected", .integer(rejected)),
      ("interval", .array([.finite(interval.lowerBound), .finite(interval.upperBound)])),
      (
        "changes",
        .array(
          changes.map { change in
            .keyed([
              ("file", .string(change.mutation.file)), ("line", .integer(change.mutation.line)),
              ("before", .string(change.mutation.before)),
              ("after", .string(change.mutation.after)),
              ("outcome", .string(change.outcome.key)),
              ("law", change.outcome.law.map { .string($0) } ?? .null),
            ])
          })
      ),
      ("seconds", .finite(seconds)),
    ])
  }
}

extension PowerMeasurement.Outcome {
  fileprivate var law: String? {
    if case .rejected(let law) = self { law } else { nil }
  }

  fileprivate var key: String {
    switch self {
    case .rejected: "rejected"
    case .ended: "ended"
    case .survived: "survived"
    case .equivalent: "equivalent"
    case .notSwift: "does_not_compile"
    }
  }
}
