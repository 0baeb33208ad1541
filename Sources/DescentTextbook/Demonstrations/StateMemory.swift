import Descent
import DescentPictures

extension Textbook {
  /// The number of values per parameter that the papers' recurrences keep from step to step.
  private static let carried: [(rule: String, numbers: Double)] = [
    ("sgd", 0), ("momentum", 1), ("adagrad", 1), ("rmsprop", 1), ("adam", 2), ("adamw", 2),
    ("adam:amsgrad=true", 3),
  ]

  static let stateMemory = Demonstration(
    title: "What each optimizer remembers, in bytes a parameter",
    text: "Next to a parameter and its gradient (4 bytes each in single precision) an optimizer "
      + "keeps what its recurrence carries from step to step: nothing for plain descent, a "
      + "velocity for momentum, a mean of squares for Adagrad and RMSprop, both for Adam and "
      + "AdamW, a largest mean of squares besides for AMSGrad. So training with Adam needs twice "
      + "the memory of plain descent, whatever the model. The few counters a tensor do not grow "
      + "with it.",
    experiment: Experiment(
      "DEMO-07",
      "In single precision an optimizer's state takes 4 bytes a parameter for each number kept.",
      formula: "4 × (moments kept), in float32",
      source: "Polyak 1964; Duchi, Hazan and Singer 2011; Tieleman and Hinton 2012; "
        + "Kingma and Ba 2015; Reddi, Kale and Kumar 2018",
      kind: .identity, refutation: "a state of another size",
      predict: {
        carried.map { Prediction($0.rule, 4 * $0.numbers, .exactly) }
      },
      measure: { lab in try carried.map { try bytes(lab, $0.rule, Float.self) } },
      control: "double precision",
      { lab in try carried.map { try bytes(lab, $0.rule, Double.self) } }),
    show: { lab in
      let rows = try carried.map(\.rule).map {
        (name: $0, bytes: try bytes(lab, $0, Float.self), wide: try bytes(lab, $0, Double.self))
      }
      return Exhibit(
        picture: Picture([
          BarPanel(
            title: "optimizer state", label: "bytes a parameter, single precision",
            bars: rows.map { (name: $0.name, value: $0.bytes) })
        ]),
        table: [["optimizer", "float32", "float64", "with parameter and gradient, float32"]]
          + rows.map { [$0.name, "\(Int($0.bytes))", "\(Int($0.wide))", "\(Int($0.bytes) + 8)"] })
    })

  /// The number of bytes of state per additional parameter.
  private static func bytes<T: KernelScalar>(
    _ lab: Laboratory, _ rule: String, _ precision: T.Type
  ) throws -> Double {
    let optimizer = try lab.registry.optimizer(Specification(literal: rule))
    func size(_ n: Int) throws -> Int {
      try Stepper<T>(optimizer, .vector(n)).state.byteCount
    }
    return Double(try size(2000) - size(1000)) / 1000
  }
}
