namespace ComplaintsPlatform.Bench;

/// <summary>What a made-up landlord's people are called, where they live and what they say.</summary>
internal static class Words
{
    public static readonly string[] Given =
        ("Margaret David Amina John Siobhan Mohammed Susan Peter Priya Chloe Sarah Paul Agnieszka James Fatima Siân "
        + "Zoë Renée José Łukasz Bjørn Chloé François Anaïs Søren Tunde Kwame Ngozi Liam Beverley Huw Patricia "
        + "Imran Gwen Callum Yusuf Dorothy Sanjay Leanne Errol Maeve Stephen Zainab Jean-Paul Mary-Anne Xin Wei "
        + "Olena Ioana Gareth Eileen Derek Iqra Hassan Abdi Ayaan Nimco Oluwaseun Chidi Blessing Grace Emmanuel "
        + "Thomas Emily Jack Olivia Harry Poppy George Isla Noah Ava Alfie Mia "
        + "Kayleigh Darren Tracey Wayne Sharon "
        + "Rhys Angharad Ewan Mairi Conor Aoife Niamh Dafydd Ivan Elena Marius Katarzyna Piotr Zofia Musa Halima")
        .Split(' ');

    public static readonly string[] Family =
        ("Smith Jones Khan Patel O'Brien Williams Begum Taylor Brown Ahmed Davies Evans Singh Hussain Ali Wilson "
        + "Thompson D'Souza Walker Wright Robinson Nuñez Müller Kowalska Nowak Wójcik García López Ferreira "
        + "Al-Hassan N'Diaye O'Connor O'Neill McDonald MacLeod Fitzgerald Okafor Adeyemi Mensah Osei Boateng "
        + "Hughes Edwards Green Hall Wood Harris Lewis Martin Jackson Clarke Clark Turner Hill Scott Cooper Morris "
        + "Ward Moore King Watson Baker Harrison Morgan Allen James Phillips Lee Parker Bennett Young Mitchell "
        + "Shaw Cook Carter Richards Bailey Collins Bell Miller Cox Kelly Murphy Adams Richardson Murray Simpson "
        + "Gray Mills Ellis Marshall Owen Fisher Barnes Palmer Butler Reid Lloyd Russell Graham Fletcher Stevens "
        + "Rahman Chowdhury Iqbal Malik Sharma Kaur Nguyen Tran Chen Wang Popescu Ionescu Petrov Ivanova Novák "
        + "Dvořák Šimić Kovač Øvergård Sjöberg Lévesque Rousseau Gonçalves Sørensen Jørgensen Smith-Jones "
        + "Taylor-Green Ó'Dálaigh Mac-an-Bhaird Abubakar Diallo Traoré Ouattara Hernández Ramírez Yılmaz Öztürk "
        + "Whitfield Stubbs Brennan Griffiths Francis Sutton Barker Doyle Campbell Price Mensah-Brown Ashworth "
        + "Featherstone Blenkinsop Cholmondeley Entwistle Higginbotham Ramsbottom Postlethwaite Quirk Xiong Zhang")
        .Split(' ');

    public static readonly string[] Streets =
        ("Mill Church Station Victoria Albert Park Green School Manor Kings Queens North South West East Chapel "
        + "Bridge River Lighthouse Harbour Ropewalk Fisher Chandler Cooper Baker Smithy Orchard Meadow Alder Ash "
        + "Beech Birch Cedar Elm Hazel Holly Larch Lime Maple Oak Pine Poplar Rowan Sycamore Willow Yew St-John's "
        + "St-Mary's Prior's Abbot's Bishop's Cooper's Nelson Wellington Trafalgar Waterloo").Split(' ');

    public static readonly string[] Ways = ["Road", "Street", "Lane", "Close", "Avenue", "Court", "Way", "Terrace"];

    public static readonly string[] Towns = ["Plymouth", "Saltash", "Torpoint", "Ivybridge"];

