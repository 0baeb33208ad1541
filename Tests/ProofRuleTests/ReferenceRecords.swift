import Descent
import DescentCatalog
import Foundation
import Testing

/// A number, a word or a truth value of a record.
struct ReferenceSetting: Decodable, Sendable {
  let text: String

  init(text: String) { self.text = text }

  init(from decoder: any Decoder) throws {
    let value = try decoder.singleValueContainer()
    if let flag = try? value.decode(Bool.self) {
      text = "\(flag)"
    } else if let number = try? value.decode(Int.self) {
      text = "\(number)"
    } else if let number = try? value.decode(Double.self) {
      text = "\(number)"
    } else {
      text = try value.decode(String.self)
    }
  }
}

/// Points of rules that other programs computed.
enum ReferenceRecords {
  /// A problem is descended on.
  struct Closed: Decodable, Sendable, CustomTestStringConvertible {
    let problem: String
    let start: [Double]
    let optimizer: String
    let hyper: [String: ReferenceSetting]
    let schedule: String?
    /// Stages around the rule, in the order in which they act.
    let modifiers: [String]?
    /// By step, from 1.
    let points: [String: [Double]]
    /// The points that are evaluated in their place, where there are any.
    let averages: [String: [Double]]?
    /// Whether the rule stops at the last point.
    let stops: Bool?
    let reference: String
    let noise: Double

    var tolerance: Double { max(1e-12, 100 * noise) }
    var testDescription: String {
      "\(reference): " + ([rule.specification] + rule.modifiers).joined(separator: " + ")
        + " on \(problem)" + (schedule.map { ", \($0)" } ?? "")
    }
  }

  /// Gradients are given.
  struct Open: Decodable, Sendable, CustomTestStringConvertible {
    struct Tensor: Decodable, Sendable {
      let name: String
      let shape: [Int]
    }

    let layout: [Tensor]
    let optimizer: String
    let hyper: [String: ReferenceSetting]
    let start: [Nested]
    /// By step and tensor; nil where a tensor has none.
    let gradients: [[Nested?]]
    let schedule: String?
    let modifiers: [String]?
    let points: [[Nested]]
    /// The points that are evaluated in their place, where there are any.
    let averages: [[Nested]]?
    /// `float32`, or double.
    let precision: String?
    let reference: String
    let noise: Double

    var tolerance: Double { max(1e-12, 100 * noise) }
    var testDescription: String {
      "\(reference): " + ([rule.specification] + rule.modifiers).joined(separator: " + ")
        + [schedule, precision].compactMap(\.self).map { ", \($0)" }.joined()
    }
  }

  /// The mean of ½ (row · x − target)² is descended on, one example a step.
  struct Finite: Decodable, Sendable, CustomTestStringConvertible {
    let rows: [[Double]]
    let targets: [Double]
    /// The example of each step, from 0.
    let order: [Int]
    let optimizer: String
    let hyper: [String: ReferenceSetting]
    let start: [Double]
    /// After each step.
    let points: [[Double]]
    let reference: String

    var testDescription: String { "\(optimizer), \(reference)" }
  }

  /// An array of numbers, as deep as the tensor has axes, one after another.
  struct Nested: Decodable, Sendable {
    let entries: [Double]

    init(from decoder: any Decoder) throws {
      let value = try decoder.singleValueContainer()
      if let number = try? value.decode(Double.self) {
        entries = [number]
      } else {
        entries = try value.decode([Nested].self).flatMap(\.entries)
      }
    }
  }

  /// A record of another kind is passed over.
  private struct Maybe<Record: Decodable>: Decodable {
    let record: Record?
    init(from decoder: any Decoder) throws { record = try? Record(from: decoder) }
  }

  private static func load<Record: Decodable>(_ name: String, _: Record.Type) -> [Record] {
    let file = Bundle.module.url(
      forResource: name, withExtension: "json", subdirectory: "Reference")
    guard let file, let data = try? Data(contentsOf: file),
      let records = try? JSONDecoder().decode([Maybe<Record>].self, from: data)
    else { preconditionFailure("Reference/\(name).json is not there or not of this form") }
    return records.compactMap(\.record)
  }

  static let closed = load("rules_reference", Closed.self)
  static let open = load("rules_reference_open", Open.self)
  static let peersClosed = load("peer_trajectories", Closed.self)
  static let peersOpen = load("peer_trajectories", Open.self)
  static let finite = load("rules_reference_open", Finite.self)

  /// The largest difference of two points, relative to `max(1, |x|)`; infinite if one is NaN.
  static func difference(_ a: [Double], _ b: [Double]) -> Double {
    guard a.count == b.count else { return .infinity }
    return zip(a, b).reduce(0) { worst, pair in
      let difference = abs(pair.0 - pair.1) / max(1, abs(pair.1))
      return difference.isNaN ? .infinity : max(worst, difference)
    }
  }

  static func schedule(_ text: String?, horizon: Int) throws -> any Schedule {
    try Catalog.registry.schedule(Specification(text ?? "constant"), horizon: horizon)
  }
}
