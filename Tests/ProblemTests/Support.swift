import Descent

/// A fault that a check found, with everything needed to reproduce it; nil if there is none.
typealias Finding = String?

/// A random point of a problem, around its start and its stationary points' scale.
func randomPoint(_ problem: any Problem, _ random: CounterRandom, spread: Double = 1.5) -> [Double]
{
  problem.start(seed: 0).indices.map { spread * (2 * random.uniform(UInt64($0)) - 1) }
}

/// The problem with its hyperparameters drawn at random from their ranges; `draw` 0 is the default.
///
/// Ranges are read off the descriptions, so a new problem needs nothing here. Texts and lists keep
/// their defaults; values that do not go together are drawn again, and after a hundred draws put back to
/// their defaults one by one.
func variant(_ type: any ConfigurableProblem.Type, draw: UInt64) throws -> any ConfigurableProblem {
  guard draw > 0 else { return type.init() }
  var whole: Set<String> = []
  var last: [(key: String, text: String)] = []
  for attempt in 0..<100 as Range<UInt64> {
    let random = CounterRandom(seed: draw).split(stream: 77 + attempt)
    let settings = type.init().hyperparameters.enumerated().map { k, parameter in
      let isWhole = whole.contains(parameter.key)
      return (
        key: parameter.key,
        text: randomText(parameter, random.uniform(UInt64(k)), isWhole: isWhole)
      )
    }
    last = settings
    do {
      return try type.init(settings: settings)
    } catch ConfigurationError.malformed(_, let key, _, Int.expectation) {
      whole.insert(key)
    } catch ConfigurationError.inconsistent {
      continue
    }
  }
  for (index, standard) in type.init().hyperparameters.enumerated().reversed() {
    last[index].text = standard.value
    if let repaired = try? type.init(settings: last) { return repaired }
  }
  throw ConfigurationError.inconsistent(owner: type.card.name, reason: "no draw is consistent")
}

private func randomText(
  _ parameter: HyperparameterDescription, _ u: Double, isWhole: Bool
) -> String {
  let allowed = parameter.allowed
  if allowed == Bool.expectation { return u < 0.5 ? "true" : "false" }
  if allowed.hasPrefix("one of ") {
    let words = allowed.dropFirst("one of ".count).split(separator: ", ")
    return String(words[Int(u * Double(words.count))])
  }
  var (low, high) = (-3.0, 3.0)
  if allowed.hasSuffix(")") || allowed.hasSuffix("]"), let comma = allowed.firstIndex(of: ",") {
    low = max(Double(allowed[..<comma].dropFirst()) ?? -.infinity, -3)
    high = min(Double(allowed[comma...].dropFirst(2).dropLast()) ?? .infinity, low + 9)
  } else if allowed != Double.expectation && allowed != Int.expectation {
    return parameter.value
  }
  // Never an end of the range, which may be open.
  let value = low + (high - low) * (0.01 + 0.98 * u)
  return isWhole ? String(Int(value.rounded(.down))) : value.hyperparameterText
}

func norm(_ x: [Double]) -> Double { euclideanNorm(x, x.count) }
func distance(_ a: [Double], _ b: [Double]) -> Double { euclideanDistance(a, b, a.count) }
