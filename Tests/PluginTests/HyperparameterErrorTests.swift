import Descent
import DescentCatalog
import Testing

@Suite("An error about a hyperparameter") struct HyperparameterErrorTests {
  static let adamKeys =
    "lr=0.001 [0, inf), beta1=0.9 [0, 1), beta2=0.999 [0, 1), eps=1e-08 [0, inf), "
    + "amsgrad=false true or false, weight_decay=0 [0, inf), amsgrad_corrected=false true or false, "
    + "bias_correction=true true or false, eps_placement=after one of after, before, inside, "
    + "preset one of torch, optax, keras, paper, reddi"

  static let refused: [(spec: String, message: String)] = [
    ("adam:lr=-0.001", "adam: lr must lie in [0, inf), got -0.001"),
    ("adam:beta1=1", "adam: beta1 must lie in [0, 1), got 1"),
    ("adam:beta1=-1e-9", "adam: beta1 must lie in [0, 1), got -1e-09"),
    ("adam:beta2=1.5", "adam: beta2 must lie in [0, 1), got 1.5"),
    ("adam:eps=-1", "adam: eps must lie in [0, inf), got -1"),
    ("adam:weight_decay=-0.5", "adam: weight_decay must lie in [0, inf), got -0.5"),
    ("adamw:weight_decay=-0.5", "adamw: weight_decay must lie in [0, inf), got -0.5"),
    ("adamw:beta2=1", "adamw: beta2 must lie in [0, 1), got 1"),
    ("sgd:lr=-1", "sgd: lr must lie in [0, inf), got -1"),
    ("momentum:momentum=1", "momentum: momentum must lie in [0, 1), got 1"),
    ("momentum:dampening=1.0001", "momentum: dampening must lie in [0, 1], got 1.0001"),
    ("adagrad:lr_decay=-1", "adagrad: lr_decay must lie in [0, inf), got -1"),
    (
      "adagrad:initial_accumulator_value=-0.1",
      "adagrad: initial_accumulator_value must lie in [0, inf), got -0.1"
    ),
    ("rmsprop:alpha=1", "rmsprop: alpha must lie in [0, 1), got 1"),
    ("rmsprop:momentum=-0.1", "rmsprop: momentum must lie in [0, 1), got -0.1"),
    ("adam:lr=nan", "adam: lr must lie in [0, inf), got nan"),
    ("adam:beta1=nan", "adam: beta1 must lie in [0, 1), got nan"),
    ("adam:lr=inf", "adam: lr must lie in [0, inf), got inf"),
    ("adam:lr=1e999", "adam: lr must lie in [0, inf), got inf"),
    ("rmsprop:eps=-inf", "rmsprop: eps must lie in [0, inf), got -inf"),
    ("adam:lr=fast", "adam: lr must be a number, got 'fast'"),
    ("adam:lr=", "adam: lr must be a number, got ''"),
    ("adam:lr=0.1 ", "adam: lr must be a number, got '0.1 '"),
    (
      "adam:lr=0,1",
      "'adam:lr=0,1' is not of the form name:key=value,key=value: column 11: '1' is not key=value"
    ),
    ("adam:amsgrad=maybe", "adam: amsgrad must be true or false, got 'maybe'"),
    ("momentum:nesterov=2", "momentum: nesterov must be true or false, got '2'"),
    ("adam:beta=0.9", "adam has no 'beta'; did you mean 'beta1'?; its keys: " + adamKeys),
    (
      "adam:learning_rate=0.1",
      "adam has no 'learning_rate'; did you mean 'lr'?; its keys: " + adamKeys
    ),
    (
      "adam:wieght_decay=0",
      "adam has no 'wieght_decay'; did you mean 'weight_decay'?; its keys: "
        + adamKeys
    ),
    (
      "sgd:momentum=0.9",
      "sgd has no 'momentum'; its keys: lr=0.01 [0, inf), weight_decay=0 [0, inf)"
    ),
    ("adam:lr=0.1,lr=0.1", "adam: lr is given twice"),
    ("adam:lr=0.1,beta1=0.5,lr=0.2", "adam: lr is given twice"),
    (
      "momentum:nesterov=true,dampening=0.5",
      "momentum: nesterov needs momentum above 0 and dampening = 0"
    ),
    (
      "momentum:nesterov=true,momentum=0",
      "momentum: nesterov needs momentum above 0 and dampening = 0"
    ),
    ("adm", "no optimizer is called 'adm'; did you mean 'adam'?"),
    ("rmspop", "no optimizer is called 'rmspop'; did you mean 'rmsprop'?"),
    ("Adam", "no optimizer is called 'Adam'; did you mean 'adam'?"),
    ("zzz", "no optimizer is called 'zzz'"),
    (":lr=1", "':lr=1' is not of the form name:key=value,key=value: column 1: the name is missing"),
  ]

  @Test("refuses with the name, the value and what is allowed", arguments: refused)
  func refuses(spec: String, message: String) {
    let error = #expect(throws: ConfigurationError.self) {
      try Catalog.registry.optimizer(Specification(spec))
    }
    #expect(error?.description == message)
  }

  static let accepted = [
    "adam:lr=0", "adam:beta1=0,beta2=0,eps=0", "adam:beta1=0.9999999999999999",
    "momentum:dampening=1", "momentum:momentum=0", "rmsprop:alpha=0", "sgd:lr=1e308",
    "adam:amsgrad=TRUE", "adam:amsgrad=1", "adam:amsgrad=no", "momentum:nesterov=true",
  ]

  @Test("accepts the ends that a range includes", arguments: accepted)
  func accepts(spec: String) {
    #expect(throws: Never.self) { try Catalog.registry.optimizer(Specification(spec)) }
  }
}
