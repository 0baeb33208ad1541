import Testing

/// The effect of a wrong command line: one line on standard error and the exit status 64.
@Suite("A usage error") struct UsageErrorTests {
  struct Case: CustomTestStringConvertible {
    let line: String
    let message: String
    var testDescription: String { line }

    init(_ line: String, _ message: String) {
      self.line = line
      self.message = message
    }
  }

  static let run = "run --problem saddle --optimizer adam"

  static let cases = [
    Case(
      "run --problem saddle --optimizer adm",
      "no optimizer is called 'adm'; did you mean 'adam'? (see 'descent list optimizers')"),
    Case(
      "\(run) --schedule cosin:floor=0",
      "no schedule is called 'cosin'; did you mean 'cosine'?; there are: constant, linear, cosine, "
        + "sgdr, warmup, step, multistep, exponential, polynomial, inverse_sqrt, one_cycle, wsd, "
        + "then, scaled, plateau "
        + "(see 'descent list schedules')"),
    Case(
      "run --problem saddle --optimizer sgd:lr=0.1,momentun=0.9",
      "sgd has no 'momentun'; its keys: lr=0.01 [0, inf), weight_decay=0 [0, inf) "
        + "(see 'descent show sgd')"),
    Case(
      "run --problem saddle --optimizer adam:beta3=1",
      "adam has no 'beta3'; did you mean 'beta1'?; its keys: lr=0.001 [0, inf), beta1=0.9 [0, 1), "
        + "beta2=0.999 [0, 1), eps=1e-08 [0, inf), amsgrad=false true or false, weight_decay=0 "
        + "[0, inf), amsgrad_corrected=false true or false, bias_correction=true true or false, "
        + "eps_placement=after one of after, before, inside, preset one of torch, optax, keras, paper, reddi "
        + "(see 'descent show adam')"),
    Case(
      "run --problem saddle --optimizer adam:beta1=1",
      "adam: beta1 must lie in [0, 1), got 1 (see 'descent show adam')"),
    Case(
      "run --problem saddle --optimizer adam:lr=nan",
      "adam: lr must lie in [0, inf), got nan (see 'descent show adam')"),
    Case(
      "\(run):beta2=0.99999999 --precision float32",
      "adam: beta2=0.99999999 is 1 in float32 (allowed: [0, 1)); use float64 "
        + "(see 'descent show adam')"),
    Case(
      "\(run):eps=1e-50 --precision float32",
      "adam: eps=1e-50 is 0 in float32 (allowed: [0, inf)); use float64 (see 'descent show adam')"),
    Case(
      "\(run) --modify clip_norm:norm=1e40 --precision float32",
      "clip_norm: norm=1e+40 is inf in float32 (allowed: (0, inf)); use float64 "
        + "(see 'descent show clip_norm')"),
    Case(
      "run --problem saddle --optimizer adam:lr=fast",
      "adam: lr must be a number, got 'fast' (see 'descent show adam')"),
    Case(
      "run --problem saddle --optimizer adam:lr=1,lr=2",
      "adam: lr is given twice (see 'descent show adam')"),
    Case(
      "run --problem saddle --optimizer adam:lr",
      "'adam:lr' is not of the form name:key=value,key=value: column 6: 'lr' is not key=value "
        + "(see 'descent --help')"),
    Case(
      "run --problem saddle --optimizer momentum:momentum=0,nesterov=true",
      "momentum: nesterov needs momentum above 0 and dampening = 0 (see 'descent show momentum')"),
    Case(
      "run --problem rosenbrock:n=1 --optimizer adam",
      "rosenbrock: n must lie in [2, inf), got 1 (see 'descent show rosenbrock')"),
    Case(
      "\(run) --start 1,2,3",
      "run: the start has 3 coordinates, the problem 2 (see 'descent run --help')"),
    Case(
      "\(run) --start 1,a",
      "run: start must be numbers joined by commas, or a checkpoint file, got '1,a' (see 'descent run --help')"
    ),
    Case(
      "\(run) --start 1,nan",
      "run: start must lie in (-inf, inf), got nan (see 'descent run --help')"),
    Case(
      "\(run) --steps 0", "run: steps must lie in [1, inf), got 0 (see 'descent run --help')"),
    Case(
      "\(run) --steps -3", "run: steps must lie in [1, inf), got -3 (see 'descent run --help')"),
    Case(
      "\(run) --epochs 0", "run: epochs must lie in [1, inf), got 0 (see 'descent run --help')"),
    Case(
      "\(run) --steps ten",
      "The value 'ten' is invalid for '--steps <steps>' (see 'descent run --help')"),
    Case(
      "\(run) --steps 5 --epochs 5",
      "--steps and --epochs cannot both be given (see 'descent run --help')"),
    Case(
      "\(run) --clip-norm 0",
      "clip_norm: norm must lie in (0, inf), got 0 (see 'descent show clip_norm')"),
    Case(
      "\(run) --clip-value -1",
      "clip_value: value must lie in (0, inf), got -1 (see 'descent show clip_value')"),
    Case(
      "\(run) --accumulate 0",
      "accumulate: steps must lie in [1, inf), got 0 (see 'descent show accumulate')"),
    Case(
      "\(run) --gradient-tolerance -1",
      "run: gradient_tolerance must lie in [0, inf), got -1 (see 'descent run --help')"),
    Case(
      "\(run) --time-limit inf",
      "run: time_limit must lie in (0, inf), got inf (see 'descent run --help')"),
    Case("\(run) --cost inf", "run: cost must lie in (0, inf), got inf (see 'descent run --help')"),
    Case(
      "check sgd --cases 1000000000000000000",
      "check: cases must lie in [1, 1000000], got 1000000000000000000 (see 'descent check --help')"),
    Case(
      "diff sgd sgd --cases 9223372036854775807",
      "diff: cases must lie in [1, 1000000], got 9223372036854775807 (see 'descent diff --help')"),
    Case("\(run) --every 5", "--every needs --checkpoint FILE (see 'descent run --help')"),
    Case(
      "\(run) --plot picture.gif",
      "--plot 'picture.gif': a picture's name must end in .svg or .png (for example --plot run.svg)"
    ),
    Case(
      "\(run) --trace /no/such/folder/trace.csv",
      "--trace: cannot write /no/such/folder/trace.csv: /no/such/folder: No such file or directory "
        + "(choose a path that can be written)"),
    Case("race --steps 0", "race: steps must lie in [1, inf), got 0 (see 'descent race --help')"),
    Case(
      "race --problem saddle --plot-format png",
      "--plot-format needs --plot DIR (see 'descent race --help')"),
    Case(
      "\(run) --seed -1",
      "--seed must be a whole number from 0 to 18446744073709551615, got '-1' "
        + "(see 'descent run --help')"),
    Case(
      "\(run) --seed 1.5",
      "--seed must be a whole number from 0 to 18446744073709551615, got '1.5' "
        + "(see 'descent run --help')"),
    Case(
      "\(run) --steps 1.5e0",
      "The value '1.5e0' is invalid for '--steps <steps>' (see 'descent run --help')"),
    Case(
      "run --problem softmax:data=irs --optimizer sgd",
      "no data set is called 'irs'; did you mean 'iris'?; there are: digits, iris, iris-uci, moons, "
        + "spirals, blobs, or a file FILE.csv (see 'descent list data')"),
    Case(
      "run --problem softmax:data=a/b,c.csv --optimizer sgd",
      "'softmax:data=a/b,c.csv' is not of the form name:key=value,key=value: column 18: 'c.csv' is "
        + "not key=value (put a value with a comma or a parenthesis in double quotes, as in "
        + "data=\"a,b.csv\")"),
    Case(
      "run --problem softmax:test=x.csv --optimizer sgd",
      "softmax: test=FILE is for data=FILE, not for data=digits (see 'descent show softmax')"),
    Case(
      "run --problem softmax:skip=2 --optimizer sgd",
      "softmax: skip is for data=FILE, not for data=digits (see 'descent show softmax')"),
    Case(
      "race --optimizer adam --optimizer sgd:rate=1",
      "sgd has no 'rate'; its keys: lr=0.01 [0, inf), weight_decay=0 [0, inf) "
        + "(see 'descent show sgd')"),
    Case("show adamww", "nothing is called 'adamww'; did you mean 'adamw'? (see 'descent list')"),
    Case(
      "list optimisers",
      "there is no list of 'optimisers'; did you mean 'optimizers'?; there are: optimizers, schedules, "
        + "problems, modifiers, data, laws, results, folklore (see 'descent list --help')"),
    Case(
      "verify sphere:n=0",
      "sphere: n must lie in [1, inf), got 0 (see 'descent show sphere')"),
    Case("dance", "there is no command 'dance' (see 'descent --help')"),
    Case("rnu adam", "there is no command 'rnu'; did you mean 'run'? (see 'descent --help')"),
    Case("help chekc", "there is no command 'chekc'; did you mean 'check'? (see 'descent --help')"),
  ]

  @Test("is one line that says what is wrong and what to do next", arguments: cases)
  func line(_ wrong: Case) async {
    let result = await descent(wrong.line)
    #expect(result.errors == "descent: \(wrong.message)\n")
    #expect(result.output.isEmpty)
    #expect(result.status == 64)
  }
}
