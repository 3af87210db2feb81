using ComplaintsPlatform.Intake.Reading;
using ComplaintsPlatform.ServiceDefaults;
using Marten;

namespace ComplaintsPlatform.Intake;

/// <summary>What this service stores: names of events (for ever), the fold, the requests that were taken.</summary>
internal static class SubmissionStore
{
    public static IReadOnlyDictionary<string, Type> EventNames { get; } = new Dictionary<string, Type>
    {
        ["complaint_made"] = typeof(ComplaintMade),
        ["submission_recorded"] = typeof(SubmissionRecorded),
        ["passed_to_service"] = typeof(PassedToService),
        ["complaint_offered"] = typeof(ComplaintOffered),
        ["offer_declined"] = typeof(OfferDeclined),
        ["promoted_to_complaint"] = typeof(PromotedToComplaint),
        ["complaint_refused"] = typeof(ComplaintRefused),
        ["submission_resolved"] = typeof(SubmissionResolved),
        ["contact_arrived"] = typeof(ContactArrived),
        ["contact_taken"] = typeof(ContactTaken),
        ["contact_put_back"] = typeof(ContactPutBack),
        ["contact_finished"] = typeof(ContactFinished),
        ["customer_wrote"] = typeof(CustomerWrote),
        ["staff_answered"] = typeof(StaffAnswered),
        ["customer_left"] = typeof(CustomerLeft),
        ["guidance_written"] = typeof(GuidanceWritten),
        ["guidance_withdrawn"] = typeof(GuidanceWithdrawn),
    };

    public static void Configure(StoreOptions store)
    {
        store.NameEvents(EventNames);
        store.Fold<Submission, ISubmissionEvent>(submission => submission.SubmissionId, Submission.Evolve);
        store.Fold<Contact, IContactEvent>(contact => contact.ContactId, Contact.Evolve);
        store.Fold<Article, IGuidanceEvent>(article => article.ArticleId, Article.Evolve);
        TakenRequest.Add(store);
        store.Schema.For<KnownCategories>();
        Draft.Add(store);
        WaitingContacts.Add(store);
        MadeOfContacts.Add(store);
        store.AddRestrictions();
        GuidanceList.Add(store);
        SubmissionList.Add(store);
        MyReports.Add(store);
    }
}
