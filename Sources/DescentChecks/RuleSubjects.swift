import AdagradPlugin
import AdamPlugin
import AdamWPlugin
import Descent
import DescentCatalog
import DescentLaws
import MomentumPlugin
import RMSpropPlugin
import SGDPlugin

extension Catalog {
  /// The built-in update rules as the law battery sees them, each with the rules that it must equal
  /// at certain settings.
  public static let ruleSubjects: [RuleSubject] = registry.optimizers.map { type in
    var subject = RuleSubject(type)
    subject.peers = peers[subject.name] ?? []
    return subject
  }

  private static let peers: [String: [RulePeer]] = [
    "sgd": [
      RulePeer("sgd is momentum with momentum = 0", Momentum.self, own: [:]) {
        ["momentum": "0", "weight_decay": $0["weight_decay"]]
      }
    ],
    "momentum": [
      RulePeer(
        "momentum with momentum = 0 is sgd", SGD.self,
        own: ["momentum": "0", "dampening": "0", "nesterov": "false"]
      ) { ["weight_decay": $0["weight_decay"]] }
    ],
    "adam": [
      RulePeer("adam without decay is adamw without", AdamW.self, own: ["weight_decay": "0"]) {
        [
          "beta1": $0["beta1"], "beta2": $0["beta2"], "eps": $0["eps"], "amsgrad": $0["amsgrad"],
          "weight_decay": "0",
        ]
      },
      RulePeer(
        "adam with beta1 = beta2 = 0 is rmsprop with alpha = 0", RMSprop.self,
        own: ["beta1": "0", "beta2": "0", "amsgrad": "false"]
      ) { ["alpha": "0", "eps": $0["eps"], "weight_decay": $0["weight_decay"]] },
      // Without epsilon the correction of the second moment is a factor of the rate.
      RulePeer(
        "adam with beta1 = eps = 0 is rmsprop at the rate times the root of 1 - alpha^t",
        RMSprop.self, own: ["beta1": "0", "eps": "0", "amsgrad": "false"]
      ) {
        ["alpha": $0["beta2"], "eps": "0", "weight_decay": $0["weight_decay"]]
      }.atRate { c, step in .sqrt(1 - .pow(c.number("beta2") ?? 0, step)) },
      RulePeer("adam's first step is adagrad's", Adagrad.self, own: [:], steps: 1) {
        ["eps": $0["eps"], "weight_decay": $0["weight_decay"]]
      },
    ],
    "adamw": [
      RulePeer("adamw without decay is adam without", Adam.self, own: ["weight_decay": "0"]) {
        [
          "beta1": $0["beta1"], "beta2": $0["beta2"], "eps": $0["eps"], "amsgrad": $0["amsgrad"],
          "weight_decay": "0",
        ]
      }
    ],
    "rmsprop": [
      RulePeer(
        "rmsprop with alpha = 0 is adam with beta1 = beta2 = 0", Adam.self,
        own: ["alpha": "0", "momentum": "0", "centered": "false"]
      ) { ["beta1": "0", "beta2": "0", "eps": $0["eps"], "weight_decay": $0["weight_decay"]] },
      RulePeer(
        "rmsprop with eps = 0 is adam with beta1 = 0 at the rate over the root of 1 - beta2^t",
        Adam.self, own: ["eps": "0", "momentum": "0", "centered": "false"]
      ) {
        ["beta1": "0", "beta2": $0["alpha"], "eps": "0", "weight_decay": $0["weight_decay"]]
      }.atRate { c, step in 1 / .sqrt(1 - .pow(c.number("alpha") ?? 0, step)) },
    ],
    "adagrad": [
      RulePeer(
        "adagrad's first step from an empty accumulator is rmsprop's with alpha = 0", RMSprop.self,
        own: ["initial_accumulator_value": "0"], steps: 1
      ) { ["alpha": "0", "eps": $0["eps"], "weight_decay": $0["weight_decay"]] }
    ],
  ]
}

extension RulePeer {
  /// A claim about a built-in peer.
  /// - Parameters:
  ///   - own: what the claim sets of the rule's own hyperparameters.
  ///   - steps: the claim is about so many first steps.
  ///   - peer: the peer's settings, from the rule's own.
  fileprivate init<Peer: ConfigurableOptimizer>(
    _ claim: String, _ type: Peer.Type, own: [String: String], steps: Int? = nil,
    peer: @escaping @Sendable (Specification) -> [String: String?]
  ) {
    self.init(claim) {
      try Peer(settings: $0.settings)
    } settings: { c in
      var rule = c
      for (key, text) in own { rule = rule.setting(key, text) }
      var other = Specification(name: Peer.card.name)
      for (key, value) in peer(rule.rule).sorted(by: { $0.key < $1.key }) {
        if let text = value { other.settings.append((key: key, text: text)) }
      }
      return (own: rule.rule, peer: other)
    }
    self.steps = steps
  }

  /// The claim with the peer at another rate.
  fileprivate func atRate(
    _ factor: @escaping @Sendable (RuleCase, _ step: Int) -> Double
  ) -> RulePeer {
    var peer = self
    peer.rateFactor = factor
    return peer
  }
}
