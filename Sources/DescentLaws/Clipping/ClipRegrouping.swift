extension ClippingLaws {
  /// `clip/regrouping`: the same numbers, all in one tensor or each in its own tensor, are clipped to the
  /// same result bit for bit, because the norm covers all of them in their order.
  static let regrouping = ClippingLaw(
    LawCard(
      "clip/regrouping", "regrouping", "how numbers are grouped into tensors does not matter",
      catches: "norms tensor by tensor, a tensor left out, sums in the order of tensors")
  ) { clipping, c in
    let found = try clipping.clip(c)
    var other = c
    for sizes in [[c.gradient.count], c.gradient.map { _ in 1 }, [0] + c.sizes.reversed()] {
      other.sizes = sizes
      let verdict = Comparison.exact(found, try clipping.clip(other), "as tensors of \(sizes)")
      if verdict.isViolation { return verdict }
    }
    return .holds
  }
}
