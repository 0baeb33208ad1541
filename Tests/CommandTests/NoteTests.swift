import Testing

/// Notes on standard error: how files were read, and which options change nothing.
@Suite("Notes of a run") struct NoteTests {
  private static let table = "a,b,kind\n1,2,x\n3,4,y\n1,2.5,x\n3.5,4,y\n1,1,x\n2,5,y\n"

  @Test(
    "a command says once how a file was read",
    arguments: [
      "run --problem P --optimizer sgd --steps 3", "evaluate P", "show P", "verify P",
      "race --problem P --optimizer sgd:lr=0.1 --optimizer adam:lr=0.1 --steps 3",
    ])
  func once(_ line: String) async throws {
    let place = try Workplace()
    try place.write(Self.table, to: "t.csv")
    let result = await descent(line.replacing("P", with: "softmax:data=\(place["t.csv"]),test=0"))
    let notes = result.errors.split(separator: "\n").filter {
      $0.hasPrefix("descent: note: \(place.path)")
    }
    #expect(
      notes.count == 1 && notes[0].hasSuffix("label 'kind' in column 3, header, commas"),
      "\(result)")
  }

  @Test("a refused file causes only one message") func refused() async throws {
    let place = try Workplace()
    try place.write(Self.table + "1,2\n", to: "t.csv")
    let result = await descent("run --problem softmax:data=\(place["t.csv"]) --optimizer sgd")
    #expect(result.errors.split(separator: "\n").count == 1 && result.status == 2)
  }

  @Test("a text column among the features is reported, with advice") func column() async throws {
    let place = try Workplace()
    try place.write("7,B,1.5\n8,M,2.5\n9,M,1\n", to: "t.csv")
    let result = await descent("run --problem softmax:data=\(place["t.csv"]) --optimizer sgd")
    #expect(
      result.errors == "descent: \(place["t.csv"]), line 1, column 2: 'B', expected a number; "
        + "ignore=2 leaves the column out, label=2 takes it for the label\n")
  }

  @Test("names with commas, colons and blanks can be typed") func quoted() async throws {
    let place = try Workplace()
    try place.write(Self.table, to: "a,b:c (1).csv")
    let problem = "softmax:data=\"\(place["a,b:c (1).csv"])\",test=0"
    let result = await descent(["run", "--problem", problem, "--optimizer", "sgd", "--steps", "2"])
    #expect(result.status == 0 && result.errors.contains("6 examples"), "\(result)")
  }

  @Test(
    "options that change nothing are noted",
    arguments: [
      ("--problem saddle --optimizer adam --seed 5", "--seed changes nothing here"),
      ("--problem rosenbrock --optimizer sgd:lr=0.001 --seed 0", "--seed changes nothing here"),
      ("--problem saddle --optimizer adam --clip-norm 1 --seed 5", "--seed changes nothing here"),
      ("--problem saddle --optimizer adam --epochs 5", "--epochs counts steps here"),
      ("--problem saddle --optimizer adam --accumulate 2", "--accumulate changes nothing here"),
    ])
  func idle(_ options: String, _ note: String) async {
    let result = await descent("run \(options) \(options.contains("epochs") ? "" : "--steps 5")")
    #expect(result.status == 0 && result.errors.contains("descent: note: \(note)"), "\(result)")
  }

  @Test(
    "options that change something are not noted",
    arguments: [
      "--problem mlp:data=iris --optimizer adam --seed 5",
      "--problem softmax:data=iris,batch=16 --optimizer adam --seed 5",
      "--problem noisy:of=(saddle) --optimizer adam --seed 5",
      "--problem saddle --optimizer adahessian --seed 5",
      "--problem saddle --optimizer adam",
    ])
  func busy(_ options: String) async {
    let result = await descent("run \(options) --steps 5")
    #expect(result.status == 0 && result.errors.isEmpty, "\(result)")
  }

  @Test(
    "numbers of steps may have an exponent",
    arguments: [("1e2", 100), ("2E1", 20), ("1.5e1", 15), ("7", 7)])
  func exponents(_ text: String, _ steps: Int) async {
    let result = await descent("run --problem saddle --optimizer sgd --steps \(text) --json")
    #expect(result.output.contains("\"step\": \(steps)"), "\(result)")
  }

  @Test(
    "PyTorch's names get a hint",
    arguments: [
      ("--optimizer adam:learning_rate=1", "'lr'"), ("--optimizer adam:betas=1", "'beta1'"),
      ("--optimizer adam:epsilon=1", "'eps'"), ("--optimizer sgd --schedule StepLR", "'step'"),
      ("--optimizer sgd --schedule CosineAnnealingLR", "'cosine'"),
      ("--optimizer sgd --schedule ReduceLROnPlateau", "'plateau'"),
      ("--optimizer sgd --schedule step:step_size=3", "'period'"),
      ("--optimizer sgd --schedule cosine:T_max=3", "'horizon'"),
      ("--optimizer sgd --schedule cosine:eta_min=0", "'floor'"),
      ("--optimizer sgd --modify clip_grad_norm_:norm=1", "'clip_norm'"),
    ])
  func peers(_ options: String, _ name: String) async {
    let result = await descent("run --problem saddle \(options)")
    #expect(result.status == 64 && result.errors.contains("did you mean \(name)?"), "\(result)")
  }

  @Test("every schedule describes its warm-up, which delays milestones") func warmup() async {
    for name in ["multistep", "cosine", "exponential"] {
      #expect(await descent("show \(name)").output.contains("with warmup=N"))
    }
    #expect(await !descent("show wsd").output.contains("with warmup=N"))
    let result = await descent(["show", "multistep:milestones=2,gamma=0.1,warmup=248"])
    let values = result.output.split(separator: "\n").filter {
      $0.contains("250  ") || $0.contains("500  ")
    }
    #expect(
      values.map { String($0.split(separator: " ").last ?? "") }.prefix(2) == ["1", "0.1"],
      "\(result.output)")
  }
}
