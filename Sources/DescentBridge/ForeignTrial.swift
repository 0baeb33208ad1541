import Descent
import DescentLaws

/// The allowed values of a constructor's arguments. Signatures have no ranges, so each value of a grid is
/// tried by making an instance and taking twelve ordinary steps.
package struct ForeignTrial: Sendable {
  package let domains: [HyperparameterDomain]
  /// The notes for a report, one line each.
  package let notes: [String]

  /// - Parameter typed: the settings of every trial.
  package init(_ rule: ForeignOptimizer, typed: [(key: String, text: String)]) throws {
    // Give a required argument without a value 0.1, which most rules accept.
    let typed =
      typed
      + rule.required.filter { key in !typed.contains { $0.key == key } }.map { ($0, "0.1") }
    let trials = Trials(rule: rule, typed: typed)
    var domains: [HyperparameterDomain] = []
    var notes: [String] = []
    let standard = try trials.outcome([])
    if case .refused(let reason) = standard {
      notes.append(
        "takes no vector at its defaults (\(reason)): no law applies; for matrices use --rank 2")
    }
    if case .done = standard {
      let start = ContinuousClock.now
      _ = try trials.outcome([])
      rule.host.secondsPerStep = (ContinuousClock.now - start) / .seconds(Trials.steps)
      if (try? trials.zeroesGradients()) ?? false {
        rule.host.zeroesGradients = true
        notes.append("overwrites the gradients with zeros: P2 does not apply")
      }
    }
    let excuses = ForeignExcuse.of(rule.host.handshake.name)
    for parameter in rule.host.handshake.hyperparameters where parameter.kind != .fixed {
      if let excuse = excuses.first(where: { $0.key == parameter.key }) {
        notes.append("\(excuse.key) is held at its default: \(excuse.reason)")
        continue
      }
      let given = typed.first { $0.key == parameter.key }?.text
      let start = given ?? parameter.standard
      var taken: [String] = []
      var isShare = Grid.isShare(parameter)
      if case .done = standard {
        if !isShare, parameter.kind == .number, let d = Double(start), d > 0, d < 1,
          parameter.key != "lr", !Grid.isSmall(d)
        {
          if case .refused = try trials.outcome([(parameter.key, "1")]) { isShare = true }
        }
        for text in Grid.texts(parameter, start, isShare: isShare) {
          switch try trials.outcome([(parameter.key, text)]) {
          case .done: taken.append(text)
          case .refused: break
          case .raised(let reason):
            notes.append("accepts \(parameter.key)=\(text), but its steps raise: \(reason)")
          }
        }
      } else {
        taken = Grid.texts(parameter, start, isShare: isShare)
      }
      if !taken.contains(start), parameter.key != "lr" || taken.isEmpty { taken.append(start) }
      var domain = HyperparameterDomain(
        key: parameter.key, grid: taken, standard: start,
        range: Grid.range(parameter, isShare: isShare), kind: ForeignOptimizer.kind(of: parameter))
      domain.isWhole = parameter.kind == .whole
      domains.append(domain)
    }
    if case .done = standard, rule.host.isExact, try trials.partsByRounding(domains) {
      rule.host.isExact = false
      notes.append(
        "rounds the body of a vector differently from its tail: exact laws allow for rounding")
    }
    if case .done = standard {
      for shapes in [[[2], [0]], [[0]], [[0, 3]], [[3, 0]]] {
        if case .done = try trials.outcome([], shapes: shapes) { continue }
        rule.host.takesEmptyTensors = false
        notes.append("takes no empty tensors: cases have none")
        break
      }
      if !rule.host.isOfMatrices, !rule.host.handshake.capabilities.compiles {
        if case .done = try trials.outcome([], shapes: [[]]) {
          rule.host.takesScalars = true
        } else {
          notes.append("takes no tensors without axes: cases have none")
        }
      }
      for name in rule.host.handshake.precisions where name == "float32" {
        if case .done = try trials.outcome([], precision: .float32) { continue }
        notes.append("does not compute in single precision")
      }
    }
    if case .refused(let reason) = standard { rule.host.refusal = reason }
    self.domains = domains
    self.notes = notes
  }
}

