extension Lexicon {
  /// Parts of the body.
  static let anatomy: [(Tags, String)] = [
    (
      [.body],
      """
      head face scalp forehead temple eye eyes eyelid eyelids pupil pupils ear ears nose nasal nostril sinus sinuses
      mouth lip lips tongue tooth teeth gum gums jaw throat tonsil tonsils neck thyroid chest breast breasts rib ribs
      sternum lung lungs heart cardiac aorta aortic mitral valve artery arteries vein veins vascular abdomen abdominal
      belly stomach tummy liver spleen gallbladder pancreas kidney kidneys renal bladder bowel colon rectum rectal
      anus groin pelvis pelvic uterus ovary ovaries cervix vagina vaginal penis testicle testicles scrotum prostate
      back spine spinal lumbar thoracic cervical paraspinal sacral tailbone shoulder shoulders arm arms elbow elbows
      forearm wrist wrists hand hands finger fingers thumb thumbs nail nails hip hips buttock buttocks thigh thighs
      leg legs knee knees shin calf calves ankle ankles foot feet heel heels toe toes joint joints muscle muscles
      muscular tendon tendons ligament ligaments bone bones skin hair nerve nerves brain lymph node nodes gland glands
      limb limbs extremity extremities quadrant flank side medial lateral anterior posterior upper lower proximal
      distal patella acl mcl disc discs airway esophagus incision scar wound wounds facial midline carotid carotids
      biceps triceps deltoid quadriceps hamstring hamstrings brachioradialis achilles rotator cuff clavicle collarbone
      scapula humerus radius ulna femur tibia fibula metatarsal metacarpal tarsal carpal vertebra vertebrae facet
      foraminal disk disks tissue tissues cartilage bursa peritoneal abdominopelvic colonic gastric duodenal hepatic
      biliary adrenal pituitary parathyroid ovarian uterine endometrial prostatic testicular scrotal vulva perineum
      urethra ureter tympanic canal canals sclera conjunctiva retina cornea macula oropharynx pharynx larynx trachea
      bronchial alveolar mediastinum pericardial ventricle ventricular atrial septal mandible maxillary frontal
      parietal occipital temporal crown armpit axilla axillary nipple nipples areola umbilical navel inguinal gluteal
      popliteal palm palms sole soles knuckle knuckles toenail toenails fingernail cuticle mastoid uvula turbinates
      nares neckline trunk torso waist
      """
    )
  ]
}
