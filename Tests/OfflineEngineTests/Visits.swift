/// Made-up visits in the shapes that transcripts come in.
enum Visits {
  static let all = [labelled, tokenised, unpunctuated, dictated, headed, bare]

  static let labelled = """
    Doctor: Good morning, Mrs. Ash. What can I do for you?
    Patient: Hi. I've had this burning in my chest for about three weeks, mostly after dinner.
    Doctor: Okay. Any trouble swallowing?
    Patient: No.
    Doctor: Any black stools or weight loss?
    Patient: No, none at all.
    Doctor: And do you take any medicines?
    Patient: Yes, I take amlodipine 5 mg every morning, and, um, sometimes ibuprofen for my left knee.
    Doctor: Are you allergic to anything?
    Patient: Penicillin. It gave me a rash when I was twelve.
    Doctor: Do you smoke?
    Patient: Not really, maybe one at a party.
    Doctor: All right. Let me examine you. Your blood pressure is 128/82 and your belly is soft, not tender.
    Doctor: I think this is acid reflux, and the ibuprofen isn't helping.
    Doctor: I'd like you to stop the ibuprofen and start omeprazole 20 mg once a day before breakfast for 4 weeks.
    Doctor: If you have trouble swallowing or lose weight, call us right away. Otherwise come back in 6 weeks.
    Patient: Thank you, doctor.
    """

  static let tokenised = """
    [doctor] hi , tom . so you hurt your right shoulder , i see ?
    [patient] yeah , i , i fell off a ladder 10 days ago and it has n't been right since .
    [doctor] okay . does it wake you up at night ?
    [patient] yes .
    [doctor] have you had any numbness in the hand ?
    [patient] no , i have n't .
    [doctor] all right . on your shoulder exam , you do have tenderness over the rotator cuff , and you ca n't lift above 90 degrees .
    [doctor] the x-ray ... the x-ray shows no fracture . so for your first problem , your shoulder pain , i think it 's a strain of the rotator cuff .
    [doctor] i 'm gon na refer you to physical therapy twice a week , and you can take naproxen 500 milligrams twice a day with food .
    [patient] okay , sounds good .
    """

  static let unpunctuated = """
    [doctor] hi maria how are you doing today i see you're here for your diabetes
    [patient] i'm okay i guess my sugars have been running around one eighty in the morning and i've been more thirsty
    [doctor] okay and are you taking your metformin every day
    [patient] i take it most days but i don't take it on weekends because it upsets my stomach
    [doctor] alright any numbness or tingling in your feet
    [patient] no
    [doctor] okay so your blood pressure today is one thirty over seventy your lungs are clear and on your foot exam the pulses are intact i don't see any ulcers your hemoglobin a1c is eight point two so for your diabetes i want you to take metformin one thousand milligrams twice a day with food and we'll recheck the a1c in three months okay
    [patient] okay thank you
    """

  static let dictated = """
    This is a 67-year-old woman with a history of atrial fibrillation who presents with 2 days of swelling of the left leg. \
    She denies shortness of breath or chest pain. She has never smoked. She takes apixaban 5 mg twice daily. \
    Blood pressure 142/76, heart rate 88, temperature 36.8. The left calf is tender and 3 cm larger than the right. \
    No redness (or warmth). Ultrasound shows no clot in the left femoral vein; oxygen saturation 97%. \
    Likely a ruptured Baker cyst. Rest and elevation, acetaminophen 1,000 mg every 8 hours as needed. Follow up in 1 week.
    """

  static let headed = """
    Subjective: Sore throat for 2 days, no cough.
    Objective: Temp 38.4. Tonsils red with exudate on both sides.
    Assessment: Streptococcal pharyngitis.
    Plan: Penicillin V 500 mg twice daily for 10 days. Return if not better in 3 days.
    """

  static let bare = """
    What brings you in?
    My ears have been ringing since the concert, especially the right one.
    Have you had any dizziness?
    No.
    Your ear drums look normal and there is no wax.
    I think the noise has done this. Please avoid loud music, and I'll send you to audiology for a hearing test.
    """
}
