import DescentLaws

/// Trials about input files.
struct FuzzFiles {
  /// A damaged checkpoint and a run that resumes from it.
  func checkpoint(_ dice: inout Draw) -> FuzzTrial {
    let run = dice.index(below: FuzzMaterial.runs.count)
    let file = FuzzFile(
      name: "c", base: .checkpoint(run), edits: FuzzDamage.edits(&dice, text: FuzzDamage.header))
    var trial = FuzzTrial(
      why: "a damaged checkpoint",
      arguments: FuzzMaterial.runs[run] + ["--steps", "40", "--resume", "c", "--json"],
      files: [file],
      isTold: true)
    if dice.isTrue(probability: 0.1) {
      trial.arguments = [
        "run", "--problem", "rosenbrock", "--optimizer", "sgd", "--steps", "3", "--start", "c",
      ]
      trial.isTold = false
    }
    return trial
  }

  private static let tables = [
    "1,2,0\n3,4,1\n5,6,0\n7,8,1\n2,2,1\n9,1,0\n", "a,b,label\n1,2,0\n3,4,1\n5,6,0\n",
    "1e-200,2,0\n3e200,4,1\n", "\u{FEFF}1,2,0\r\n3,4,1\r\n", "1;2;0\n3;4;1\n",
    "1,2,0\n3,4,9223372036854775807\n",
    "1,2,-1\n3,4,5\n", "1,2,1e300\n3,4,1\n", "0,0,0\n0,0,1\n", "1,,0\n2,,1\n",
    "\"1\",\"2\",\"0\"\n3,4,1\n",
    "1,2,100000000000\n3,4,1\n",
  ]

  /// Examples from a CSV or IDX file.
  func data(_ dice: inout Draw) -> FuzzTrial {
    let option = dice.element(of: [
      "", "", ",label=label", ",label=0", ",label=\(FuzzNumbers.any(&dice))", ",test=0.5",
      ",test=\(FuzzNumbers.any(&dice))", ",batch=\(FuzzNumbers.size(&dice))",
    ])
    if dice.isTrue(probability: 0.3) {
      let names = ["train-images-idx3-ubyte", "train-labels-idx1-ubyte"]
      let files = names.map {
        FuzzFile(
          name: $0, base: .images,
          edits: dice.isTrue(probability: 0.6) ? FuzzDamage.edits(&dice) : [])
      }
      return run("softmax:data=train-images-idx3-ubyte" + option, files, "an image file", &dice)
    }
    let problem = dice.element(of: ["softmax", "leastsquares", "mlp"])
    let file = FuzzFile(
      name: "d.csv", base: .text(dice.element(of: Self.tables)),
      edits: dice.isTrue(probability: 0.8) ? FuzzDamage.edits(&dice) : [])
    return run("\(problem):data=d.csv" + option, [file], "a file of examples", &dice)
  }

  private func run(_ problem: String, _ files: [FuzzFile], _ why: String, _ dice: inout Draw)
    -> FuzzTrial
  {
    FuzzTrial(
      why: why,
      arguments: [
        "run", "--problem", problem, "--optimizer", dice.element(of: ["sgd", "adam"]), "--steps",
        "5",
        "--time-limit", "0.5", "--json",
      ], files: files)
  }

  private static let gradients = [
    #"{"layout":[{"name":"w","shape":[2]}],"start":[[1,1]],"gradients":[[[1,0]],[[0,1]],[null]]}"#,
    #"{"layout":[{"name":"w","shape":[]}],"start":[1],"gradients":[[1]],"values":[3]}"#,
    #"{"layout":[{"name":"w","shape":[0]}],"start":[[]],"gradients":[[[]]]}"#,
    #"{"layout":[{"name":"w","shape":[9223372036854775807,2]}],"start":[[]],"gradients":[]}"#,
    #"{"layout":[],"start":[],"gradients":[[],[]]}"#,
    #"{"layout":[{"name":"a","shape":[1]},{"name":"a","shape":[1]}],"start":[[1],[2]],"gradients":[[[1],[2]]]}"#,
    #"{"layout":[{"name":"w","shape":[2]}],"start":[[1e999,1]],"gradients":[[[1,null]]]}"#, "[]",
    "",
    "{}", String(repeating: "[", count: 5000),
  ]
  private static let words = [
    ("2", "3"), ("[2]", "[-2]"), ("[2]", "[4611686018427387905]"), ("w", ""), ("1", "1e309"),
    ("null", "[]"), ("F64", "F32"),
    ("F64", "BF16"), ("[16,48]", "[16,47]"), ("[16,48]", "[48,16]"),
    ("[0,16]", "[0,9223372036854775807]"), ("gradients", "gradient"),
  ]

