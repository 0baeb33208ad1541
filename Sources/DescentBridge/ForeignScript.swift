import Descent
import DescentLaws

/// A counterexample as a few lines of plain Python that run without Descent, for a bug report.
package struct ForeignScript {
  package let text: String

  /// - Parameters:
  ///   - typed: the typed settings, in addition to those of the case.
  /// - Returns: nil if the rule does not use PyTorch, or there is no case.
  package init?(
    _ report: LawReport, of rule: ForeignOptimizer, typed: [(key: String, text: String)]
  ) {
    guard let counterexample = report.counterexample, !counterexample.replayText.isEmpty,
      let c = try? RuleCase(replay: counterexample.replayText),
      rule.host.handshake.library.contains("torch")
    else { return nil }
    let writer = Writer(
      rule: rule, c: c, law: report.law.id, typed: typed, violation: counterexample.violation)
    text = writer.lines.joined(separator: "\n") + "\n"
  }
}

/// Writes a case of a PyTorch rule.
private struct Writer {
  let rule: ForeignOptimizer
  let c: RuleCase
  let law: String
  let typed: [(key: String, text: String)]
  let violation: Violation

  private var type: String { c.precision == .float64 ? "torch.float64" : "torch.float32" }

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
      default: run(after: ["print([q.tolist() for q in p])"])
      }
    return [header, "import torch", importLine(target)] + body
  }

  private func importLine(_ target: String) -> String {
    if let colon = target.lastIndex(of: ":"), target[..<colon].hasSuffix(".py") {
      let path = target[..<colon]
      return
        "Rule = __import__('runpy').run_path('\(path)')['\(target[target.index(after: colon)...])']"
    }
    guard let point = target.lastIndex(of: ".") else { return "import \(target) as Rule" }
    return "from \(target[..<point]) import \(target[target.index(after: point)...]) as Rule"
  }

  // MARK: values

  private func number(_ x: Double) -> String {
    if x.isNaN { return "float('nan')" }
    if x.isInfinite { return x < 0 ? "-float('inf')" : "float('inf')" }
    return x.hyperparameterText.contains(where: { ".e".contains($0) })
      ? x.hyperparameterText : x.hyperparameterText + ".0"
  }

  /// A list of each tensor's numbers, flattened.
  private func tensors(_ x: [Double]) -> String {
    let parts = c.ranges.map { range in "[" + x[range].map(number).joined(separator: ", ") + "]" }
    return "[" + parts.joined(separator: ", ") + "]"
  }

  private var shapes: [[Int]] {
    c.shapes.map { rule.host.isOfMatrices ? Blueprint.matrix($0) : $0 }
  }

  private var parameters: String {
    let shapes =
      "["
      + shapes.map { "(\($0.map(String.init).joined(separator: ", ")),)" }
      .joined(separator: ", ") + "]"
    return "p = [torch.nn.Parameter(torch.tensor(v, dtype=\(type)).view(s)) "
      + "for v, s in zip(\(tensors(c.start)), \(shapes))]"
  }

  /// The rates and gradients of the steps, after the law's changes of the case.
  private var steps: String {
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
  private func made(variable: String? = nil) -> String {
    "o = Rule(p, \(arguments(variable: variable)))"
      + (rule.host.handshake.capabilities.trains ? "; o.train()" : "")
  }

  /// A line for one step; a rule that needs a closure gets the linear function with the step's gradient.
  private var step: String {
    rule.host.handshake.capabilities.asks
      ? "o.step(lambda: sum((q.detach() * q.grad).sum() for q in p))" : "o.step()"
  }

  /// The same steps, where tensors have no gradient if the law leaves it out.
  private var absent: [String] {
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
  private var paused: [String] {
    ["for others in (False, True):"]
      + [
        parameters, made(), "for lr, g in \(steps):",
        "    if others and lr == 0: g = [[1 - 2 * x for x in v] for v in g]",
        gives, rates, "    " + step, "    print(others, lr, [q.tolist() for q in p])",
      ].map { "    " + $0 }
  }

  /// The constructor's arguments, with a variable as the value of one key.
  private func arguments(variable: String? = nil) -> String {
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
      if values[parameter.argument] == nil { order.append(parameter.argument) }
      if parameter.place == nil {
        values[parameter.argument] = value
      } else {
        values[parameter.argument] = (values[parameter.argument].map { $0 + ", " } ?? "") + value
      }
    }
    let tuples = Set(rule.host.handshake.hyperparameters.filter { $0.place != nil }.map(\.argument))
    return order.map { argument in
      let value = values[argument] ?? ""
      return "\(argument)=" + (tuples.contains(argument) ? "(\(value))" : value)
    }.joined(separator: ", ")
  }

  // MARK: the runs

  private let gives =
    "    for q, v in zip(p, g): q.grad = torch.tensor(v, dtype=q.dtype).view(q.shape)"
  private let rates = "    for group in o.param_groups: group['lr'] = lr"

  private func run(after: [String]) -> [String] {
    [parameters, made(), "for lr, g in \(steps):", gives, rates]
      + ([step] + after).map { "    " + $0 }
  }

  /// A run on strided views, which prints the memory beside the parameters, too.
  private var strided: [String] {
    let sizes = c.sizes.map(String.init).joined(separator: ", ")
    return [
      "memory = [torch.full((2 * n + 1,), 12345.0, dtype=\(type)) for n in [\(sizes)]]",
      "p = [torch.nn.Parameter(m[1::2]) for m in memory]",
      "for q, v in zip(p, \(tensors(c.start))): q.data.copy_(torch.tensor(v, dtype=q.dtype))",
      "grads = [torch.full((3 * n + 1,), 12345.0, dtype=\(type)) for n in [\(sizes)]]",
      made(),
      "for lr, g in \(steps):",
      "    for q, m, v in zip(p, grads, g): m[1::3] = torch.tensor(v, dtype=q.dtype); q.grad = m[1::3]",
      rates, "    " + step,
      "    print([m.tolist() for m in memory])  # every other number is to stay 12345",
    ]
  }

  /// A run for each value of an option that makes no difference, with one line of output each.
  private var options: [String] {
    let key = String(violation.message.prefix { $0 != " " })
    let parameter = rule.host.handshake.hyperparameters.first { $0.key == key }
    let list = violation.message.split(separator: ": ").last.map(String.init) ?? ""
    let values = list.split(separator: ", ").map { text in
      parameter?.kind == .flag ? (text == "true" ? "True" : "False") : String(text)
    }
    return ["for value in [\(values.joined(separator: ", "))]:"]
      + [
        parameters, made(variable: key), "for lr, g in \(steps):", gives,
        rates, "    " + step, "print(value, [q.tolist() for q in p])",
      ].map { "    " + $0 }
  }

  /// The same run twice, minimizing and then maximizing with gradients of the opposite sign.
  private var mirrored: [String] {
    ["for value, sign in ((False, 1), (True, -1)):"]
      + [
        parameters, made(variable: "maximize"), "for lr, g in \(steps):",
        "    for q, v in zip(p, g): q.grad = sign * torch.tensor(v, dtype=q.dtype).view(q.shape)",
        rates, "    " + step,
        "print('maximize' if value else 'minimize', [q.tolist() for q in p])",
      ].map { "    " + $0 }
  }

  private var constant: [String] {
    [
      parameters, made(), "start = [q.detach().clone() for q in p]",
      "for step in range(1, 5001):",
      "    for q, s, v in zip(p, start, \(tensors(c.gradients.first ?? []))):",
      "        q.data.copy_(s); q.grad = torch.tensor(v, dtype=q.dtype).view(q.shape)",
      "    " + step, "    if not all(torch.isfinite(q).all() for q in p): break",
      "print(step, [q.tolist() for q in p])  # the first step that is not finite, or 5000",
    ]
  }

  /// The same run twice, the second time saved and loaded before each step.
  private var saved: [String] {
    ["for resumes in (False, True):"]
      + [
        parameters, made(), "for lr, g in \(steps):",
        "    if resumes: state = o.state_dict(); o = Rule(p, \(arguments())); o.load_state_dict(state)",
        gives, rates, "    " + step,
        "print('resumed' if resumes else 'at once', [q.tolist() for q in p])",
      ].map { "    " + $0 }
  }
}
