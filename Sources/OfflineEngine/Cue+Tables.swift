extension Cue {
  static let all: [Cue] = subjective + objective + assessment + plan + chat

  /// Reads rows of phrases parted by `|`.
  static func rows(_ section: Int, _ rows: [(points: Int32, worth: Int32, group: Group, phrases: String)]) -> [Cue] {
    rows.flatMap { row in
      row.phrases.split(whereSeparator: { $0 == "|" || $0 == "\n" }).map {
        Cue(phrase: String($0), section: section, points: row.points, worth: row.worth, group: row.group)
      }
    }
  }

  /// What is said, in so many words, about nothing clinical.
  static let chat: [Cue] = rows(
    0,
    [
      (
        0, -6, .none,
        """
        how are you|good to see you|nice to see you|nice to meet you|good morning|good afternoon|thank you|thanks for
        have a good|have a great|take care|see you then|see you soon|any questions|any other questions|do you have any questions
        does that sound|sound good|sounds good|show me|squeeze my|hold your arms|push your|push against|tilt your|turn your head|bend your|look straight
        have you flex|touching|does that hurt|is that painful|as hard as you can|as far as you can|follow my finger|my fingers
        big breath|breathe in|breathe out|press here|press on|let me know what|let me check|let me examine|your doctor today|normal protocol|let me see|wait a|hold the line|i'll let you know what|is that okay|okay with that
        let's go ahead and look|let's take a look|let me take a look|go ahead and take a look|let's look at|finalize the note
        safe place|private place|secure location|confidential|happy to go ahead|can you hear me|i can hear you|hear you|confirm your name|date of birth|email address|sorry to hear|that's good
        that's great|makes sense|of course|no problem|you're welcome|bless you|oh my gosh|have a seat|bear with me|one moment
        quick physical exam|quick exam|physical exam on you|do an exam|do a physical exam|do a quick|quick examination|gon na examine|gon na look at|going to look at|focus here|few questions|couple questions|wan na examine|want to examine|take a quick look|move on to|check out your heart
        let's talk|talk a little bit|talk about|i'm gon na ask|few questions|couple of questions|before we|nurse told me
        the nurse said|tell me|i'll be right back|any plans|deep breath|take a deep breath|lay back|lie down|come on
        does that make sense|what do you think|i understand|got it|i see|you know what i mean|good question|i don't know
        the nurse will be|nurse will be in|let's see|gon na listen|take a listen|quick exam|quick physical
        i'd like to examine|go ahead and examine|examine you|i appreciate you|hold on|excuse me|my notes|i hope
        anything else|that sounds|that is good|that's fine|that's okay|good to hear|glad to hear|what else|right there
        """
      )
    ])

  static let subjective: [Cue] = rows(
    0,
    [
      (
        4, 3, .complaint,
        """
        chief complaint is|chief complaint of|presents with|presenting with|presents today|presents for|here for|here today for
        here today with|comes in today|coming in for|came in for|complains of|complaining of|who presents|comes in with
        """
      ),
      (
        3, 2, .none,
        """
        year old|years old|past medical history|history of|history significant for|status post|reports|states that|denies
        endorses|admits to|patient states|patient notes|he notes|she notes|patient says|the patient is a|was last seen|last seen
        he feels|she feels|he has been|she has been|she was|he was|the patient was|i've been|i have been|it started|started about
        when i|i was|i noticed|i feel|i take|i'm taking|i am taking|it hurts|he describes|she describes|according to
        since last|at that time|previously|in the past|you've been having|you've been|you were having|you mentioned|you said
        you had a|you had some|you have a history|history with|have a history|you're here|you were here|you tried|has tried|he tried
        she tried|has taken|he is taking|she is taking|he takes|she takes|currently taking|is currently|has noticed|has had|have had
        family history|social history|lives with|works as|works at|retired|smokes|drinks|quit smoking|former smoker|never smoked
        we sent you|we had placed you|we placed you|we had you on|we gave you|we had given you|we started you|we talked about|we talked a little
        when you came in|had talked about|we've been|underwent|sustained|was diagnosed with|last time|they took|they told me|they said
        years ago|weeks ago|months ago|days ago|for the past|for the last|in the last|over the last|over the past|first noticed
        at home|at work|last visit|regarding his|regarding her|he also|she also|he does|she does|he is|she is
        """
      ),
      (
        2, 2, .allergies,
        "allergic to|allergies to|known drug allergies|drug allergies|no allergies|allergies|seasonal allergies"
      ),
      (
        2, 1, .family,
        "my mother|my father|my mom|my dad|my brother|my sister|runs in the family|runs in my family|in my family"
      ),
      (
        2, 1, .social,
        "i smoke|i drink|smoke|smoking|alcohol|tobacco|pack a day|packs a day|i live|i work|lives alone|live alone|live with|i quit|socially"
      ),
    ])

  static let objective: [Cue] = rows(
    1,
    [
      (
        5, 3, .vitals,
        """
        blood pressure of|heart rate in|systolic|beats per minute|vital signs|vitals|your vitals|blood pressure is|blood pressure was|blood pressure today|heart rate is|heart rate of
        temperature is|respiratory rate|your blood pressure|your heart rate|heart rate was|your oxygen|your oxygenation|your respirations|your pulse|your temperature|your weight|oxygen saturation|pulse is|pulse ox|o2 sat|afebrile|body mass index
        """
      ),
      (
        5, 3, .examination,
        """
        on exam|on examination|on your exam|physical exam|physical examination|on palpation|to palpation|range of motion
        on auscultation|to auscultation|lungs are clear|lungs sound|heart sounds|clear bilaterally|regular rate|regular rhythm
        on your heart|on your lung|on your neck|on your knee|on your back exam|on your abdomen|on your abdominal exam|on your musculoskeletal
        on your lower|heart exam|lung exam|neck exam|abdominal exam|neurological exam|skin exam|eye exam|knee exam|back exam|foot exam
        i don't appreciate|i appreciate|i do appreciate|i don't hear|i do hear|i hear a|i don't see any|i don't feel|i can feel|i feel a
        i do see|i can see|i see some|i see a|no acute distress|well developed|well nourished|alert and oriented|no murmurs|no wheezes
        no rashes|capillary refill|bowel sounds|soft and nontender|non tender|no tenderness|murmur|straight leg raise|when i press
        within normal limits|gait|sensation|intact|no swelling|no edema|pitting edema|slightly distended|sounds clear|sound clear
        sounds good|lungs sound good|heart sounds good|breath sounds|you do have some tenderness|tender to|there is some
        bilaterally|cranial nerves|muscle strength|moves all extremities|well hydrated|well healed|looks well|appears
        """
      ),
      (
        5, 3, .results,
        """
        x-ray shows|x-ray showed|x-rays show|x-ray reveals|x-ray of|mri shows|mri showed|ct shows|ct showed|ultrasound shows
        echo shows|echocardiogram shows|ekg shows|ekg showed|labs show|labs were|labs are|your labs|blood work shows|lab results|your results
        the results|results of|results from|results show|came back|shows that|it showed|revealed|demonstrates|demonstrated|hemoglobin a1c
        your a1c|a1c is|a1c was|no fracture|no fractures|no evidence of|bony abnormality|bony abnormalities|white blood cell|biopsy showed
        pathology|was elevated|is elevated|were normal|was normal|is normal|are normal|ejection fraction|looked at your x-ray|reviewed
        looking at your|i looked at|negative for|positive for|measures|measuring|centimeters
        """
      ),
    ])

  static let assessment: [Cue] = rows(
    2,
    [
      (
        6, 3, .none,
        """
        medical reasoning|clinical reasoning|my assessment|my impression|assessment is|impression is|i think you have|i think that you have|i think this is|i think it's
        i think that this|i believe this|i believe you|i believe it|i suspect|this sounds like|sounds like you could|sounds like you might|you might have|you may have|you could have|could be going into|seems more like|looks more like|we are worried|consistent with|most likely|likely|sounds like you have
        looks like you have|you have what|what we call|diagnosis|diagnosed you|differential|suggestive of|indicative of|secondary to
        due to|caused by|related to|suspicious for|concerning for|concern for|i'm concerned|an exacerbation|flare up of|flare of
        you're having a recurrence|probable|probably have|appears to be|appears stable|well controlled|poorly controlled|not well controlled
        uncontrolled|under control|doing well|is stable|stable|improving|for your first problem|for your second problem
        for your third problem|first problem|second problem|third problem|for your next problem|next problem|your next issue
        suggests|could be due|may be due|this is consistent|contributing
        is most likely|you probably|this is likely|which is causing|rule out|what's going on is
        """
      )
    ])

  static let plan: [Cue] = rows(
    3,
    [
      (
        6, 3, .none,
        """
        medical treatment|additional testing|patient education|patient agreements|my plan|the plan is|plan is|treatment plan|i want you to|i'd like you to|i would like you to|i want to|i'd like to|i would like to
        i wan na|i'm gon na|i am gon na|i'm going to|we're gon na|we're going to|we are going to|i will|i'll|we will|we'll|let's get
        let's start|let's continue|let's do|let's try|let's put|let's order|let's go ahead|let's increase|let's check|go ahead and
        i recommend|i would recommend|i'd recommend|recommend|recommended|i suggest|i advise|i advised|advised to|was advised|instructed
        prescribe|prescribed|prescription for|refer you|referral to|refer him|refer her|referred to|order a|order an|order some|ordered
        ordered a|continue with|continue the|continue taking|continue your|continue on|continue you|continue|keep taking|stay on|keep you on
        start you on|put you on|start taking|increase your|increase the|decrease your|decrease the|refill|a refill|send you|send in
        set you up|schedule|physical therapy|you can take|you should|you need to|you'll need|make sure you|make sure that you|make sure
        you're going to|you're gon na|have you come|have you take|have you do|have you see|have you start|keep an eye|monitor your
        avoid|try to|i'm also gon na|stay hydrated|plenty of fluids|push fluids|ice the|elevate|rest|discussed|education|counseled
        will be referred|will need|will require|we discussed|will continue|will start|he will|she will|the patient will|will order
        milligrams a day|milligrams daily|once a day|twice a day|three times a day|as needed for|every six hours|every eight hours
        we can try|we can do|we could|consider|if that doesn't|if it doesn't|side effects|take it|take them|give you|give him|give her
        get you|get a|get some|check your|check a|recheck|repeat|obtain|placed|understands and agrees|is in agreement|lifestyle|low sodium
        weigh yourself|wear|brace|stop taking|hold your|hold the|let me know if
        do not take|don't take|do not use|don't use|do not drive|don't drive|do not stop|don't stop|do not lift|don't lift|never take
        you should not|you shouldn't|you must not|you don't need|you do not need|you won't need|you will not need|no need for
        there is no need|there's no need|we don't need|we do not need|you may take|you'll want to|you can stop|you need not
        """
      ),
      (
        6, 3, .followUp,
        """
        follow up in|follow up with|followup|follow-up in|see you back|see you in|see you again|come back in|come back and|return in|return to
        back in|call me|call us|give me a call|give us a call|call the office|call if|if your symptoms|if symptoms|gets worse|get worse
        worsens|worsen|any worsening|emergency room|go to the er|return precautions|sooner if|in touch|weeks time|recheck in|revisit
        not getting better|not settling|doesn't settle|not improving|any concerns|any problems call|nine nine nine|one one one|a and e|walk in centre
        safety net|get back to us|come back to us|speak to your gp|see your gp|face to face|book an appointment|out of hours
        """
      ),
    ])
}
