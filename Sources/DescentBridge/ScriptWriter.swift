import Descent
import DescentLaws

/// Writes a case of a PyTorch rule.
struct ScriptWriter {
  let rule: ForeignOptimizer
  let c: RuleCase
  let law: String
  let typed: [(key: String, text: String)]
  let violation: Violation

  var type: String { c.precision == .float64 ? "torch.float64" : "torch.float32" }

  var lines: [String] {
    let target =
      rule.host.command.target.isEmpty ? rule.host.handshake.name : rule.host.command.target
    let header = "# law \(law) of Descent, \(rule.host.handshake.library): \(violation)"
    let body =
      switch law {
      case "P2":
        run(after: [
          "print([q.grad.tolist() for q in p])  # was \(tensors(c.gradients.first ?? []))"
        ])
      case "P9": strided
      case "P12": options
      case "P8": absent
      case "P14": paused
      case "P16": constant
      case "P6": saved
      case "R3": mirrored
      case "R6" where violation.message.contains("parameter group"): grouped
      case "P3" where violation.message.contains("closure"): closing
      case "P17" where violation.message.contains("after construction"): scheduled
      default: run(after: ["print([q.tolist() for q in p])"])
      }
    return [header, "import torch", importLine(target)] + body
  }

  func importLine(_ target: String) -> String {
    if let colon = target.lastIndex(of: ":"), target[..<colon].hasSuffix(".py") {
      let path = target[..<colon]
      return
        "Rule = __import__('runpy').run_path('\(path)')['\(target[target.index(after: colon)...])']"
    }
    guard let point = target.lastIndex(of: ".") else { return "import \(target) as Rule" }
    return "from \(target[..<point]) import \(target[target.index(after: point)...]) as Rule"
  }

  // MARK: values

  func number(_ x: Double) -> String {
    if x.isNaN { return "float('nan')" }
    if x.isInfinite { return x < 0 ? "-float('inf')" : "float('inf')" }
    return x.hyperparameterText.contains(where: { ".e".contains($0) })
      ? x.hyperparameterText : x.hyperparameterText + ".0"
  }

  /// A list of each tensor's numbers, flattened.
  func tensors(_ x: [Double]) -> String {
    let parts = c.ranges.map { range in "[" + x[range].map(number).joined(separator: ", ") + "]" }
    return "[" + parts.joined(separator: ", ") + "]"
  }

  var shapes: [[Int]] {
    c.shapes.map {
      Blueprint.shape(
        of: $0, isOfMatrices: rule.host.isOfMatrices, takesScalars: rule.host.takesScalars)
    }
  }

  var parameters: String {
    let shapes =
      "["
      + shapes.map { $0.isEmpty ? "()" : "(\($0.map(String.init).joined(separator: ", ")),)" }
      .joined(separator: ", ") + "]"
    return "p = [torch.nn.Parameter(torch.tensor(v, dtype=\(type)).view(s)) "
      + "for v, s in zip(\(tensors(c.start)), \(shapes))]"
  }

  /// The rates and gradients of the steps, after the law's changes of the case.
  var steps: String {
    var (rates, gradients) = (c.rates, c.gradients)
    if law == "P14" { for step in (c.steps / 2)..<c.steps { rates[step] = 0 } }
    if law == "P11", c.steps > 0, c.count > 0 {
      let poison = RuleLaws.poison(in: c)
      gradients[poison.step][poison.place] = poison.number
    }
    let pairs = zip(rates, gradients).map { "(\(number($0)), \(tensors($1)))" }
    guard
      let period = (1...64).first(where: { period in
        pairs.count > 64 && pairs.indices.allSatisfy { pairs[$0] == pairs[$0 % period] }
      })
    else { return "[" + pairs.joined(separator: ", ") + "]" }
    return "(\(pairs.count / period + 1) * [" + pairs[..<period].joined(separator: ", ")
      + "])[:\(pairs.count)]"
  }

