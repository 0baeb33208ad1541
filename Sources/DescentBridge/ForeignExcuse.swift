/// A hyperparameter of a published rule that no law can see at work, for a reason: it is held at its
/// default, and the report says so.
struct ForeignExcuse: Sendable {
  let target: String
  let key: String
  let reason: String

  static let all = [
    ForeignExcuse(
      target: "torch.optim.ASGD", key: "t0",
      reason: "it acts on the average 'ax', which is kept in the state and is not the parameters"),
    ForeignExcuse(
      target: "pytorch_optimizer.AdamWSN", key: "subset_size",
      reason: "it acts in parameter groups that say 'sn': True, as its documentation shows"),
  ]

  /// Those of a rule.
  static func of(_ target: String) -> [ForeignExcuse] { all.filter { $0.target == target } }
}
