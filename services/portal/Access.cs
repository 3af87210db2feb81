using ComplaintsPlatform.Contracts;

namespace ComplaintsPlatform.Portal;

/// <summary>
/// Which role sees which page: the whole table, for a person to review. What may be done to a complaint is each
/// service's own decision; a page that could only be refused is not offered.
/// </summary>
internal static class Access
{
    public const string Capture = "capture", Read = "read", AddDocuments = "add-documents", Handle = "handle",
        Assign = "assign", Find = "find", Administer = "administer", Staff = "staff", Advise = "advise",
        Decide = "decide", Register = "register", SeeOwn = "see-own", SeeViews = "see-views",
        Lead = "lead", AtWork = "at-work", SendLetters = "send-letters";

    // A module is no person; partners capture and read nothing but guidance.
    public static readonly IReadOnlyDictionary<string, string[]> Policies = new Dictionary<string, string[]>
    {
        [Capture] = [.. Roles.Capturing.Split(',').Where(role => role != Roles.Module), Roles.Partner],
        // Who reads no complaints sees at least what they have brought in.
        [SeeOwn] = [Roles.Partner],
        [Staff] = [.. Roles.Capturing.Split(',').Where(role => role != Roles.Module)],
        [Read] = Roles.Reading.Split(','),
        // To a complaint that one may read.
        [AddDocuments] = [.. Roles.Capturing.Split(',').Intersect(Roles.Reading.Split(','))],
        [Handle] = Roles.Handling.Split(','),
        [Assign] = [Roles.ComplaintsOfficer, Roles.TeamLeader],
        [Decide] = [Roles.ComplaintsOfficer, Roles.TeamLeader],
        [SeeViews] = Roles.SeeingLooks.Split(','),
        [Lead] = [Roles.TeamLeader],
        [Register] = [.. Roles.Capturing.Split(',').Where(role => role != Roles.Module), Roles.Administrator],
        [Find] = [.. Roles.Reading.Split(','), Roles.Administrator],
        [Advise] = [.. Roles.Reading.Split(','), Roles.Administrator, Roles.Partner],
        [Administer] = [Roles.Administrator],
        // Whoever may be asked to do something for a complaint; the service says for which.
        [AtWork] = Roles.AtWork.Split(','),
        // As the verb says who may.
        [SendLetters] = [.. Roles.Handling.Split(','), Roles.ContactCentreAdviser, Roles.HousingOfficer],
    };

    /// <summary>Pages by folder or name. What is not here is for everybody who is signed in: the first page.</summary>
    public static readonly IReadOnlyList<(string Page, string Policy)> Pages =
    [
        ("/Complaints/Index", Read),
        ("/Complaints/Log", Capture),
        ("/Complaints/Logged", Capture),
        ("/Complaints/Summary", Read),
        ("/Complaints/Timeline", Read),
        ("/Complaints/Correspondence", Read),
        ("/Complaints/WriteLetter", Handle),
        ("/Complaints/Letter", Read),
        ("/Complaints/PreviewLetter", Read),
        ("/Complaints/ApproveLetter", Handle),
        ("/Complaints/IssueLetter", Handle),
        ("/Complaints/LetterSent", SendLetters),
        ("/Complaints/LetterCameBack", SendLetters),
        ("/Complaints/LetterPutRight", SendLetters),
        ("/Complaints/Evidence", Read),
        ("/Complaints/Documents", Read),
        ("/Complaints/Document", Read),
        ("/Complaints/AddDocuments", AddDocuments),
        ("/Complaints/WithdrawDocument", Handle),
        ("/Complaints/Tasks", Read),
        ("/Complaints/SetTask", Handle),
        ("/Complaints/Task", AtWork),
        ("/Complaints/ReleaseTask", AtWork),
        ("/Complaints/GiveTask", Find),
        ("/Complaints/ReturnTask", Handle),
        ("/Complaints/WithdrawTask", Handle),
        ("/Complaints/ChaseTask", Handle),
        ("/Tasks/Index", AtWork),
        ("/TaskTypes/Index", Administer),
        ("/Complaints/Clocks", Read),
        ("/Complaints/People", Read),
        ("/Complaints/Views", SeeViews),
        ("/Complaints/AnotherOfficer", Staff),
        ("/Complaints/AllowOfficerAgain", Lead),
        ("/Complaints/Claim", Handle),
        ("/Complaints/Assign", Assign),
        ("/Complaints/AssignMany", Assign),
        ("/Complaints/TakeOver", Assign),
        ("/Complaints/DeclareConflict", Assign),
        ("/Complaints/Release", Handle),
        ("/Complaints/Acknowledge", Handle),
        ("/Complaints/RecordFinding", Handle),
        ("/Complaints/RecordStage1Response", Handle),
        ("/Complaints/RecordExtension", Handle),
        ("/Complaints/EscalateToStage2", Staff),
        ("/Complaints/AcknowledgeStage2", Handle),
        ("/Complaints/RecordStage2Response", Handle),
        ("/Complaints/Withdraw", Handle),
        ("/Complaints/RecordCause", Handle),
        ("/Complaints/Close", Handle),
        ("/Complaints/Reopen", Handle),
        ("/Complaints/Join", Staff),
        ("/Complaints/Reclassify", Handle),
        ("/Complaints/Merge", Decide),
        ("/Complaints/UndoMerge", Decide),
        ("/Complaints/Split", Decide),
        ("/Report", Capture),
        ("/Reported", Capture),
        ("/Submissions/Index", Read),
        ("/Submissions/New", Staff),
        ("/Submissions/Submission", Read),
        ("/Submissions/Views", SeeViews),
        ("/Submissions/Promote", Staff),
        ("/Submissions/Resolve", Staff),
        ("/Submissions/PassToService", Staff),
        ("/Submissions/Refuse", Decide),
        ("/Waiting/Index", Staff),
        ("/Waiting/Contact", Read),
        ("/People/Index", Find),
        ("/People/Person", Find),
        ("/People/Views", SeeViews),
        ("/People/New", Register),
        ("/People/Change", Register),
        ("/People/Verify", Staff),
        ("/People/RecordNeed", Staff),
        ("/People/Need", Staff),
        ("/People/Preferences", Staff),
        ("/People/RecordContact", Staff),
        ("/People/Authorise", Staff),
        ("/People/EndAuthority", Staff),
        ("/People/Household", Staff),
        ("/People/Equality", Staff),
        ("/People/Merge", Handle),
        ("/Guidance/Index", Advise),
        ("/Guidance/Article", Administer),
        ("/Users/Index", Administer),
        ("/Users/New", Administer),
        ("/Users/User", Administer),
        ("/Teams/Index", Administer),
        ("/AssignmentRules/Index", Administer),
        ("/Areas/Index", Administer),
        ("/Categories/Index", Administer),
        ("/Choices/Index", Administer),
        ("/Letters/Index", Read),
        ("/Letters/Exceptions", Read),
        ("/Notices/Index", AtWork),
        ("/Notices/Preferences", AtWork),
        ("/LetterTemplates/Index", Administer),
        ("/StandardLines/Index", Administer),
    ];

    /// <summary>For everybody, signed in or not.</summary>
    public static readonly IReadOnlyList<string> Public = ["/SignedOut", "/Error", "/HowToComplain", "/Chat"];
}
