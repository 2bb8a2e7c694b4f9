extension Lexicon {
  /// What patients complain of, in their words and in clinicians'.
  static let complaints: [(Tags, String)] = [
    (
      [.symptom],
      """
      pain pains painful ache aches aching achy hurt hurts hurting sore soreness tender tenderness discomfort
      uncomfortable cramp cramps cramping crampy burning burn burns stinging sting tingling numb numbness pins needles
      weak weakness tired tiredness fatigue fatigued exhausted exhaustion lethargic lethargy sleepy drowsy malaise
      fever fevers feverish temperature chills chill sweats sweating sweaty sweat hot flushes flushing cough coughs
      coughing coughed phlegm sputum mucus congestion congested runny sneezing sneeze wheeze wheezes wheezing wheezy
      breath breathe breathing breathless breathlessness shortness dyspnea winded hoarse hoarseness snore snoring
      nausea nauseous nauseated vomit vomiting vomited vomits throwing diarrhea diarrhoea constipation constipated
      bloating bloated gas heartburn indigestion reflux stool stools bowel bowels poop swallow swallowing appetite
      thirst thirsty hungry bleed bleeding bleeds blood bloody bruise bruising bruises clot clots discharge itch
      itches itching itchy rash rashes hives blister blisters bump bumps lump lumps swelling swollen swell swells
      puffy puffiness redness red dizzy dizziness lightheaded lightheadedness headed vertigo faint fainted fainting
      syncope blackout spinning headache headaches migraine migraines blurry blurred blurriness vision floaters double
      ringing tinnitus hearing earache palpitations palpitation flutter fluttering racing pounding pressure tightness
      tight heaviness stiff stiffness locking popping pop popped clicking grinding buckling giving limp limping spasm
      spasms twisted sprain sprained fell fall falls fallen falling tripped slipped injury injured injure trauma
      accident urinate urinating urination pee peeing urine frequency urgency incontinence leaking dribbling weight
      loss gain insomnia sleep sleeping anxious anxiety nervous worried worry stress stressed stressful depressed
      depression mood moody sad irritable crying suicidal panic concentration forgetful confused confusion memory
      tremor tremors shaking shaky seizure seizures twitching period periods menstrual menses spotting hemorrhage
      lesion lesions drainage pus symptom symptoms complaint complaints issue issues problem problems trouble flare
      flares exertion radiate radiates radiating radiation worsening worsen worsened relieved relief aggravated
      asymptomatic symptomatic orthopnea dysuria hematuria polyuria nocturia hematochezia melena dysphagia odynophagia
      hemoptysis pruritus paresthesia paresthesias photophobia claudication diplopia anorexia rigors drooling choking
      gagging hiccups belching flatulence straining incontinent nosebleed nosebleeds epistaxis squeezing throb
      irritation irritated inflamed inflammation inflammatory oozing crusting peeling dry dryness cracked scaly flaky
      welts scab scabs cut cuts bite bites bitten stung restless agitated agitation hallucinations paranoia delusions
      dazed clumsy unsteady imbalance balance coordination slurred droop drooping squint watery itchiness postnasal
      drip snot mucous gasping gasp rattling pale clammy exertional lumpy growth growths mole moles warm warmth
      sensitive sensitivity radicular shooting prickling tremble jittery jumpy overwhelmed hopeless helpless grief
      gained lost cramped heaving retching regurgitate acid locked catching instability gave swelled pinched loose
      spot colour smelly foul odor odour
      """
    ),
    (
      [.course],
      """
      sharp dull throbbing stabbing constant constantly intermittent intermittently occasional occasionally sometimes
      severe severely mild mildly moderate moderately worse worst better improved improving improve improves gradually
      sudden suddenly started start began persistent chronic acute recurrent flare off stable resolved resolve
      frequent frequently often usually rarely getting several lately recently recent ongoing excruciating unbearable
      bothering bothers bother bothersome affects triggers trigger lasted lasts lasting comes slightly increased
      increasing decreased decreasing progressive progressively tolerate exertion lifting bending walking standing
      sitting climbing stairs lying laying running jogging kneeling squatting reaching overhead movement moving
      activity activities episodic daytime nighttime subsided unchanged tolerable manageable flared recurring recurs
      reoccur reoccurring resolving gradual onset duration relieving aggravating radiated
      """
    ),
    ([.allergy], "allergy allergies allergic reaction reactions anaphylaxis anaphylactic"),
  ]
}
