using ComplaintsPlatform.EventStore;

namespace ComplaintsPlatform.Intake;

/// <summary>What this service stores: names of events (for ever), the fold, the tables.</summary>
internal static class SubmissionStore
{
    public static void Configure(StoreOptions store)
    {
        store.Events.MapEventType<ComplaintMade>("complaint_made");
        store.Projections.LiveStreamAggregation<Submission, ISubmissionEvent>(Submission.Evolve);
        store.AddSchemaScriptsOf(typeof(SubmissionStore).Assembly);
    }
}
