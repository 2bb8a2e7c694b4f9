extension Lexicon {
  /// Medicines, procedures, therapies, the people one is referred to, and what clinicians do with them.
  static let treatments: [(Tags, String)] = [
    (
      [.drug],
      """
      medication medications medicine medicines meds med prescription prescriptions drug drugs antibiotic antibiotics
      steroid steroids painkiller painkillers inhaler inhalers insulin vitamin vitamins supplement supplements
      ointment cream creams lotion drops spray patch antihistamine antihistamines antacid antacids laxative laxatives
      diuretic diuretics statin statins narcotic narcotics opioid opioids nsaid nsaids inflammatory antidepressant
      blocker thinner thinners contraception contraceptive probiotic probiotics tylenol acetaminophen paracetamol
      ibuprofen motrin advil aleve naproxen naprosyn aspirin meloxicam mobic celebrex celecoxib toradol ketorolac
      tramadol ultram oxycodone percocet hydrocodone norco vicodin morphine codeine fentanyl gabapentin neurontin
      pregabalin lyrica flexeril cyclobenzaprine robaxin methocarbamol baclofen tizanidine lidocaine metformin
      glucophage glipizide glyburide januvia jardiance ozempic trulicity lantus humalog novolog lisinopril losartan
      cozaar valsartan amlodipine norvasc metoprolol atenolol carvedilol coreg diltiazem hydralazine
      hydrochlorothiazide hctz furosemide lasix bumex torsemide spironolactone aldactone clonidine nitroglycerin
      digoxin amiodarone lipitor atorvastatin crestor rosuvastatin simvastatin pravastatin zetia coumadin warfarin
      eliquis xarelto plavix clopidogrel heparin lovenox entresto albuterol ventolin salbutamol atrovent advair
      symbicort flovent pulmicort singulair montelukast spiriva prednisone prednisolone medrol dexamethasone
      hydrocortisone cortisone flonase zyrtec cetirizine claritin loratadine allegra benadryl mucinex sudafed
      robitussin epipen epinephrine amoxicillin augmentin penicillin azithromycin zithromax doxycycline ciprofloxacin
      cipro levaquin levofloxacin keflex cephalexin bactrim clindamycin metronidazole flagyl nitrofurantoin macrobid
      trimethoprim vancomycin valacyclovir acyclovir fluconazole diflucan nystatin omeprazole prilosec protonix
      pantoprazole nexium pepcid famotidine zantac carafate miralax colace senna imodium zofran ondansetron reglan
      gaviscon prozac fluoxetine zoloft sertraline lexapro escitalopram celexa citalopram cymbalta duloxetine effexor
      wellbutrin bupropion trazodone xanax alprazolam ativan lorazepam klonopin clonazepam valium diazepam buspirone
      adderall ritalin lithium seroquel risperdal abilify imitrex sumatriptan topamax topiramate keppra lamictal
      depakote synthroid levothyroxine methimazole estrogen progesterone testosterone methotrexate plaquenil humira
      enbrel allopurinol colchicine tamsulosin flomax finasteride viagra cialis fosamax alendronate biotin melatonin
      vaccine vaccines vaccination vaccinated vaccinations booster shot shots immunization immunizations chemotherapy
      chemo radiation infusion dose dosage refill refills toprol benazepril ramipril enalapril quinapril candesartan
      irbesartan olmesartan telmisartan nifedipine felodipine verapamil propranolol nadolol bisoprolol labetalol
      terazosin doxazosin prazosin isosorbide ranolazine ticagrelor brilinta prasugrel dabigatran pradaxa rivaroxaban
      apixaban enoxaparin ezetimibe fenofibrate gemfibrozil niacin lovastatin glimepiride sitagliptin empagliflozin
      dapagliflozin farxiga invokana victoza liraglutide semaglutide dulaglutide pioglitazone actos novolin humulin
      levemir tresiba basaglar toujeo budesonide fluticasone salmeterol formoterol tiotropium ipratropium duoneb
      levalbuterol xopenex combivent breo trelegy theophylline guaifenesin dextromethorphan benzonatate tessalon
      pseudoephedrine phenylephrine fexofenadine levocetirizine hydroxyzine diphenhydramine nasonex cefdinir
      cefuroxime ceftriaxone rocephin cefazolin ampicillin dicloxacillin linezolid tetracycline minocycline
      erythromycin clarithromycin gentamicin tobramycin rifampin isoniazid ivermectin oseltamivir tamiflu paxlovid
      lansoprazole prevacid esomeprazole rabeprazole sucralfate bismuth pepto tums maalox metamucil psyllium docusate
      bisacodyl dulcolax lactulose loperamide lomotil simethicone dicyclomine bentyl promethazine phenergan compazine
      prochlorperazine meclizine antivert scopolamine venlafaxine desvenlafaxine paroxetine paxil mirtazapine remeron
      amitriptyline elavil nortriptyline doxepin aripiprazole quetiapine olanzapine zyprexa risperidone ziprasidone
      geodon haloperidol haldol lurasidone latuda lamotrigine carbamazepine tegretol oxcarbazepine valproate
      levetiracetam phenytoin dilantin phenobarbital primidone zolpidem ambien lunesta temazepam restoril
      methylphenidate concerta vyvanse atomoxetine strattera guanfacine donepezil aricept memantine namenda levodopa
      carbidopa sinemet ropinirole requip pramipexole rizatriptan maxalt fioricet excedrin botox carisoprodol
      metaxalone skelaxin diclofenac voltaren etodolac indomethacin nabumetone hydromorphone dilaudid methadone
      suboxone buprenorphine naltrexone narcan naloxone oxycontin raloxifene risedronate prolia denosumab tolterodine
      oxybutynin mirabegron myrbetriq solifenacin pyridium phenazopyridine dutasteride tadalafil sildenafil premarin
      estradiol provera medroxyprogesterone depo clomid letrozole anastrozole tamoxifen mirena iud nuvaring
      azathioprine imuran mycophenolate cyclosporine tacrolimus hydroxychloroquine sulfasalazine leflunomide
      infliximab remicade adalimumab etanercept rituximab chlorhexidine mupirocin bactroban triamcinolone kenalog
      clobetasol betamethasone ketoconazole clotrimazole terbinafine lamisil tretinoin accutane benzoyl peroxide
      permethrin calamine zinc folic multivitamin multivitamins codamol amoxycillin flucloxacillin bendroflumethiazide indapamide perindopril gliclazide
      edoxaban rivastigmine zopiclone cyclizine betahistine mebeverine buscopan hyoscine peppermint senna
      movicol laxido fybogel lactulose rennie piriton chlorphenamine chlorpheniramine calpol nurofen clenil fostair
      seretide beclometasone beclomethasone carbocisteine pizotifen propranolol carbimazole solifenacin desogestrel
      microgynon cerazette aciclovir fusidic canesten daktacort fucidin dermol aveeno cetraben moxifloxacin latanoprost
      timolol brimonidine dorzolamide isotretinoin adapalene apremilast ustekinumab secukinumab tirzepatide mounjaro
      wegovy zepbound vedolizumab mesalamine mesalazine budesonide ursodiol rifaximin ivabradine sacubitril bumetanide
      metolazone chlorthalidone eplerenone tranexamic norethindrone misoprostol oxytocin brexpiprazole cariprazine
      vortioxetine lisdexamfetamine iron magnesium potassium fish oil glucosamine turmeric
      saline nicotine chantix varenicline emollient emollients moisturizer moisturiser e45 gel eardrops eyedrops
      suppository suppositories anticoagulant anticoagulants anticoagulation antiviral antifungal decongestant
      expectorant sedative relaxer relaxant relaxants bronchodilator nebulizers beta blockers ace inhibitor inhibitors
      immunotherapy biologic biologics hormone hormones pill allergen tetanus mmr tdap gardasil shingrix prevnar
      """
    ),
    (
      [.procedure],
      """
      surgery surgeries surgical surgically operation operated procedure procedures injection injections epidural
      transplant replacement repair stent stents bypass cast splint incision drainage resection amputation removal
      removed ablation appendectomy hysterectomy tonsillectomy cholecystectomy mastectomy vasectomy tubal arthroscopy
      arthroscopic fusion laminectomy catheter pacemaker graft sutures stitches staples anesthesia circumcision
      cesarean delivery intubation hospitalized hospitalization hospital emergency er admitted discharge discharged
      angioplasty cabg craniotomy thyroidectomy lumpectomy colectomy gastrectomy herniorrhaphy septoplasty
      tympanostomy adenoidectomy csection dilation curettage endarterectomy fasciotomy debridement irrigation lavage
      excision incised drained block blocks cortisone mammoplasty mammaplasty reconstruction revision implant implants
      implanted biopsied cauterized lithotripsy dialysis transfusion transfusions infusion intubated ventilator
      ventilation extubated resuscitation defibrillator icd cardioversion postoperative preoperative postop preop
      underwent bandaged cleaned
      """
    ),
    (
      [.therapy],
      """
      therapy therapist physiotherapy pt exercise exercises stretching stretches ice icing heat elevate elevation
      brace sling crutches boot orthotics compression wrap bandage dressing hydration hydrated fluids diet dietary
      rest counseling treatment treatments nebulizer cpap rehab rehabilitation massage chiropractor acupuncture salt
      sodium carbs sugar sugars caffeine monitor log cuff glucometer scale regimen strengthening aerobic aerobics
      pilates yoga swimming cycling posture ergonomic splinting taping icepack heating pad pads cushion insoles shoes
      hydrate water salty foods fiber fibre gluten dairy fasting portion portions vegetables fruit fruits sweets soda
      sodas caffeinated alcohol modifications modification lifestyle sunscreen gloves mask oxygen wean taper tapering
      quit quitting cessation supportive conservative intervention management precautions cbt psychotherapy
      counselling counselor hospice palliative inpatient outpatient observation isolation quarantine
      """
    ),
    (
      [.specialist],
      """
      specialist cardiology cardiologist dermatology dermatologist neurology neurologist orthopedics orthopedic
      orthopedist rheumatology rheumatologist gastroenterology gastroenterologist pulmonology pulmonologist nephrology
      nephrologist urology urologist oncology oncologist endocrinology endocrinologist podiatry podiatrist
      ophthalmology ophthalmologist psychiatry psychiatrist psychologist nutritionist nutrition dietician dietitian
      gynecology gynecologist obgyn surgeon ent allergist hematology referral referrals consult consultation clinic pt
      ot hematologist neurosurgery neurosurgeon orthopaedic orthopaedics orthopod pediatrician paediatrician
      geriatrician gynaecologist gynaecology anesthesiologist radiologist pathologist internist pcp gp hospitalist
      dentist optometrist chiropractor psychotherapist counsellor vascular surgeons specialists center
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