  /// A file of gradients.
  func gradients(_ dice: inout Draw, _ rule: String) -> FuzzTrial {
    let isBinary = dice.isTrue(probability: 0.4)
    let name = isBinary ? "g.safetensors" : "g.json"
    let file = FuzzFile(
      name: name, base: isBinary ? .gradients : .text(dice.element(of: Self.gradients)),
      edits: dice.isTrue(probability: 0.8) ? FuzzDamage.edits(&dice, text: Self.words) : [])
    var arguments = ["trace", "--optimizer", rule, "--gradients", name]
    if dice.isTrue(probability: 0.2) { arguments += ["--output", "o.safetensors"] }
    return FuzzTrial(why: "a file of gradients", arguments: arguments, files: [file])
  }

  private static let batches = [
    "[[0,1,2],[3,4,5]]", "[[0,0,0],[119]]", "[[120]]", "[[-1]]", "[[]]", "[]", "[[1e3]]", "[[0.5]]",
    "[[true]]",
    "[[9223372036854775807]]", "[[9223372036854775808]]", "{}", "[[[0]]]", "[0]", "null",
    "[[1],[2],", "[[1],[\"2\"]]",
  ]

  /// A file of micro-batches.
  func batches(_ dice: inout Draw) -> FuzzTrial {
    let file = FuzzFile(
      name: "b.json", base: .text(dice.element(of: Self.batches)),
      edits: dice.isTrue(probability: 0.5) ? FuzzDamage.edits(&dice) : [])
    return FuzzTrial(
      why: "a file of batches",
      arguments: [
        "run", "--problem", "softmax:data=iris,batch=" + dice.element(of: ["3", "1", "120", "16"]),
        "--optimizer", "sgd",
        "--batches", "b.json", "--json", "--time-limit", "0.5",
      ] + (dice.isTrue(probability: 0.5) ? ["--steps", dice.element(of: ["1", "2", "5"])] : []),
      files: [file])
  }

  /// A file of another kind than the option expects.
  func misplaced(_ dice: inout Draw) -> FuzzTrial {
    let options = [
      "--resume", "--start", "--batches", "--trace", "--checkpoint", "--plot", "--write-batches",
      "--plugin",
    ]
    let paths = [
      "/", "/dev/null", "/dev/zero", "/dev/full", "/dev/stdin", "/proc/self/mem",
      "/proc/self/environ", ".", "..", "", "x", "x/y", "p", "-", "\u{0}", "~",
      String(repeating: "a", count: 300), "e.svg", "p.svg", "x.swift", "x.so",
    ]
    return FuzzTrial(
      why: "a path of the wrong kind",
      arguments: [
        "run", "--problem", dice.element(of: ["saddle", "softmax:data=iris,batch=16"]),
        "--optimizer",
        "sgd", "--steps", "2",
        dice.element(of: options), dice.element(of: paths),
      ],
      files: [
        FuzzFile(name: "p", base: .text(""), edits: [.become(.pipe)]),
        FuzzFile(name: "e.svg", base: .text(""), edits: [.become(.directory)]),
      ])
  }

  /// The cache of compiled plugins.
  func cache(_ dice: inout Draw) -> FuzzTrial {
    let isLibrary = dice.isTrue(probability: 0.7)
    let edits: [FuzzEdit] = dice.element(weighed: [
      (4, [.flip(bit: dice.index(below: 1 << 30))]), (2, [.cut(to: dice.index(below: 1 << 20))]),
      (1, [.cut(to: 0)]),
      (1, [.become(.directory)]), (1, [.become(.pipe)]), (1, [.become(.nothing)]),
      (2, [.set(at: dice.index(below: 1 << 20), bytes: Array(repeating: 0, count: 64))]),
    ])
    return FuzzTrial(
      why: "a damaged cache of plugins",
      arguments: [
        "run", "--problem", "rosenbrock", "--optimizer", "Rule.swift", "--steps", "20", "--json",
      ],
      files: [
        FuzzFile(name: "Rule.swift", base: .text(FuzzMaterial.rule)),
        FuzzFile(name: "cache", base: isLibrary ? .cachedLibrary : .cachedModules, edits: edits),
      ], isTold: true)
  }
}
