import Descent
import DescentLaws

/// An optimizer that lives in a worker, as a value for registries and laws.
package struct ForeignOptimizer: Sendable {
  package let host: WorkerHost
  /// The command-line spelling: `python:torch.optim.Adam`.
  package let name: String

  package init(_ host: WorkerHost, name: String) {
    self.host = host
    self.name = name
  }

  /// The keys that need a value.
  package var required: [String] {
    host.handshake.hyperparameters.filter { $0.kind == .required }.map(\.key)
  }

  /// The library, the interpreter and the program: "torch 2.13.0, Python 3.11.7, /usr/bin/python3".
  package var origin: String {
    let shake = host.handshake
    let python = shake.interpreter.isEmpty ? "" : "Python \(shake.interpreter)"
    let parts = [shake.library, python, host.command.program].filter { !$0.isEmpty }
    return parts.joined(separator: ", ")
  }

  package var entry: OptimizerEntry {
    OptimizerEntry(card, hyperparameters: descriptions) { specification, _ in
      try rule(specification)
    }
  }

  /// The rule with settings as typed.
  /// - Throws: ``ConfigurationError`` for settings that it does not take, ``WorkerFailure``.
  package func rule(_ specification: Specification) throws -> ForeignRule {
    try ForeignRule(host, try checked(specification))
  }

  private var card: Card {
    let abilities = host.handshake.capabilities
    let list = [
      ("a rate a step", abilities.rates), ("tensors without a gradient", abilities.mask),
      ("saving", abilities.save), ("strided memory", abilities.strided),
    ]
    let more = [("random numbers", abilities.random), ("questions", abilities.evaluates)]
    let lacks = list.filter { !$0.1 }.map(\.0)
    let has = (list + more).filter(\.1).map(\.0)
    return Card(
      name: name, summary: "an optimizer that runs in another process",
      formula: "its own: \(host.handshake.name)\nit has: "
        + (has.isEmpty ? "nothing beyond steps" : has.joined(separator: ", "))
        + (lacks.isEmpty ? "" : "\nit lacks: " + lacks.joined(separator: ", ")),
      source: origin)
  }

  private var descriptions: [HyperparameterDescription] {
    host.handshake.hyperparameters.map { parameter in
      let allowed: String =
        switch parameter.kind {
        case .number, .required: "a number"
        case .whole: "a whole number"
        case .flag: "true or false"
        case .choice: "one of " + parameter.choices.joined(separator: ", ")
        case .fixed: "held unless typed"
        }
      let argument =
        parameter.place.map { "entry \($0 + 1) of \(parameter.argument)" } ?? parameter.argument
      return HyperparameterDescription(
        of: parameter.key, value: parameter.kind == .required ? "needed" : parameter.standard,
        allowed: allowed, summary: argument,
        choices: parameter.kind == .flag ? ["false", "true"] : parameter.choices,
        isWhole: parameter.kind == .whole, kind: Self.kind(of: parameter))
    }
  }

  /// The kind of a hyperparameter, by its name. Decays have no kind, because it is not declared how they
  /// act.
  static func kind(of parameter: Handshake.Hyperparameter) -> HyperparameterKind? {
    switch parameter.key {
    case "lr": .learningRate
    case "eps": .stabilizer
    case "maximize" where parameter.kind == .flag: .maximize
    default: nil
    }
  }

  /// The settings with the worker's keys, after checking that each is given once and parses.
  /// - Parameter isWhole: whether every key that needs a value must have one.
  package func checked(
    _ typed: Specification, isWhole: Bool = true
  ) throws(ConfigurationError) -> Specification {
    var settings: [(key: String, text: String)] = []
    let parameters = host.handshake.hyperparameters
    for setting in typed.values {
      let found =
        parameters.first { $0.key == setting.key }
        ?? parameters.first { $0.argument == setting.key && $0.place == nil }
      guard let parameter = found else {
        throw .unknownKey(
          owner: name, key: setting.key,
          suggestion: nearest(to: setting.key, in: parameters.map(\.key)),
          valid: parameters.map { "\($0.key) (\($0.argument))" })
      }
      guard !settings.contains(where: { $0.key == parameter.key }) else {
        throw .duplicateKey(owner: name, key: parameter.key)
      }
      let text = setting.value.text
      let expectation: String? =
        switch parameter.kind {
        case .number, .required: Double(text).map(\.isNaN) == false ? nil : Double.expectation
        case .whole: Int(text) == nil ? Int.expectation : nil
        case .flag: Bool(hyperparameter: text) == nil ? Bool.expectation : nil
        case .choice:
          parameter.choices.contains(text)
            ? nil : "one of " + parameter.choices.joined(separator: ", ")
        case .fixed: nil
        }
      if let expectation {
        throw .malformed(owner: name, key: parameter.key, text: text, expected: expectation)
      }
      settings.append((parameter.key, text))
    }
    if isWhole, let missing = required.first(where: { key in !settings.contains { $0.key == key } })
    {
      throw .inconsistent(
        owner: name, reason: "\(missing) has no default and must be typed: \(name):\(missing)=0.1")
    }
    return Specification(.name(name), settings.map { Setting($0.key, .text($0.text)) })
  }
}
