extension Lexicon {
  /// Parts of the body.
  static let anatomy: [(Tags, String)] = [
    (
      [.body],
      """
      head face scalp forehead temple eye eyes eyelid eyelids pupil pupils ear ears nose nasal nostril sinus sinuses mouth lip
      lips tongue tooth teeth gum gums jaw throat tonsil tonsils neck thyroid chest breast breasts rib ribs sternum lung lungs
      heart cardiac aorta aortic mitral valve artery arteries vein veins vascular abdomen abdominal belly stomach tummy liver
      spleen gallbladder pancreas kidney kidneys renal bladder bowel colon rectum rectal anus groin pelvis pelvic uterus ovary
      ovaries cervix vagina vaginal penis testicle testicles scrotum prostate back spine spinal lumbar thoracic cervical
      paraspinal sacral tailbone shoulder shoulders arm arms elbow elbows forearm wrist wrists hand hands finger fingers thumb
      thumbs nail nails hip hips buttock buttocks thigh thighs leg legs knee knees shin calf calves ankle ankles foot feet heel
      heels toe toes joint joints muscle muscles muscular tendon tendons ligament ligaments bone bones skin hair nerve nerves
      brain lymph node nodes gland glands limb limbs extremity extremities quadrant flank side medial lateral anterior
      posterior upper lower proximal distal patella acl mcl disc discs airway esophagus incision scar wound wounds
      """
    )
  ]
}
