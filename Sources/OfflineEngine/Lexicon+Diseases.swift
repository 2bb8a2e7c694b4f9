extension Lexicon {
  /// Diseases, syndromes and injuries, as they are named to patients and in notes.
  static let diseases: [(Tags, String)] = [
    (
      [.disease],
      """
      hypertension hypertensive hypotension diabetes diabetic prediabetes hyperlipidemia cholesterol
      hypercholesterolemia asthma copd emphysema bronchitis pneumonia tuberculosis covid influenza flu cold sinusitis
      rhinitis pharyngitis tonsillitis strep otitis infection infections infected uti cystitis pyelonephritis sepsis
      cellulitis abscess abscesses cancer carcinoma tumor tumors tumour melanoma lymphoma leukemia malignancy
      malignant metastatic metastasis mass nodule nodules polyp polyps cyst cysts fibroid fibroids adenoma chf afib
      fibrillation arrhythmia tachycardia bradycardia cardiomyopathy infarction angina stroke tia aneurysm stenosis
      regurgitation valve thrombosis dvt embolism embolus hemophilia coronary atherosclerosis anemia anemic
      thalassemia leukocytosis neutropenia thrombocytopenia stones stone nephropathy dialysis insufficiency failure
      obstruction hydronephrosis cirrhosis hepatitis pancreatitis cholecystitis gallstones appendicitis diverticulitis
      diverticulosis colitis crohn crohns ibs gerd gastritis esophagitis ulcer ulcers hernia hernias hemorrhoids
      hemorrhoid fissure celiac arthritis osteoarthritis rheumatoid gout lupus sle fibromyalgia osteoporosis
      osteopenia scoliosis sciatica radiculopathy herniated herniation bulging degenerative degeneration spondylosis
      bursitis tendinitis tendonitis tendinopathy fasciitis impingement tear torn strain sprain fracture fractures
      fractured broken dislocation contusion concussion neuropathy carpal tunnel epicondylitis rotator meniscus
      meniscal parkinsons alzheimer alzheimers dementia epilepsy sclerosis palsy meningitis hypothyroidism
      hyperthyroidism thyroiditis goiter hashimoto obesity obese overweight eczema psoriasis dermatitis acne rosacea
      shingles herpes wart warts fungal lichen hidradenitis bipolar schizophrenia adhd autism ptsd addiction
      dependence alcoholism disorder disorders syndrome glaucoma cataract cataracts conjunctivitis retinopathy macular
      endometriosis pcos menopause menopausal preeclampsia miscarriage pregnancy pregnant prostatitis bph hyperplasia
      erectile infertility hiv aids chlamydia gonorrhea syphilis apnea deficiency dehydration dehydrated edema
      effusion atrophy disease diseases condition conditions illness murmur exacerbation episode episodes attack
      attacks diagnosis diagnosed comorbidities ischemic ischemia immunosuppression immunosuppressed viral virus
      bacterial bacteria parasite scabies lice lyme pneumothorax pleurisy pleural fibrosis bronchiectasis pulmonary
      varicose bleed coagulopathy sickle congestive hydrocephalus retinal detachment strabismus ulcerative irritable
      gastroparesis ileus perforation prolapse hydrocele varicocele torsion ectopic gestational gestation trimester
      postpartum preterm labor contractions dislocated subluxation spondylolisthesis kyphosis lordosis ankylosing
      plantar bunion ganglion overdose poisoning intoxication withdrawal bulimia ocd schizoaffective narcolepsy
      tourette cerebral hemiparesis paralysis myasthenia neuralgia zoster varicella chickenpox measles mumps rubella
      mononucleosis pertussis rsv croup giardia mrsa staph streptococcal candida candidiasis thrush yeast tinea
      ringworm impetigo folliculitis pilonidal hyperparathyroidism cushing vitiligo alopecia lymphedema hypoxia
      autoimmune nonhealing arthropathy arthritic spurs spur osteophytes stenotic occlusion blockage blocked plaque
      dissection rupture ruptured sprains tears labral ckd cad pvd pad htn esrd nstemi stemi cva dka benign residual
      recurrence metabolic inherited congenital genetic hereditary vertebral compression nonunion malunion
      osteomyelitis gangrene ischaemia anaemia oedema haemorrhage haemorrhoids tumours oesophagitis diarrhoeal coeliac
      paraplegia migraines concussed whiplash
      """
    )
  ]
}
