import Descent
import Testing

@Suite("A checkpoint that does not fit") struct CheckpointMismatchTests {
  private func checkpoint(
    _ change: (inout Checkpoint<Double>) -> Void = { _ in }
  ) throws -> Checkpoint<Double> {
    let run = try Run<Double>(Bowl(), optimizer("sgd:lr=0.5"), options: RunOptions(.steps(9)))
    run.advance()
    var checkpoint = run.checkpoint
    change(&checkpoint)
    return checkpoint
  }

  private func resume(
    _ checkpoint: Checkpoint<Double>, _ problem: any Problem = Bowl(),
    _ spec: String = "sgd:lr=0.5",
    schedule: any Schedule = Constant(), _ change: (inout RunOptions) -> Void = { _ in }
  ) throws -> String? {
    var options = RunOptions(.steps(9))
    change(&options)
    return message {
      _ = try Run<Double>(
        problem, optimizer(spec), schedule: schedule, options: options, resuming: checkpoint)
    }
  }

  @Test("refuses a checkpoint of another problem, optimizer, schedule, seed or start")
  func configuration() throws {
    let checkpoint = try checkpoint()
    #expect(try resume(checkpoint) == nil)
    #expect(
      try resume(checkpoint, Bowl { $0.n = 3 })
        == "the checkpoint is of problem bowl:n=2, this run of problem bowl:n=3")
    #expect(
      try resume(checkpoint, Bowl(), "sgd:lr=0.25")
        == "the checkpoint is of optimizer sgd:lr=0.5,weight_decay=0, "
        + "this run of optimizer sgd:lr=0.25,weight_decay=0")
    #expect(
      try resume(checkpoint, schedule: Alternating())
        == "the checkpoint is of schedule constant, this run of schedule alternating")
    #expect(
      try resume(checkpoint) { $0.seed = 5 } == "the checkpoint is of seed 0, this run of seed 5")
    #expect(
      try resume(checkpoint) { $0.start = [1, 1] }
        == "the checkpoint is of start default, this run of start 1,1")
  }

  @Test("refuses a checkpoint of the other precision, or of an unknown one") func precision() throws
  {
    let single = try checkpoint { $0.configuration["precision"] = "float32" }
    #expect(
      try resume(single) == "the checkpoint is of precision float32, this run of precision float64")
    let unknown = try checkpoint { $0.configuration["seed"] = nil }
    #expect(try resume(unknown) == "the checkpoint is of seed unknown, this run of seed 0")
  }

  @Test("refuses numbers that do not fit") func shapes() throws {
    #expect(
      try resume(checkpoint { $0.parameters = [1] })
        == "the checkpoint holds 1 parameters, this run has 2")
    #expect(
      try resume(checkpoint { $0.state.storage = [1] })
        == "the checkpoint holds 1 state entries, this run has 0")
    #expect(
      try resume(checkpoint { $0.state.scalars = [1, 2] })
        == "the checkpoint holds 2 state scalars, this run has 0")
  }
}
