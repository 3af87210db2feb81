using ComplaintsPlatform.ServiceDefaults;
using Marten;

namespace ComplaintsPlatform.Intake;

/// <summary>What this service stores: names of events (for ever), the fold, the requests that were taken.</summary>
internal static class SubmissionStore
{
    public static IReadOnlyDictionary<string, Type> EventNames { get; } = new Dictionary<string, Type>
    {
        ["complaint_made"] = typeof(ComplaintMade),
    };

    public static void Configure(StoreOptions store)
    {
        store.NameEvents(EventNames);
        store.Fold<Submission, ISubmissionEvent>(submission => submission.ComplaintId, Submission.Evolve);
        TakenRequest.Add(store);
    }
}
