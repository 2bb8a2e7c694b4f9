extension Lexicon {
  /// Medicines, procedures, therapies, the people one is referred to, and what clinicians do with them.
  static let treatments: [(Tags, String)] = [
    (
      [.drug],
      """
      medication medications medicine medicines meds med prescription prescriptions drug drugs antibiotic antibiotics
      steroid steroids painkiller painkillers inhaler inhalers insulin vitamin vitamins supplement supplements ointment
      cream creams lotion drops spray patch antihistamine antihistamines antacid antacids laxative laxatives diuretic
      diuretics statin statins narcotic narcotics opioid opioids nsaid nsaids anti-inflammatory anti-inflammatories
      inflammatory antidepressant blocker thinner thinners contraception contraceptive probiotic probiotics
      tylenol acetaminophen paracetamol ibuprofen motrin advil aleve naproxen naprosyn aspirin meloxicam mobic celebrex
      celecoxib toradol ketorolac tramadol ultram oxycodone percocet hydrocodone norco vicodin morphine codeine fentanyl
      gabapentin neurontin pregabalin lyrica flexeril cyclobenzaprine robaxin methocarbamol baclofen tizanidine lidocaine
      metformin glucophage glipizide glyburide januvia jardiance ozempic trulicity lantus humalog novolog
      lisinopril losartan cozaar valsartan amlodipine norvasc metoprolol atenolol carvedilol coreg diltiazem hydralazine
      hydrochlorothiazide hctz furosemide lasix bumex torsemide spironolactone aldactone clonidine nitroglycerin digoxin
      amiodarone lipitor atorvastatin crestor rosuvastatin simvastatin pravastatin zetia coumadin warfarin eliquis xarelto
      plavix clopidogrel heparin lovenox entresto
      albuterol ventolin salbutamol atrovent advair symbicort flovent pulmicort singulair montelukast spiriva prednisone
      prednisolone medrol dexamethasone hydrocortisone cortisone flonase zyrtec cetirizine claritin loratadine allegra
      benadryl mucinex sudafed robitussin epipen epinephrine
      amoxicillin augmentin penicillin azithromycin zithromax doxycycline ciprofloxacin cipro levaquin levofloxacin keflex
      cephalexin bactrim clindamycin metronidazole flagyl nitrofurantoin macrobid trimethoprim vancomycin valacyclovir
      acyclovir fluconazole diflucan nystatin
      omeprazole prilosec protonix pantoprazole nexium pepcid famotidine zantac carafate miralax colace senna imodium
      zofran ondansetron reglan gaviscon
      prozac fluoxetine zoloft sertraline lexapro escitalopram celexa citalopram cymbalta duloxetine effexor wellbutrin
      bupropion trazodone xanax alprazolam ativan lorazepam klonopin clonazepam valium diazepam buspirone adderall ritalin
      lithium seroquel risperdal abilify imitrex sumatriptan topamax topiramate keppra lamictal depakote
      synthroid levothyroxine methimazole estrogen progesterone testosterone methotrexate plaquenil humira enbrel
      allopurinol colchicine tamsulosin flomax finasteride viagra cialis fosamax alendronate biotin melatonin
      vaccine vaccines vaccination vaccinated vaccinations booster shot shots immunization immunizations immunizations
      chemotherapy chemo radiation infusion dose dosage refill refills
      """
    ),
    (
      [.procedure],
      """
      surgery surgeries surgical surgically operation operated procedure procedures injection injections epidural transplant
      replacement repair stent stents bypass cast splint incision drainage resection amputation removal removed ablation
      appendectomy hysterectomy tonsillectomy cholecystectomy mastectomy vasectomy tubal arthroscopy arthroscopic fusion
      laminectomy catheter pacemaker graft sutures stitches staples anesthesia circumcision cesarean delivery intubation
      hospitalized hospitalization hospital emergency er admitted discharge discharged
      """
    ),
    (
      [.therapy],
      """
      therapy therapist physiotherapy pt physical-therapy exercise exercises stretching stretches ice icing heat elevate
      elevation brace sling crutches boot orthotics compression wrap bandage dressing hydration hydrated fluids diet dietary
      rest counseling treatment treatments nebulizer cpap rehab rehabilitation massage chiropractor acupuncture
      salt sodium low-sodium carbs sugar sugars caffeine monitor log cuff glucometer scale regimen
      """
    ),
    (
      [.specialist],
      """
      specialist cardiology cardiologist dermatology dermatologist neurology neurologist orthopedics orthopedic orthopedist
      rheumatology rheumatologist gastroenterology gastroenterologist pulmonology pulmonologist nephrology nephrologist
      urology urologist oncology oncologist endocrinology endocrinologist podiatry podiatrist ophthalmology ophthalmologist
      psychiatry psychiatrist psychologist nutritionist nutrition dietician dietitian gynecology gynecologist obgyn surgeon
      ent allergist hematology referral referrals consult consultation clinic
      """
    ),
    (
      [.action],
      """
      order ordered ordering prescribe prescribed prescribing refer referred referring continue continued start starting
      increase decrease recommend recommended recommending schedule scheduled scheduling follow followup recheck repeat refill
      advise advised check avoid monitor discuss discussed arrange stop return adjust switch add hold apply
      """
    ),
  ]
}
