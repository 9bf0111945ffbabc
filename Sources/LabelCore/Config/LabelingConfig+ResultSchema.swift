extension LabelingConfig {
  /// What reading and writing results needs of the controls.
  package var resultSchema: ResultSchema {
    ResultSchema(
      controls: controls.map { control in
        let choices = control.choices?.flattened.map {
          ResultSchema.Choice(stored: $0.choice.stored, shown: $0.choice.value)
        }
        return ResultSchema.Control(
          name: control.name, toName: control.toName, choices: choices ?? [])
      })
  }
}
