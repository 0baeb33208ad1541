import Descent
import ModifierPlugins

/// Grokfast with one bug. Requirements that a mutant does not override have correct defaults.
protocol WrongGrokfast: WrongFilter {
  var alpha: Double { get }
  var lamb: Double { get }
  var filter: Grokfast.Filter { get }
  var window: Int { get }
}

extension WrongGrokfast {
  var rightGrokfast: Grokfast {
    var right = Grokfast()
    (right.alpha, right.lamb, right.filter, right.window) = (alpha, lamb, filter, window)
    return right
  }
  var right: any GradientModifier & ModifierTraitDeclaring { rightGrokfast }
}

/// The average starts from 0 (many ports).
struct AveragesGradientsFromZero: WrongGrokfast {
  @Hyperparameter("decay", in: 0...1) var alpha = 0.98
  @Hyperparameter("weight", in: 0...) var lamb = 2.0
  @Hyperparameter("filter") var filter = Grokfast.Filter.ema
  @Hyperparameter("window", in: 1...) var window = 100
  static let card = Card(name: "AveragesGradientsFromZero", summary: "", formula: "", source: "")

  func change<T: KernelScalar>(_ change: GradientChange<T>) {
    if filter == .ema, !change.isAnswer {
      let past = change.state.slot(0)
      for i in past.indices where past[i].isNaN { past[i] = 0 }
    }
    rightGrokfast.change(change)
  }
}

/// A window has an effect before it is full.
struct ActsOnPartOfWindow: WrongGrokfast {
  @Hyperparameter("decay", in: 0...1) var alpha = 0.98
  @Hyperparameter("weight", in: 0...) var lamb = 2.0
  @Hyperparameter("filter") var filter = Grokfast.Filter.ma
  @Hyperparameter("window", in: 1...) var window = 100
  static let card = Card(name: "ActsOnPartOfWindow", summary: "", formula: "", source: "")

  func change<T: KernelScalar>(_ change: GradientChange<T>) {
    if filter == .ma, !change.isAnswer {
      let last = change.state.slot(window - 1)
      let before = window > 1 ? change.state.slot(window - 2) : last
      for i in last.indices where before[i].isNaN { before[i] = 0 }
    }
    rightGrokfast.change(change)
  }
}

/// Every evaluation enters the average.
struct AveragesQuestions: WrongGrokfast {
  @Hyperparameter("decay", in: 0...1) var alpha = 0.98
  @Hyperparameter("weight", in: 0...) var lamb = 2.0
  @Hyperparameter("filter") var filter = Grokfast.Filter.ema
  @Hyperparameter("window", in: 1...) var window = 100
  static let card = Card(name: "AveragesQuestions", summary: "", formula: "", source: "")

  func change<T: KernelScalar>(_ change: GradientChange<T>) {
    if filter == .ema, change.isAnswer {
      let past = change.state.slot(0)
      for i in past.indices { past[i] += T(1 - alpha) * (change.gradient[i] - past[i]) }
    }
    rightGrokfast.change(change)
  }
}
