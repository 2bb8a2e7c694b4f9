extension Lexicon {
  /// Tests: laboratory, imaging, function.
  static let investigations: [(Tags, String)] = [
    (
      [.test],
      """
      xray xrays ray rays mri mris ct cat scan scans scanned ultrasound ultrasounds sonogram echo echocardiogram
      echocardiograms ekg ecg ekgs electrocardiogram holter monitor stress angiogram mammogram mammography colonoscopy
      endoscopy egd sigmoidoscopy bronchoscopy biopsy biopsies pap smear spirometry pft pfts emg dexa lab labs
      laboratory bloodwork panel cbc cmp bmp a1c hemoglobin hematocrit glucose creatinine bun gfr egfr electrolytes
      potassium sodium calcium magnesium lipid lipids ldl hdl triglycerides tsh troponin bnp inr crp esr psa ana
      culture cultures urinalysis swab test tests testing tested result results imaging images film radiograph
      radiographs platelets ferritin iron bilirubin ast alt phosphatase titer titers screening fasting ejection
      fraction antibody antibodies genetic doppler catheterization telemetry count levels level spirometer manometry
      arthrogram myelogram urogram cystoscopy colposcopy hysteroscopy laryngoscopy thoracentesis paracentesis puncture
      aspirate aspiration pathology cytology histology gram stain serology western blot pcr antigen rapid strep
      monospot hba1c hgb wbc rbc mcv neutrophils lymphocytes eosinophils albumin creatine kinase ldh amylase lipase
      ammonia uric acid folate b12 transferrin t3 t4 cortisol testosterone estradiol fsh prolactin hcg cea afp ca125
      dimer lactate abg bicarbonate chloride phosphate alkaline microalbumin proteinuria ketones nitrites leukocyte
      esterase colonoscopies endoscopies gastroscopy polysomnogram audiogram tonometry electromyography conduction eeg
      treadmill nuclear perfusion score bmd pulmonary function bloods specimen sample samples a1cs blood
      """
    )
  ]
}
