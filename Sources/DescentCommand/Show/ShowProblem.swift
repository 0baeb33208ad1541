import Descent
import DescentGSL

/// The sections that `show` adds for a problem: size, start, constants, and known stationary points.
struct ShowProblem {
  let problem: any Problem

  var sections: [Section] {
    get throws {
      let start = problem.start(seed: 0)
      let tensors = problem.layout.tensors.map { tensor in
        "\(tensor.name) \(tensor.shape.map(String.init).joined(separator: " x "))"
      }
      var sections = [
        Section(
          "parameters",
          "\(counted(problem.dimension, "parameter")): " + tensors.joined(separator: ", ")),
        Section(
          "start", "\(vectorText(start)), value \(numberText(try problem.value(at: start)))"),
      ]
      let constants = [("L", problem.smoothness), ("mu", problem.strongConvexity)]
        .compactMap { name, value in value.map { "\(name) = \(numberText($0))" } }
      if !constants.isEmpty {
        sections.append(
          Section("smoothness and strong convexity", constants.joined(separator: ", ")))
      }
      let record = try record
      if !record.isEmpty { sections.append(Section("record", record)) }
      if let infimum = problem.infimum {
        sections.append(
          Section("infimum, not attained", "\(numberText(infimum.value)): \(infimum.how)"))
      }
      sections.append(Section("stationary points", try stationaryPoints))
      return sections
    }
  }

  /// The family, other names, flags, offers and way of computing the gradient, as far as they are given.
  private var record: String {
    get throws {
      let record = type(of: problem).record
      let parts = [
        ("family", record.family),
        ("also called", (record.aliases + record.named.keys.sorted()).joined(separator: ", ")),
        ("is", record.flags.words.joined(separator: ", ")),
        ("offers", problem.offers.intersection(.ofProblem).words.joined(separator: ", ")),
        ("gradient", try gradient ?? ""),
      ]
      return parts.filter { !$0.1.isEmpty }.map { "\($0.0): \($0.1)" }.joined(separator: "\n")
    }
  }

  /// Whether its certificates take seconds at most: they evaluate every residual some thousand times, and
  /// decompose Hessians.
  private var isQuicklyCertified: Bool {
    let residuals = (problem as? any ResidualProblem)?.residualCount ?? 1
    let (size, overflow) = residuals.multipliedReportingOverflow(by: problem.dimension)
    return problem.dimension <= 2000 && !overflow && size <= 300_000
  }

  private var gradient: String? {
    get throws {
      guard let mode = try problem.gradientMode else { return nil }
      if case .reverse = mode { return "\(mode) at the start" }
      return "\(mode)"
    }
  }

  private var stationaryPoints: String {
    get throws {
      let points = problem.stationaryPoints
      guard !points.isEmpty else { return "none known for these hyperparameters" }
      let places = points.map { point in
        let place = point.point.map(vectorText) ?? "found by minimising from the start"
        let curvature = point.curvature == .regular ? "" : ", \(point.curvature)"
        return "\(point.kind)\(curvature), value \(numberText(point.value, digits: 12))\n"
          + "  at \(place)\n  \(point.provenance)"
      }
      guard problem.answersExactly else {
        return places.joined(separator: "\n") + "\n\nnot certified: the problem rounds its values"
      }
      guard isQuicklyCertified else {
        return places.joined(separator: "\n")
          + "\n\nnot certified here, because a problem of this size takes long: "
          + "descent verify \(problem.specification)"
      }
      let verified = try VerifiedProblem(problem, title: problem.specification.description)
      return places.joined(separator: "\n") + "\n\ncertified with GSL \(Version.gsl)\n"
        + verified.text(.current)
    }
  }
}
