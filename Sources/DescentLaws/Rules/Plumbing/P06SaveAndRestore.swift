import Descent

extension RuleLaws {
  /// P6: a run that is saved to a checkpoint file after k steps and continued by a fresh instance equals the
  /// uninterrupted run bit for bit, even if the fresh instance lists the tensors in another order.
  static let saveAndRestore = RuleLaw(
    LawCard(
      "P6", "save and restore", "a run that is saved and restored goes on as if it had not stopped",
      catches: "state outside the checkpoint, rounded scalars, state matched by position",
      knownBugs: [
        "keras-team/keras #12449: the iteration counter is not saved",
        "pytorch/pytorch #173901: loading turns a float64 step into float32",
        "pytorch/pytorch #1489: state matched by the position of the parameter",
      ]),
    options: .exact
  ) { rule, c in
    switch c.precision {
    case .float64: try SavedRun<Double>(rule: rule, c: c).verdict()
    case .float32: try SavedRun<Float>(rule: rule, c: c).verdict()
    }
  }
}
