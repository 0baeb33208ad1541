import AdagradPlugin
import AdamPlugin
import AdamWPlugin
import BowlProblems
import ClassificationProblems
import Descent
import MomentumPlugin
import RMSpropPlugin
import SGDPlugin
import SaddleProblems
import SchedulePlugins
import ValleyProblems

/// Everything that is built in, one line per plugin.
public enum Catalog {
  public static let registry: Registry = {
    var registry = Registry()
    registry.add(SGD.self, Momentum.self, Adagrad.self, RMSprop.self, Adam.self, AdamW.self)
    registry.add(Constant.self)
    registry.add(Sphere.self)
    registry.add(StrictSaddle.self)
    registry.add(Rosenbrock.self)
    registry.add(Softmax.self, MLP.self)
    return registry
  }()
}
