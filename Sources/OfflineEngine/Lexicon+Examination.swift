extension Lexicon {
  /// What is measured, seen, heard and felt in an examination, and how it turned out.
  static let examination: [(Tags, String)] = [
    (
      [.vital],
      """
      vitals vital bp pressure rate pulse heartrate temperature respirations respiratory saturation sats sat oxygen spo2 bmi weight height
      """
    ),
    (
      [.finding],
      """
      tender tenderness nontender palpation palpate palpable palpated auscultation percussion inspection edema pitting
      murmur murmurs gallop gallops rub rubs rhythm systolic ejection diastolic wheeze wheezes wheezing crackles rales
      rhonchi distended distention distension guarding rebound bruit bruits jugular jvd erythema erythematous
      ecchymosis effusion crepitus exudate exudates turgor cyanosis clubbing pallor jaundice icterus lymphadenopathy
      adenopathy organomegaly hepatomegaly splenomegaly masses deformity laceration swelling warmth flexion extension
      abduction adduction rotation pronation supination dorsiflexion plantarflexion reflexes reflex strength sensation
      gait range motion grip pulses pulse dorsalis pedis tibial radial capillary refill pupils reactive extraocular
      tympanic membrane sounds supple ambulating ambulates oriented alert distress nourished cranial mcmurray lachman
      drawer valgus varus straight raise homan homans romberg babinski tinel phalen spurling granulation purulent
      ulcerated discoloration opacity dilated bleeding drainage healing healed incision instability exam examination
      physical normocephalic atraumatic conjunctivae anicteric perrl eomi thyromegaly nodular fluctuant fluctuance
      indurated induration blanching vesicular maculopapular macular papular papules petechiae purpura scaling crusted
      excoriation retractions egophony fremitus dullness hypoactive hyperactive hepatosplenomegaly ascites guaiac
      cerebellar ataxia antalgic wheelchair walker cane afebrile tachycardic bradycardic hypotensive tachypneic
      hypoxic febrile comfortable cooperative affect insight judgment orientation congruent appearing anxious
      restricted passive active resisted lateral inversion eversion circumduction impingement apprehension anterior
      posterior swollen reddened bulging retracted wax cerumen patent deviated regurgitation holosystolic thrill heave
      diminished coarse hernia fluid clonus tone spasticity rigidity bradykinesia nystagmus acuity fields papilledema
      speculum bimanual adnexal fundal fundus sclerosis opacities hyphema cataract exudative cobblestoning
      hypertrophy enlarged lichenification fissuring plaques wheals lachmans neer finkelstein thessaly
      trendelenburg faber supraspinatus atrophied wasting fasciculations dysarthria
      dysdiadochokinesia pronator nailfold koilonychia xanthelasma anisocoria ptosis proptosis
      hyperpigmentation
      """
    ),
    (
      [.outcome],
      """
      normal abnormal elevated high low lower higher decreased increased reduced intact clear positive negative
      regular irregular symmetric symmetrical equal bilaterally unremarkable limited within limits stable slight
      slightly mild trace moderate consistent shows show showed showing revealed reveals demonstrates demonstrated
      demonstrate evidence present absent appreciate appreciated noted seen grade controlled uncontrolled preserved
      maintained unchanged unable poor good fair adequate inadequate borderline significant insignificant remarkable
      grossly mildly moderately markedly minimal minimally tiny small large diffuse focal scattered palpable visible
      nonpalpable reproducible equivocal indeterminate acceptable optimal suboptimal improved worsened resolved healed
      """
    ),
  ]
}
