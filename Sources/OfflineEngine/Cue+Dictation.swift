extension Cue {
  /// What clinicians say when they dictate a note, and hardly in talk to a patient.
  static let dictated: [Cue] = dictatedHistory + dictatedFindings + dictatedReasoning + dictatedPlan

  private static let dictatedHistory: [Cue] = rows(
    0,
    [
      (
        3, 2, .none,
        """
        up to date|brought in by|brought by|accompanied by|referred by|attends|past history|prior history|no prior|no previous|known to have
        has never|never had|has not had|has not been|aggravated by|relieved by|made worse by|made worse with|worse with|worse when|worsens with
        better with|alleviated by|rates the|rates it|rates his|rates her|at rest|on exertion|over the counter|since then|prior to|last seen
        family history of|social history|no known|no family history|first noticed|came on|lasting|right handed|left handed|hand dominant
        describes|states|says|reports|complains|notes that|notices|endorses|denies|denied|no history|over the past|over the last|this winter
        was started by|was started on|was treated for|was treated with|was admitted|was hospitalized|was diagnosed|was seen|was found to have
        """
      )
    ])

  private static let dictatedFindings: [Cue] = rows(
    1,
    [
      (
        4, 3, .examination,
        """
        in general|general appearance|on inspection|visual acuity|visual fields|slit lamp|fundus|fundoscopy|speculum|bimanual|eye contact|good eye contact
        casually dressed|well groomed|appropriately dressed|thought process|thought content|mood is|affect is|mood and affect|speech is|speech normal|air entry
        added sounds|heart regular|lungs clear|chest clear|chest is clear|abdomen soft|abdomen is soft|room air|on air|jerk|jerks|power|no focal|full range
        out of five|out of 5|degrees|no deformity|no crepitus|neurovascularly|weight bearing|stands with|walks with|no erythema|no tenderness|tender over|tender at
        spared|measures|measuring|is palpable|not palpable|no palpable|no masses|no nodules|symmetric|is red|are red|reacts|equal and reactive|in no distress
        no apparent distress|no distress|well appearing|ill appearing|nontoxic|non toxic|digital rectal|cup to disc
        """
      ),
      (
        4, 3, .results,
        """
        independently reviewed|was reviewed and|were reviewed and|was obtained|were obtained|were taken|dated|white count|pap smear|score of|fasting glucose
        post void|was negative|were negative|was positive|were positive|was unremarkable|were unremarkable|demonstrates|reveals|revealed|chest film
        """
      ),
    ])

  private static let dictatedReasoning: [Cue] = rows(
    2,
    [
      (
        5, 3, .none,
        """
        unlikely|is unlikely|suspected|presumed|compatible with|in keeping with|points to|point to|differential includes|etiology|aetiology|etiologies|multifactorial
        attributed to|attributable to|meets criteria|meet criteria|criteria for|at goal|above goal|not at goal|reasonably controlled|adequately controlled
        in remission|resolving|high risk|low risk|at risk for|at risk of|risk of|felt to be|thought to be|appears to be|represents
        the presentation is|clinical picture|clinically|on a background of|on the background of|in the setting of|with a history of|the result of
        based on|given the|given his|given her|this is a|this is an|not improved|has failed|stage|no red flags|not toxic|needs
        """
      )
    ])

  private static let dictatedPlan: [Cue] = rows(
    3,
    [
      (
        5, 3, .none,
        """
        was advised|were advised|is advised|are advised|was explained|were explained|i explained|was discussed|were discussed|options were|risks and benefits
        risks benefits|alternatives|counseled|counselled|was told to|were told to|was warned|warned about|knows to|understands|agrees|agreeable|agreed to
        wishes to|would like to|elects to|elected to|opts for|opted for|prefers to|provided|was given|were given|was offered|offered|handed|was added|adding
        were added|was refilled|was reissued|lengthy discussion|long discussion|discussion of|be arranged|be booked|be scheduled|be drawn|be done|be obtained|be checked|be considered|be referred|be seen
        be repeated|be sent|be sought|be performed|be started|be fitted|is to avoid|is to continue|is to start|is to return|to return|back to clinic|see me
        recheck in|review in|telephone review|due for|next visit|next appointment|next year|next month|next week|in the meantime|no change to|no changes to
        encouraged|reassured|reassurance|safety net|instructed|questions were answered|verbalized|verbalised|consent|as tolerated|light duty|sick note
        work note|letter|leaflet|handout|referral|for further evaluation|for evaluation|pending|once recovered|if tolerated|if not|if there|if this|if it
        if he|if she|if the|if no|should he|should she|should the|or sooner|sooner if|only if|as needed|may take|may use|may need|to emergency|propose
        """
      )
    ])
}
