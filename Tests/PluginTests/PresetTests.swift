import Descent
import DescentCatalog
import Testing

@Suite("A preset stands for settings") struct PresetTests {
  private static func resolved(_ text: String) throws -> String {
    try Catalog.registry.optimizer(Specification(text)).specification.description
  }

  static let equal: [(preset: String, written: String)] = [
    ("adamw:preset=torch", "adamw"),
    ("adamw:preset=optax", "adamw:weight_decay=1e-4,amsgrad_corrected=true"),
    ("adamw:preset=paper", "adamw:decay=schedule"),
    ("adam:preset=keras", "adam:eps=1e-7,eps_placement=before"),
    ("adam:preset=reddi", "adam:amsgrad=true,bias_correction=false,eps=0"),
    ("rmsprop:preset=optax", "rmsprop:alpha=0.9,eps_placement=inside"),
    (
      "adagrad:preset=optax",
      "adagrad:initial_accumulator_value=0.1,eps=1e-7,eps_placement=inside"
    ),
    ("nadam:preset=optax", "nadam:momentum_decay=0"),
    ("momentum:preset=paper", "momentum:rate_in_velocity=true"),
    ("novograd:preset=optax", "novograd:beta1=0.9,beta2=0.25,eps=1e-6"),
    ("lars:preset=timm", "lars:momentum=0,eps=1e-8,always_adapt=false"),
    ("lamb:preset=albert", "lamb:weight_decay=0,bias_correction=false"),
    ("muon:preset=jordan", "muon:lr=0.02,weight_decay=0,eps_placement=sum"),
    ("muon:preset=moonlight", "muon:adjust_lr=match_rms_adamw,eps_placement=sum"),
    ("adafactor:preset=paper", "adafactor:eps1_placement=squares"),
    ("ademamix:preset=authors", "ademamix:alpha=2"),
    // A typed setting wins in any position.
    ("adamw:preset=optax,weight_decay=0.5", "adamw:weight_decay=0.5,amsgrad_corrected=true"),
    ("adamw:weight_decay=0.5,preset=optax", "adamw:weight_decay=0.5,amsgrad_corrected=true"),
    // Inside a combination, too.
    (
      "groups:rank.2=(adamw:preset=optax),else=(sgd)",
      "groups:rank.2=(adamw:weight_decay=1e-4,amsgrad_corrected=true),else=(sgd)"
    ),
  ]

  @Test("and is written out in the specification", arguments: equal)
  func writesOut(preset: String, written: String) throws {
    #expect(try Self.resolved(preset) == Self.resolved(written))
  }

  @Test("of every rule are accepted, and have a unique name and a summary")
  func accepted() throws {
    var count = 0
    for entry in Catalog.registry.optimizers {
      #expect(Set(entry.presets.map(\.name)).count == entry.presets.count, "\(entry.card.name)")
      let keys = entry.hyperparameters.map(\.key)
      for preset in entry.presets {
        count += 1
        #expect(!preset.summary.isEmpty)
        #expect(preset.settings.allSatisfy { keys.contains($0.key) }, "\(entry.card.name)")
        let text = "\(entry.card.name):preset=\(preset.name)"
        #expect(try Self.resolved(text).contains("preset") == false, "\(text)")
      }
      // Two presets may be the same rule, but all presets must not be.
      let rules = try Set(
        entry.presets.map { try Self.resolved("\(entry.card.name):preset=\($0.name)") })
      #expect(entry.presets.isEmpty || rules.count > 1, "\(entry.card.name)")
    }
    #expect(count >= 65)
  }

  static let refused = [
    (
      "adam:preset=tensorflow",
      "adam: preset must be one of torch, optax, keras, paper, reddi, got 'tensorflow'"
    ),
    ("adam:preset=torch,preset=optax", "adam: preset is given twice"),
    (
      "sgd:preset=torch", "sgd has no 'preset'; its keys: lr=0.01 [0, inf), weight_decay=0 [0, inf)"
    ),
  ]

  @Test("that there must be, once", arguments: refused)
  func refuses(text: String, message: String) {
    let error = #expect(throws: ConfigurationError.self) { try Self.resolved(text) }
    #expect(error?.description == message)
  }
}