/// Trial runs with settings.
private struct Trials {
  let rule: ForeignOptimizer
  let typed: [(key: String, text: String)]

  /// The number of steps of a trial run.
  static let steps = 12

  enum Outcome {
    case done([[Double]])
    case refused(String)
    case raised(String)
  }

  func outcome(
    _ settings: [(key: String, text: String)], shapes: [[Int]] = [[2]],
    precision: Precision = .float64
  ) throws -> Outcome {
    let layout = Layout(shapes.enumerated().map { (name: "t\($0)", shape: $1) })
    let steps = (0..<Self.steps).map { step -> [Double] in
      let sign: Double = step % 3 == 1 ? -1 : 1
      return (0..<layout.count).map { i -> Double in sign * (1 + 0.125 * Double((3 * step + i) % 5))
      }
    }
    return try outcome(settings, layout, steps, precision)
  }

  /// Whether an ordinary run leaves only zeros in its gradients.
  func zeroesGradients() throws -> Bool {
    let made = try rule.rule(
      Specification(.name(rule.name), typed.map { Setting($0.key, .text($0.text)) }))
    let request = TrajectoryRequest(
      layout: .vector(2), precision: .float64, start: [1, 1],
      gradients: [[1, 2], [-1, 1], [2, 3]], rates: [nil, nil, nil])
    let run = try ForeignDriver(rule.host).trajectory(of: made, request, under: .echoing)
    return run?.points.allSatisfy { $0.allSatisfy { $0 == 0 } } ?? false
  }

  /// Whether coordinates of a long vector differ from the same numbers on their own by a few units in the
  /// last place, and by no more. It is tried at the defaults and with another value of every key, because
  /// terms that a default leaves out round, too; and at 0 and far from 0, where units of a step are lost.
  func partsByRounding(_ domains: [HyperparameterDomain]) throws -> Bool {
    // The rate stays at its default, because products of powers of two are exact.
    let others = domains.compactMap { domain -> (key: String, text: String)? in
      domain.kind == .learningRate
        ? nil : domain.grid.first { $0 != domain.standard }.map { (domain.key, $0) }
    }
    var parts = false
    for (settings, isStandard) in [([], true), (others, false)] {
      for (precision, start) in Precision.allCases.flatMap({ [($0, 1.0), ($0, 0)] }) {
        guard let units = try self.parting(settings, precision, start), units <= 16 else {
          // Other settings may amplify rounding; at the defaults a larger difference is a bug.
          if isStandard { return false }
          continue
        }
        parts = parts || units > 0
      }
    }
    return parts
  }

  /// The largest distance, in units in the last place, of the coordinates of a long vector from the same
  /// numbers in tensors of one number each; nil if the rule refuses one of the two runs.
  private func parting(
    _ settings: [(key: String, text: String)], _ precision: Precision, _ start: Double
  ) throws -> Double? {
    let (count, distinct) = (67, 7)
    func gradient(_ step: Int, _ kind: Int) -> Double {
      let turn = 0.6180339887 * Double(5 * step + kind + 1)
      return 0.3 + turn - turn.rounded(.down)
    }
    let steps = 0..<Self.steps
    let single = Layout((0..<distinct).map { (name: "t\($0)", shape: [1]) })
    guard
      case .done(let together) = try outcome(
        settings, .vector(count), steps.map { s in (0..<count).map { gradient(s, $0 % distinct) } },
        precision, start: start),
      case .done(let alone) = try outcome(
        settings, single, steps.map { s in (0..<distinct).map { gradient(s, $0) } }, precision,
        start: start)
    else { return nil }
    var units = 0.0
    var sizes = Array(repeating: abs(start), count: distinct)
    for step in steps {
      for kind in 0..<distinct { sizes[kind] = max(sizes[kind], abs(alone[step][kind])) }
      for i in 0..<count where sizes[i % distinct] > 0 {
        let distance = abs(together[step][i] - alone[step][i % distinct])
        guard distance.isFinite else { continue }
        units = max(units, distance / (2 * precision.roundoff * sizes[i % distinct]))
      }
    }
    return units
  }