  /// A line that makes a new instance, and calls `train()` if the rule needs that before steps.
  func made(variable: String? = nil) -> String {
    "o = " + call("p", variable: variable)
      + (rule.host.handshake.capabilities.trains ? "; o.train()" : "")
  }

  /// A line for one step; a rule that needs a closure gets the linear function with the step's gradient.
  var step: String {
    rule.host.handshake.capabilities.asks
      ? "o.step(lambda: sum((q.detach() * q.grad).sum() for q in p))" : "o.step()"
  }

  /// The same steps, where tensors have no gradient if the law leaves it out.
  var absent: [String] {
    let present = RuleLaws.presences(in: c).map { flags in
      "(" + flags.map { $0 ? "1, " : "0, " }.joined() + ")"
    }
    return [
      parameters, made(),
      "for (lr, g), there in zip(\(steps), [\(present.joined(separator: ", "))]):",
      "    for q, v, is_there in zip(p, g, there):",
      "        q.grad = torch.tensor(v, dtype=q.dtype).view(q.shape) if is_there else None",
      rates, "    " + step, "    print(there, [q.tolist() for q in p])",
    ]
  }

  /// The same run twice, the second time with other gradients at the steps whose rate is 0.
  var paused: [String] {
    ["for others in (False, True):"]
      + [
        parameters, made(), "for lr, g in \(steps):",
        "    if others and lr == 0: g = [[1 - 2 * x for x in v] for v in g]",
        gives, rates, "    " + step, "    print(others, lr, [q.tolist() for q in p])",
      ].map { "    " + $0 }
  }

  /// A call of the constructor.
  /// - Parameter halves: whether the options of parameter groups are halved k times.
  func call(_ parameters: String, variable: String? = nil, halves: Bool = false) -> String {
    let arguments = arguments(variable: variable, halves: halves)
    return "Rule(\(parameters)" + (arguments.isEmpty ? "" : ", " + arguments) + ")"
  }

  /// The constructor's arguments, with a variable as the value of one key.
  func arguments(variable: String? = nil, halves: Bool = false) -> String {
    var values: [String: String] = [:]
    var order: [String] = []
    let given = typed + c.rule.settings
    for parameter in rule.host.handshake.hyperparameters {
      guard let text = given.last(where: { $0.key == parameter.key })?.text else { continue }
      var value =
        switch parameter.kind {
        case .flag: text == "true" ? "True" : "False"
        case .number, .required: Double(text).map(number) ?? text
        case .whole: text
        case .choice: "'\(text)'"
        case .fixed: ["true": "True", "false": "False", "none": "None"][text.lowercased()] ?? text
        }
      if parameter.key == variable { value = "value" }
      if halves, rule.host.handshake.groupOptions.contains(parameter.key) { value += " / 2 ** k" }
      if values[parameter.argument] == nil { order.append(parameter.argument) }
      if parameter.place == nil {
        values[parameter.argument] = value
      } else {
        values[parameter.argument] = (values[parameter.argument].map { $0 + ", " } ?? "") + value
      }
    }
    let tuples = Set(rule.host.handshake.hyperparameters.filter { $0.place != nil }.map(\.argument))
    // A constructor may treat an argument in another way than its default, so those at it are left out.
    let changed = Set(
      rule.host.handshake.hyperparameters.filter { parameter in
        guard let text = given.last(where: { $0.key == parameter.key })?.text else { return false }
        return parameter.key == variable || parameter.kind == .required || parameter.key == "lr"
          || typed.contains { $0.key == parameter.key } || !isStandard(text, parameter)
      }.map(\.argument))
    return order.filter(changed.contains).map { argument in
      let value = values[argument] ?? ""
      return "\(argument)=" + (tuples.contains(argument) ? "(\(value))" : value)
    }.joined(separator: ", ")
  }

  func isStandard(_ text: String, _ parameter: Handshake.Hyperparameter) -> Bool {
    if let number = Double(text), let standard = Double(parameter.standard) {
      return number == standard
    }
    return text.lowercased() == parameter.standard.lowercased()
  }
}
