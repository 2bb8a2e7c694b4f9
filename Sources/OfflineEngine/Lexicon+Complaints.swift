extension Lexicon {
  /// What patients complain of, in their words and in clinicians'.
  static let complaints: [(Tags, String)] = [
    (
      [.symptom],
      """
      pain pains painful ache aches aching achy hurt hurts hurting sore soreness tender tenderness discomfort
      uncomfortable cramp cramps cramping crampy burning burn burns stinging sting tingling numb numbness pins needles
      weak weakness tired tiredness fatigue fatigued exhausted exhaustion lethargic lethargy sleepy drowsy malaise
      fever fevers feverish temperature chills chill sweats sweating sweaty sweat hot flushes flushing
      cough coughs coughing coughed phlegm sputum mucus congestion congested runny sneezing sneeze wheeze wheezes wheezing
      wheezy breath breathe breathing breathless breathlessness shortness dyspnea winded hoarse hoarseness snore snoring
      nausea nauseous nauseated vomit vomiting vomited vomits throwing diarrhea diarrhoea constipation constipated
      bloating bloated gas heartburn indigestion reflux stool stools bowel bowels poop swallow swallowing appetite thirst
      thirsty hungry bleed bleeding bleeds blood bloody bruise bruising bruises clot clots discharge itch itches itching
      itchy rash rashes hives blister blisters bump bumps lump lumps swelling swollen swell swells puffy puffiness
      redness red
      dizzy dizziness lightheaded lightheadedness headed vertigo faint fainted fainting syncope blackout spinning
      headache headaches migraine migraines blurry blurred blurriness vision floaters double ringing tinnitus hearing
      earache palpitations palpitation flutter fluttering racing pounding pressure tightness tight heaviness
      stiff stiffness locking popping pop popped clicking grinding buckling giving limp limping spasm spasms
      twisted sprain sprained fell fall falls fallen falling tripped slipped injury injured injure trauma accident
      urinate urinating urination pee peeing urine frequency urgency incontinence leaking dribbling
      weight loss gain insomnia sleep sleeping anxious anxiety nervous worried worry stress stressed stressful
      depressed depression mood moody sad irritable crying suicidal panic concentration forgetful confused confusion
      memory tremor tremors shaking shaky seizure seizures twitching
      period periods menstrual menses spotting cramps hemorrhage lesion lesions sputum drainage pus
      symptom symptoms complaint complaints issue issues problem problems trouble flare flares exertion
      radiate radiates radiating radiation worsening worsen worsened relieved relief aggravated
      """
    ),
    (
      [.course],
      """
      sharp dull throbbing stabbing constant constantly intermittent intermittently occasional occasionally sometimes
      severe severely mild mildly moderate moderately worse worst better improved improving improve improves gradually
      sudden suddenly started start began persistent chronic acute recurrent flare off stable resolved resolve
      frequent frequently often usually rarely getting several lately recently recent ongoing
      excruciating unbearable bothering bothers bother bothersome affects triggers trigger lasted lasts lasting comes
      slightly increased increasing decreased decreasing progressive progressively tolerate
      """
    ),
    ([.allergy], "allergy allergies allergic reaction reactions anaphylaxis anaphylactic"),
  ]
}
