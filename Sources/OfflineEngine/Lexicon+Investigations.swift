extension Lexicon {
  /// Tests: laboratory, imaging, function.
  static let investigations: [(Tags, String)] = [
    (
      [.test],
      """
      x-ray xray xrays ray rays mri mris ct cat scan scans scanned ultrasound ultrasounds sonogram echo echocardiogram
      echocardiograms ekg ecg ekgs electrocardiogram holter monitor stress-test stress angiogram mammogram mammography
      colonoscopy endoscopy egd sigmoidoscopy bronchoscopy biopsy biopsies pap smear spirometry pft pfts emg dexa
      lab labs laboratory bloodwork panel cbc cmp bmp a1c hemoglobin hematocrit glucose creatinine bun gfr egfr electrolytes
      potassium sodium calcium magnesium lipid lipids ldl hdl triglycerides tsh troponin bnp inr crp esr psa ana
      culture cultures urinalysis urine-test swab test tests testing tested result results imaging images film
      radiograph radiographs platelets ferritin iron bilirubin ast alt phosphatase titer titers screening fasting
      ejection fraction antibody antibodies genetic doppler catheterization telemetry count levels level
      """
    )
  ]
}
