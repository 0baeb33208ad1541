import Descent

extension RuleSubject {
  /// A digest of every number of many runs in both precisions, short and long, at settings on and off the
  /// grids. Two rules that agree in all of these runs have the same digest.
  package func trajectories(seed: UInt64, cases: Int = 300) -> String {
    var subject = self
    subject.discovered = []
    let random = CounterRandom(seed: seed).split(stream: 0x7472_616a)
    let usual = RuleCaseOptions { $0.hyperparameters = .anywhere }
    let long = RuleCaseOptions {
      $0.sizes = .scalar
      $0.steps = 900...1100
      $0.hyperparameters = .anywhere
    }
    let large = RuleCaseOptions { $0.sizes = .large }
    var digest = Digest()
    for index in 0..<cases {
      var draw = Draw(random.split(stream: UInt64(index)))
      let options = index % 30 == 0 ? long : index % 10 == 5 ? large : usual
      do {
        let input = try RuleCase.draw(&draw, for: subject, options)
        for point in try subject.run(input) {
          for number in point { digest.add(String(Self.canonical(number).bitPattern, radix: 16)) }
        }
      } catch {
        digest.add("\(error)")
      }
    }
    return digest.text
  }

  /// Replaces every NaN with the same one.
  private static func canonical(_ number: Double) -> Double { number.isNaN ? .nan : number }
}
