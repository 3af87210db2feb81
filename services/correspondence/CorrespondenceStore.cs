using ComplaintsPlatform.EventStore;

namespace ComplaintsPlatform.Correspondence;

/// <summary>Stored names, fold, rows and what wakes the sender.</summary>
internal static class CorrespondenceStore
{
    public static void Configure(StoreOptions store)
    {
        store.Events
            .MapEventType<LetterDrafted>("letter_drafted")
            .MapEventType<LetterBlocked>("letter_blocked")
            .MapEventType<LetterToSendByHand>("letter_to_send_by_hand")
            .MapEventType<LetterSent>("letter_sent")
            .MapEventType<DeliveryFailed>("delivery_failed")
            .MapEventType<LetterSentByHand>("letter_sent_by_hand");
        store.Projections
            .LiveStreamAggregation<Letter, ILetterEvent>(Letter.Evolve)
            .Add("letters", LetterRows.Project, ProjectionLifecycle.Inline, "letter", "letter_to_send_by_hand")
            // Work rather than a read table: how often a letter was tried is in no event, so it is not made again from the log.
            .Add("letters-to-send", LettersToSend.Project, ProjectionLifecycle.Inline);
        store.Subscriptions.Add("letter-bell", services => services.GetRequiredService<LetterBell>().Hear);
        store.AddSchemaScriptsOf(typeof(CorrespondenceStore).Assembly);
    }

    public static void AddSending(WebApplicationBuilder builder) => builder.Services
        .AddSingleton(Landlord.From(builder.Configuration))
        .AddSingleton(SmtpSettings.Parse(builder.Configuration.GetConnectionString("smtp")))
        .AddSingleton<LetterBell>()
        .AddSingleton<LetterPost>()
        .AddHostedService<LetterSender>();
}
