extension Lexicon {
  /// Family, habits and daily life; and what is mere small talk.
  static let life: [(Tags, String)] = [
    (
      [.relative],
      """
      mother mom mum father dad parent parents brother brothers sister sisters son sons daughter daughters grandmother
      grandfather grandparents aunt uncle cousin wife husband spouse family child children kids twin sibling siblings
      maternal paternal partner boyfriend girlfriend
      """
    ),
    (
      [.social],
      """
      smoke smokes smoking smoker smoked tobacco cigarette cigarettes cigars vape vaping packs pack alcohol drink drinks
      drinking drinker beer beers wine marijuana cannabis cocaine heroin recreational job work works working retired
      occupation employed unemployed student lives live married divorced single widowed sexually sexual travel traveled
      exercise active gym diet veteran
      """
    ),
    (
      [.system],
      """
      constitutional general heent eyes ears nose mouth throat neck respiratory pulmonary lungs cardiovascular cv heart chest
      gastrointestinal gi abdomen genitourinary gu musculoskeletal msk neurologic neurological neuro psychiatric psych
      integumentary skin breast breasts extremities lymphatic hematologic endocrine back vitals gait strength sensation
      palpation auscultation inspection
      """
    ),
    ([.reporting], "reports reported denies denied endorses endorsed complains states notes admits describes"),
    (
      [.chat],
      """
      hello hi hey bye goodbye welcome thanks thank congratulations weekend game football baseball basketball soccer movie
      vacation weather birthday dog dogs cat party restaurant funny haha hilarious love lovely christmas holiday fun dragon
      """
    ),
  ]
}