  private func outcome(
    _ settings: [(key: String, text: String)], _ layout: Layout, _ steps: [[Double]],
    _ precision: Precision, start: Double = 1
  ) throws -> Outcome {
    let all = settings + typed.filter { own in !settings.contains { $0.key == own.key } }
    do {
      let made = try rule.rule(
        Specification(.name(rule.name), all.map { Setting($0.key, .text($0.text)) }))
      let request = TrajectoryRequest(
        layout: layout, precision: precision, start: (0..<layout.count).map { _ in start },
        gradients: steps, rates: [Double?](repeating: nil, count: steps.count))
      return .done(try ForeignDriver(rule.host).attempt(made, request).points)
    } catch let error as ConfigurationError {
      return .refused("\(error)")
    } catch let error as WorkerFailure {
      switch error {
      case .raised: return .raised("\(error)")
      case .refused(let reason): return .refused(reason)
      case .ended, .silent, .noFrame, .givenUp: return .raised("\(error)")
      default: throw error
      }
    }
  }
}

/// The values that cases draw for a key, by its name and its default.
private enum Grid {
  static func isShare(_ parameter: Handshake.Hyperparameter) -> Bool {
    guard parameter.kind == .number, (parameter.places ?? 0) < 3 || parameter.key.hasPrefix("beta")
    else { return false }
    return ["beta", "momentum", "alpha", "rho"].contains { parameter.key.hasPrefix($0) }
      && (Double(parameter.standard) ?? 2) < 1 && (Double(parameter.standard) ?? -1) >= 0
  }

  static func isSmall(_ number: Double) -> Bool { number > 0 && number <= 1e-4 }

  static func texts(
    _ parameter: Handshake.Hyperparameter, _ start: String, isShare: Bool
  ) -> [String] {
    switch parameter.kind {
    case .flag: return ["false", "true"]
    case .choice: return parameter.choices
    case .fixed: return [start]
    case .whole:
      guard let d = Int(start) else { return [start] }
      return unique([d, 1, 2, d < .max ? d + 1 : d].map(String.init))
    case .number, .required:
      if parameter.key == "lr" { return ["1", "0.5", "0.1", "0.01", "0.001"] }
      guard let d = Double(start) else { return [start] }
      let numbers: [Double] =
        if parameter.key.hasPrefix("eps") {
          [0.5, 0.001, 1e-8]
        } else if (parameter.places ?? 0) > 2, !isShare {
          [d, d * 65 / 64, d * 63 / 64]
        } else if isSmall(d) {
          [0.5, 0.001, 1e-8, d]
        } else if isShare {
          [0.5, 0.75, 0.9, 0.99, 0, d]
        } else if d == 0 {
          [0, 0.5, 0.25, 0.01]
        } else if d > 1 {
          [d, 1, 0.01, 2 * d]
        } else {
          [d, d / 2, 2 * d, 1]
        }
      return unique(numbers.map(\.hyperparameterText))
    }
  }

  private static func unique(_ texts: [String]) -> [String] {
    texts.enumerated().filter { !texts[..<$0.offset].contains($0.element) }.map(\.element)
  }

  static func range(_ parameter: Handshake.Hyperparameter, isShare: Bool) -> AllowedRange? {
    guard parameter.kind == .number || parameter.kind == .required else { return nil }
    if isShare {
      return AllowedRange(lower: 0, upper: 1, includesLower: true, includesUpper: false)
    }
    guard parameter.key == "lr" || parameter.key.hasPrefix("eps") else { return nil }
    return AllowedRange(lower: 0, upper: .infinity, includesLower: false, includesUpper: false)
  }
}
