extension Lexicon {
  /// The small words that hold sentences together.
  static let functionWords: [(Tags, String)] = [
    (
      [.negation, .common],
      "no not n't never denies denied deny denying without neither none nil cannot nor nothing nobody"
    ),
    ([.no, .common], "no nope nah never none nothing negative"),
    ([.yes, .common], "yes yeah yep yup yea correct absolutely definitely"),
    ([.subject, .common], "i you he she we they it there"),
    ([.common], "i me my mine myself"),
    ([.secondPerson, .common], "you your yours yourself"),
    ([.common], "a an the this that these those its his her hers their our us them him ours theirs himself herself"),
    ([.interrogative, .common, .leaning], "who what when where why how which whose"),
    (
      [.auxiliary, .common, .leaning],
      """
      am is are was were be been being do does did have has had having can could will would shall should may might
      must ca wo gon got get gets getting
      """
    ),
    ([.auxiliary, .common, .leaning], "'m 're 's 've 'd 'll"),
    (
      [.leaning, .common],
      """
      a an the my your his her its our their this that these those of in on at by for with about against between into
      through during from to up down out off over under than as if because since while until whether although though
      unless when where like some any no not very really just also still even especially only more most each every
      both all another other such too so and or but n't na ta 's
      """
    ),
    // What is feared or guessed must not be cut loose and stand as said: "I'm worried I have …".
    (
      [.leaning],
      """
      worried worry scared concerned convinced certain wondering wonder suspicious doubt imagine assume assuming suspect
      suspected guessing read googled assumed claims claimed insists insisted joked warned case chance possibility seems
      seem nervous fear pretend dreamed swear
      """
    ),
    ([.conjunction, .common], "and or but so because then nor"),
    (
      [.breaks, .common],
      "but however although though except aside because since which who okay alright so now yeah yes"
    ),
    (
      [.mind, .leaning, .common],
      """
      think thinks thought know knows knew say says said tell tells told feel feels felt guess hope believe believes see
      hear heard wish mean means sure glad sorry afraid notice noticed recall remember suppose bet figured mentioned
      """
    ),
    ([.filler, .common], "um umm uh uhh erm hmm hm uhm ah ohh mhm huh uhhuh mmhmm gosh"),
    (
      [.discourse, .common],
      "okay ok alright well so oh yeah yep yup right now anyway anyways perfect great good excellent sure fine awesome gotcha"
    ),
    (
      [.common],
      """
      here there then than if go goes going went come comes came coming make makes made making take takes took taking thing
      things stuff lot lots bit little kind sort really actually maybe look looks looking want wants wanted let lets put way
      much many one ones something anything everything someone anyone anybody else again around today time times day please ever yet
      try trying tried need needs able use using used work working keep give gave given him mean know like just also always
      quite pretty probably might back even still well good great bad big small now first second last next new old couple
      """
    ),
    (
      [.number],
      """
      zero two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
      eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand half quarter once twice
      dozen third fourth fifth sixth one
      """
    ),
    (
      [.period],
      """
      day days week weeks month months year years hour hours minute minutes night nights morning mornings evening evenings
      afternoon yesterday weekend january february march april june july august september october november december
      ago fortnight
      """
    ),
    (
      [.unit],
      """
      mg mgs milligram milligrams mcg microgram micrograms gram grams ml mls milliliter milliliters millilitre millilitres
      cc cm centimeter centimeters mm millimeter millimeters kg kilos pound pounds lb lbs tablet tablets pill pills capsule
      capsules puff puffs unit units percent degrees dose doses drops teaspoon milliequivalents inch inches
      """
    ),
    (
      [.frequency],
      "daily twice once nightly weekly monthly hourly bid tid qid prn bedtime morning needed regularly every times per"
    ),
    ([.side], "left right bilateral bilaterally both"),
    (
      [.pastVerb],
      "had was were started began went took got saw gave happened noticed woke fell tried ended came told said"
    ),
    ([.opens], "okay ok alright yeah yep yup oh anyway and but or then because"),
    (
      [.closes],
      """
      okay ok alright and but or so because if the a an yeah 'm 're 've 'll my your when while than to of cause which who
      like then
      """
    ),
    ([.slurred], "gonna wanna gotta lemme cannot"),
  ]
}
