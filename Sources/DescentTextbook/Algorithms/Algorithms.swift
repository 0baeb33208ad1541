extension Textbook {
  /// Every rule, with every option, compared with its published definition.
  package static let algorithms = Chapter(
    name: "algorithms", title: "The rules themselves",
    experiments: [
      oracleSGD, oracleSGDDecay, oracleMomentum, oracleNesterov, oracleDampening, oracleAveraging,
      oracleMomentumDecay, oracleNoMomentum, oracleNesterovDecay, oracleAdagrad, oracleAdagradStart,
      oracleAdagradRate, oracleAdagradDecay, oracleRMSprop, oracleRMSpropCentred,
      oracleRMSpropMomentum, oracleRMSpropBoth, oracleRMSpropDecay, oracleRMSpropConstant,
      oracleAdam, oracleAMSGrad, oracleAdamDecay, oracleAdamBetas, oracleAMSGradDecay,
      oracleAdamW, oracleAdamWBetas, oracleAdamWAMSGrad, oracleFlat, oracleIdle,
    ])
}
