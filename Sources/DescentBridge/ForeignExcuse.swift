/// A hyperparameter of a published rule whose effect no law can see. It is held at its default, and the
/// report gives the reason.
struct ForeignExcuse: Sendable {
  let target: String
  let key: String
  let reason: String

  static let all = [
    ForeignExcuse(
      target: "torch.optim.ASGD", key: "t0",
      reason: "it acts only on the average 'ax' in the state, not on the parameters"),
    ForeignExcuse(
      target: "pytorch_optimizer.AdamWSN", key: "subset_size",
      reason: "it acts only in parameter groups with 'sn': True, as its documentation shows"),
  ]

  /// The excuses of a rule.
  static func of(_ target: String) -> [ForeignExcuse] { all.filter { $0.target == target } }
}
