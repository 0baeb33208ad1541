import Descent
import DescentLaws

/// The runs of the laws, in Python.
extension ScriptWriter {
  var gives: String {
    "    for q, v in zip(p, g): q.grad = torch.tensor(v, dtype=q.dtype).view(q.shape)"
  }
  var rates: String { "    for group in o.param_groups: group['lr'] = lr" }

  func run(after: [String]) -> [String] {
    [parameters, made(), "for lr, g in \(steps):", gives, rates]
      + ([step] + after).map { "    " + $0 }
  }

  /// A run on strided views, which prints the memory beside the parameters, too.
  var strided: [String] {
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
  var options: [String] {
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
  var mirrored: [String] {
    ["for value, sign in ((False, 1), (True, -1)):"]
      + [
        parameters, made(variable: "maximize"), "for lr, g in \(steps):",
        "    for q, v in zip(p, g): q.grad = sign * torch.tensor(v, dtype=q.dtype).view(q.shape)",
        rates, "    " + step,
        "print('maximize' if value else 'minimize', [q.tolist() for q in p])",
      ].map { "    " + $0 }
  }

  /// The same run twice: with a parameter group for each tensor, each with its own rate and options, and with
  /// an optimizer for each.
  var grouped: [String] {
    let own = rule.host.handshake.groupOptions.compactMap { key in
      c.number(key).map { ", '\(key)': \(number($0)) / 2 ** k" }
    }.joined()
    return ["for apart in (False, True):"]
      + [
        parameters,
        "if apart: os = [\(call("[q]", halves: true)) for k, q in enumerate(p)]",
        "else: os = [\(call("[{'params': [q]\(own)} for k, q in enumerate(p)]"))]",
        "for lr, g in \(steps):", gives,
        "    for k, group in enumerate(x for o in os for x in o.param_groups): group['lr'] = lr / 2 ** k",
        "    for o in os: o.step()",
        "    print('apart' if apart else 'groups', [q.tolist() for q in p])",
      ].map { "    " + $0 }
  }

  /// The same run twice: with gradients before each step, and with a closure that computes them.
  var closing: [String] {
    ["for closes in (False, True):"]
      + [
        parameters, made(), "for lr, g in \(steps):",
        "    def closure():",
        "        for q, v in zip(p, g): q.grad = torch.tensor(v, dtype=q.dtype).view(q.shape)",
        "        return sum((q.detach() * q.grad).sum() for q in p)",
        "    for q in p: q.grad = None",
        rates, "    o.step(closure) if closes else (closure(), o.step())",
        "    print('closure' if closes else 'before', [q.tolist() for q in p])",
      ].map { "    " + $0 }
  }

  /// The same run at rates that are set after construction, which are ignored.
  var scheduled: [String] {
    ["for factor in (1, 0.5, 0.01):"]
      + [
        parameters, made(), "for lr, g in \(steps):", gives,
        "    for group in o.param_groups: group['lr'] = lr * factor",
        "    " + step, "print(factor, [q.tolist() for q in p])",
      ].map { "    " + $0 }
  }

  var constant: [String] {
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
  var saved: [String] {
    ["for resumes in (False, True):"]
      + [
        parameters, made(), "for lr, g in \(steps):",
        "    if resumes: state = o.state_dict(); o = \(call("p")); o.load_state_dict(state)",
        gives, rates, "    " + step,
        "print('resumed' if resumes else 'at once', [q.tolist() for q in p])",
      ].map { "    " + $0 }
  }
}
