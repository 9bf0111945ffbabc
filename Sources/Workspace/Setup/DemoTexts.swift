/// What `tagline demo` lets people try: messages to a shop, and topics to sort them by.
enum DemoTexts {
  static let labels = ["billing", "delivery", "product", "account", "praise"]

  static let messages = [
    "My invoice for October shows the annual plan twice. Could you take one off?",
    "The parcel says delivered, but nobody here has seen it.",
    "Thank you so much, the replacement came the very next day! 🎉",
    "I can't log in since you changed the password rules.",
    "The zip of the jacket broke after two days.",
    "Where is my order? Tracking has said \"in transit\" for nine days.",
    "注文した商品がまだ届きません。配送状況を教えてください。",
    "Please delete my account and everything you have about me.",
    "Charged in dollars although the site said euros. Who pays the bank's fee?",
    "Best coffee grinder I ever owned. ⭐⭐⭐⭐⭐",
    "The manual speaks of a blue cable. There is no blue cable in the box.",
    "Kann ich die Rechnung auf meine Firma ausstellen lassen? Größe und Preis stimmen.",
    "Two-factor codes arrive ten minutes late, so I'm always locked out.",
    "Your driver left it in the rain 😡 the cardboard was soup by the time I got home.",
    "Does the lamp take E27 or E14 bulbs? The page says both.",
    "I was billed after I cancelled. Here is the confirmation of 3 October.",
    "Great support, Maria was patient with my dad for forty minutes.",
    "收到的杯子是碎的,请问可以换一个吗?",
    "How do I change the e-mail address of my account?",
    "It hums. Not loudly, but all night, and it did not at first.",
    """
    Hello,
    I ordered three things on the 12th: a kettle, a toaster, and a set of six glasses. The kettle came on the 14th, \
    well packed, no complaints there. The toaster came on the 16th, also fine, though the box had been opened and \
    taped shut again. The glasses came yesterday, and that is where the trouble starts. Of the six, two were broken \
    into pieces so small that I had to vacuum the hallway, one has a crack from the rim to the foot, and one is not \
    from this set at all: it is taller and slightly green.

    I would have sent photographs, but the form on your page takes files up to 500 kB only, and my phone does not \
    make such small ones. I tried the chat. After eleven minutes it told me that all colleagues were busy, and closed \
    itself, together with everything I had typed.

    I don't want my money back. I want six glasses of one kind, in one piece. If that takes a week, good. If the \
    green one is wanted somewhere else, I'll gladly send it on.

    Kind regards
    Jadwiga Wiśniewska
    """,
    "Refund still not there after 14 working days.",
    "The app logs me out whenever I turn the phone sideways.",
    "Received size 42 instead of 44.",
    "배송이 너무 빨라서 놀랐어요. 감사합니다!",
    "Why is VAT on the receipt 19 % when I live in Ireland?",
    "Battery lasts 3 hours, the box says 12.",
    "Can somebody merge my two accounts? I keep ordering from the wrong one.",
    "The courier wanted a code that nobody ever sent me.",
    "Just wanted to say: the handwritten note in the box made my week ❤️",
    "Discount code SPRING15 is refused, though it's valid until Sunday.",
    "The cover fits, the colour is nothing like the picture.",
    "Livraison au mauvais étage, et personne ne répond au téléphone.",
    "Somebody in Brazil signed in as me last night. Help!",
    "ok",
    "Left at the neighbour's, neighbour on holiday until the 30th. 🙃",
    "I've bought from you for ten years and this is the first letter I write: thank you.",
    "Your newsletter keeps coming, I've unsubscribed four times.",
    "The second instalment was taken a week early and my account was overdrawn because of it.",
    "Handle 👍🏽 hinge 👎🏽 (see photo)",
  ]
}