    public static readonly (string Category, string[] Sentences)[] Said =
    [
        ("repairs",
        [
            "The boiler has been broken {since} and nobody has come to mend it.",
            "I have rung {often} and each time I am told that somebody will call me back.",
            "The front door does not close and I am afraid to leave the {room} unlocked at night.",
            "The contractor came, took a photograph of the {room} and left without doing anything.",
            "A part was ordered {since} and since then I have heard nothing.",
            "The kitchen units fell off the wall and the plaster behind them is coming away.",
            "My {who} cannot use the bath because the taps do not turn.",
            "The lights in the {room} trip whenever the shower is on.",
            "The window in the {room} has been boarded up {since}.",
            "Two appointments were missed and I lost a day's wages for each of them.",
        ]),
        ("damp-and-mould",
        [
            "There is black mould on the wall of the {room} and it comes back after every wash-down.",
            "My {who} has asthma and the doctor says that the damp makes it worse.",
            "I was told to open the windows and buy a dehumidifier, which costs me {sum} a week.",
            "The surveyor came {since} and I never saw a report.",
            "The carpet in the {room} is rotten and the beds had to be thrown away.",
            "Water runs down the inside of the windows of the {room} every morning.",
            "The extractor fan in the {room} has not worked {since}.",
            "Somebody painted over the mould and it was back within the month.",
        ]),
        ("leaks",
        [
            "Water comes through the ceiling of the {room} whenever it rains.",
            "The flat above has a leak and nobody can get hold of whoever lives there.",
            "The plumber stopped it {since} and it started again the same night.",
            "My {who} slipped on the wet floor of the {room}.",
            "The ceiling has come down and I have been living with a bucket {since}.",
            "My furniture is ruined and I want {sum} for it.",
        ]),
        ("anti-social-behaviour",
        [
            "The neighbours have had parties until four in the morning {often}.",
            "I have kept diary sheets {since} and nobody has asked me for them.",
            "They shout at my {who} in the stairwell and bang on the door of the {room}.",
            "I was promised a call from the officer and it never came.",
            "There is drug dealing in the entrance and the lock has been broken {since}.",
            "The police gave me a number and told me to ring my landlord.",
        ]),
        ("estate-management",
        [
            "The bins have not been emptied {since} and there are rats.",
            "The lift has been out of order {since} and my {who} cannot climb the stairs.",
            "The grass has not been cut this year although we pay {sum} a month for it.",
            "Somebody dumped mattresses behind the garages and I have reported it {often}.",
            "The lights on the landing are out and people are afraid to come home.",
        ]),
        ("rent-and-service-charges",
        [
            "My service charge went up by {sum} and nobody can tell me what it is for.",
            "I was sent a letter about arrears that I do not have.",
            "I paid {sum} {since} and it does not show on my account.",
            "I have asked for the invoices {often} and was given none.",
            "The direct debit was taken twice and my {who} had to lend me money.",
        ]),
        ("pest-control",
        [
            "There are mice in the {room} and the traps have not been looked at {since}.",
            "My {who} was bitten and we have not slept in the {room} {since}.",
            "The pest controller said that the holes have to be filled first, and nobody comes to fill them.",
            "I have spent {sum} on poison myself.",
        ]),
        ("rehousing-and-allocations",
        [
            "We are five in two rooms and my {who} sleeps in the {room}.",
            "My application has been with you {since} and I hear nothing.",
            "I was told that I was in band B and now the letter says band D.",
            "I have bid {often} and nobody explains why we are passed over.",
        ]),
        ("staff-conduct",
        [
            "The person on the telephone hung up on me {often}.",
            "The officer was rude to my {who} and called us liars.",
            "The operative smoked in the {room} and laughed when I asked him not to.",
            "I asked for the manager's name and was refused it.",
        ]),
        ("other",
        [
            "I have written {often} and never had an answer.",
            "My details are wrong in your system {since} and letters go to my old address.",
            "The parking space that I pay {sum} for is used by a contractor's van.",
            "Nobody told us about the works and the water was off while my {who} was ill.",
        ]),
    ];

    public static readonly string[] Ends =
    [
        "I have lost patience with this.", "Please tell me who is responsible.", "It is affecting my health.",
        "I want this put right at once.", "I do not know whom to turn to any more.", "This is not how people live.",
        "I have photographs of all of it.", "I should like somebody to say sorry.", "",
    ];

    public static readonly string[] Since =
    [
        "since March", "for three weeks", "for six months", "since before Christmas", "for ten days",
        "since the storm",
        "for over a year", "since we moved in", "for two months", "since last winter",
    ];

    public static readonly string[] Often =
    [
        "four times", "every week", "at least a dozen times", "twice a day", "more often than I can count", "six times",
    ];

    public static readonly string[] Rooms =
        ["bedroom", "kitchen", "bathroom", "hall", "living room", "children's room", "back room", "toilet"];

    public static readonly string[] Who =
        ["daughter", "mother", "son", "husband", "wife", "grandson", "partner", "baby", "father", "sister"];

    public static readonly string[] Sums = ["£40", "£120", "£15.50", "£300", "£65", "£210", "£8"];
}
