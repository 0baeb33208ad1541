extension CheckCommand {
  /// Prints how many of the small changes of the rule's source the laws reject.
  func measurePower() async throws {
    guard names.count == 1, replay == nil else {
      throw Failure.usage("--power: one rule, and no --replay", next: "descent check adam --power")
    }
    let source = try await PowerSource(named: names[0])
    let job = CheckJob(
      specification: source.specification.description, laws: law, tier: tier,
      cases: cases ?? tier.cases, seed: seed, like: like, except: except)
    let power = try await PowerMeasurement(source: source, job: job, timeLimit: timeLimit).run()
    json ? Console.current.print(power.json) : Console.current.print(power.text(Console.current))
  }
}
