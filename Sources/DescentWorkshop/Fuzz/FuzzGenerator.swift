import Descent
import DescentLaws

/// Draws trials.
struct FuzzGenerator {
  let seed: UInt64
  private let specifications = FuzzSpecifications()
  private let files = FuzzFiles()

  init(seed: UInt64) { self.seed = seed }

  private enum Kind {
    case run, options, other, race, checkpoint, data, gradients, batches, path, cache
  }

  /// The trial with a given number, which is the same every time.
  func trial(_ number: Int) -> FuzzTrial {
    var dice = Draw(CounterRandom(seed: seed).split(stream: UInt64(number)))
    let kind = dice.element(weighed: [
      (30, Kind.run), (15, .options), (18, .other), (3, .race), (14, .checkpoint), (10, .data),
      (7, .gradients),
      (4, .batches), (4, .path), (1, .cache),
    ])
    switch kind {
    case .run: return run(&dice)
    case .options: return options(&dice)
    case .other: return other(&dice)
    case .race: return race(&dice)
    case .checkpoint: return files.checkpoint(&dice)
    case .data: return files.data(&dice)
    case .gradients: return files.gradients(&dice, specifications.any(.optimizer, &dice))
    case .batches: return files.batches(&dice)
    case .path: return files.misplaced(&dice)
    case .cache: return files.cache(&dice)
    }
  }

  private func run(_ dice: inout Draw) -> FuzzTrial {
    let problem =
      dice.isTrue(probability: 0.5)
      ? dice.element(of: ["saddle", "rosenbrock", "softmax:data=iris,batch=16"])
      : specifications.any(.problem, &dice)
    var words = ["run", "--problem", problem, "--optimizer", specifications.any(.optimizer, &dice)]
    if dice.isTrue(probability: 0.4) {
      words += ["--schedule", specifications.any(.schedule, &dice)]
    }
    if dice.isTrue(probability: 0.15) {
      words += [
        "--schedule",
        dice.element(of: ["lr", "momentum", "beta1", "", "é"]) + "="
          + specifications.any(.schedule, &dice),
      ]
    }
    for _ in 0..<dice.index(below: 3) {
      words += ["--modify", specifications.any(.modifier, &dice)]
    }
    if dice.isTrue(probability: 0.15) {
      words += [
        "--group",
        dice.element(of: ["rank.1", "name.*", "role.bias", "", "x"]) + ":"
          + dice.element(of: ["lr", "weight_decay", "n", ""]) + "=" + FuzzNumbers.any(&dice),
      ]
    }
    if dice.isTrue(probability: 0.2) { words += ["--precision", "float32"] }
    return FuzzTrial(
      why: "specifications", arguments: words + ["--steps", "20", "--time-limit", "0.5", "--json"])
  }

  private func options(_ dice: inout Draw) -> FuzzTrial {
    var words = [
      "run", "--problem", dice.element(of: ["saddle", "softmax:data=iris,batch=16", "sphere:n=3"]),
      "--optimizer", dice.element(of: ["sgd", "adam", "momentum:lr=0.001"]), "--json",
    ]
    let all = [
      "--steps", "--seed", "--epochs", "--cost", "--start", "--clip-norm", "--clip-value",
      "--accumulate", "--every",
      "--target", "--gradient-tolerance", "--precision", "--schedule", "--lean",
    ]
    for _ in 0...dice.index(below: 3) {
      let option = dice.element(of: all)
      words.append(option)
      switch option {
      case "--lean": break
      case "--start":
        words.append(
          (0...dice.index(below: 3)).map { _ in FuzzNumbers.any(&dice) }.joined(
            separator: dice.element(of: [",", ", ", ";"])))
      case "--schedule": words.append(specifications.any(.schedule, &dice))
      default: words.append(FuzzNumbers.any(&dice))
      }
    }
    if words.contains("--every") { words += ["--checkpoint", "c"] }
    words += [
      "--time-limit",
      dice.isTrue(probability: 0.2)
        ? dice.element(of: ["1e-300", "nan", "-1", "0", "inf", "1e-9"]) : "0.5",
    ]
    return FuzzTrial(why: "options of a run", arguments: words)
  }

  private func race(_ dice: inout Draw) -> FuzzTrial {
    var words = [
      "race", "--steps",
      dice.element(weighed: [
        (6, "5"), (3, "1"), (1, dice.element(of: FuzzNumbers.huge)),
        (1, dice.element(of: FuzzNumbers.odd)),
      ]),
    ]
    if Double(words[2]).map({ $0 > 100 && $0 < 1e13 }) == true { words[2] = "7" }
    words += ["--problem", dice.element(of: ["saddle", specifications.any(.problem, &dice)])]
    for _ in 0...dice.index(below: 2) {
      words += ["--optimizer", specifications.any(.optimizer, &dice)]
    }
    if dice.isTrue(probability: 0.2) { words += ["--seed", FuzzNumbers.any(&dice)] }
    return FuzzTrial(why: "a race", arguments: words)
  }

  private func other(_ dice: inout Draw) -> FuzzTrial {
    let numbers = { (dice: inout Draw) in FuzzNumbers.any(&dice) }
    let kind = dice.element(of: FuzzSpecifications.Kind.allCases)
    let words: [String]
    switch dice.index(below: 8) {
    case 0, 1: words = ["show", specifications.any(kind, &dice)]
    case 2:
      words =
        ["evaluate", specifications.any(.problem, &dice)]
        + (dice.isTrue(probability: 0.6)
          ? [
            "--at=" + (0...dice.index(below: 3)).map { _ in numbers(&dice) }.joined(separator: ",")
          ] : [])
        + (dice.isTrue(probability: 0.4)
          ? ["--derivatives", dice.element(of: ["0", "1", "2", numbers(&dice)])] : [])
        + ["--json"]
    case 3: words = ["verify", specifications.any(.problem, &dice)]
    case 4:
      words =
        [
          "diff", specifications.any(.optimizer, &dice), specifications.any(.optimizer, &dice),
          "--cases",
        ]
        + [
          dice.isTrue(probability: 0.7)
            ? "2" : dice.element(of: FuzzNumbers.huge + ["0", "-1", "nan", "1e3", ""])
        ]
    case 5:
      words =
        [
          "check", specifications.any(kind, &dice), "--law",
          dice.element(of: ["P1", "T5", "C1", "", "é", "P99", "mod/input", "sched/finite"]),
          "--cases",
        ]
        + [
          dice.isTrue(probability: 0.7)
            ? "2" : dice.element(of: FuzzNumbers.huge + ["0", "-1", "nan", "1e3", ""])
        ]
        + (dice.isTrue(probability: 0.2)
          ? [
            "--replay",
            dice.element(of: [
              "", "x", "type float64",
              "type float64 | tensors 1 | rule sgd:lr=0.1 | rates 1 | x 1 | g 1 | aux 0",
              "type float64 | tensors 9223372036854775807 | rule sgd | rates 1 | x 1 | g 1 | aux 0",
              numbers(&dice),
            ]),
          ] : [])
    case 6:
      words = [
        dice.element(of: [
          "list", "explain", "reproduce", "new", "compile", "watch", "", "trace", "race", "manual",
          "check-worker", "--version", "--help", "help", "check",
        ]), dice.element(of: FuzzNumbers.odd),
      ]
    default:
      words =
        ["list", dice.element(of: ["laws", "optimizers", "results", "x", "", "é"])]
        + (dice.isTrue(probability: 0.5) ? ["--json"] : [])
    }
    return FuzzTrial(why: "other commands", arguments: words)
  }
}
