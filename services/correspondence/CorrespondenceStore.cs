using ComplaintsPlatform.Correspondence.Notices;
using ComplaintsPlatform.ServiceDefaults;
using Marten;

namespace ComplaintsPlatform.Correspondence;

/// <summary>What this service stores: names of events (for ever), the fold, the read models.</summary>
internal static class CorrespondenceStore
{
    /// <summary>The stored names, in the order in which a letter lives through them.</summary>
    public static IReadOnlyDictionary<string, Type> EventNames { get; } = new Dictionary<string, Type>
    {
        ["letter_drafted"] = typeof(LetterDrafted),
        ["letter_blocked"] = typeof(LetterBlocked),
        ["letter_to_send_by_hand"] = typeof(LetterToSendByHand),
        ["letter_sent"] = typeof(LetterSent),
        ["delivery_failed"] = typeof(DeliveryFailed),
        ["letter_sent_by_hand"] = typeof(LetterSentByHand),
        ["draft_begun"] = typeof(DraftBegun),
        ["draft_changed"] = typeof(DraftChanged),
        ["draft_withdrawn"] = typeof(DraftWithdrawn),
        ["approval_asked_for"] = typeof(ApprovalAskedFor),
        ["draft_approved"] = typeof(DraftApproved),
        ["draft_returned"] = typeof(DraftReturned),
        ["letter_issued"] = typeof(LetterIssued),
        ["letter_went_out"] = typeof(LetterWentOut),
        ["letter_came_back"] = typeof(LetterCameBack),
        ["letter_put_right"] = typeof(LetterPutRight),
        ["template_changed"] = typeof(TemplateChanged),
        ["standard_line_written"] = typeof(StandardLineWritten),
    };

    public static void Configure(StoreOptions store)
    {
        store.NameEvents(EventNames);
        store.Fold<Letter, ILetterEvent>(letter => letter.LetterId, Letter.Evolve);
        store.Fold<LetterTemplates, TemplateChanged>(templates => templates.TemplatesId, LetterTemplates.Evolve);
        store.Fold<StandardLines, StandardLineWritten>(lines => lines.LinesId, StandardLines.Evolve);
        LetterLists.Add(store);
        store.AddRestrictions();
        Notice.Add(store);
        store.Schema.For<RefusalToTell>().Identity(refusal => refusal.SubmissionId);
        store.Schema.For<PutOffLetter>().Identity(letter => letter.LetterId);
    }

    /// <summary>Who writes (section <c>Landlord</c>), and the mail server (<c>ConnectionStrings__smtp</c>).</summary>
    public static void AddSending(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(Landlord.From(configuration));
        services.AddSingleton(_ => SmtpSettings.Parse(configuration.GetConnectionString("smtp")));
        services.AddSingleton<MailServer>();
        services.AddSingleton<StaffMail>();
        services.AddHealthChecks().AddCheck<MailServerHealth>("mail-server");
    }

    /// <summary>What people write by: the case and its clocks, as <c>http://cases</c>, <c>http://sla-clock</c> and
    /// <c>http://intake</c> say, and paper.</summary>
    public static void AddWriting(this IServiceCollection services)
    {
        services.AddServiceDiscovery();
        services.AddHttpContextAccessor();
        foreach (var service in new[] { CaseReader.Cases, CaseReader.SlaClock, CaseReader.Intake })
            services.AddHttpClient(service, client =>
            {
                client.BaseAddress = new Uri($"http://{service}/");
                client.Timeout = TimeSpan.FromSeconds(15);
            }).AddServiceDiscovery();
        services.AddSingleton<CaseReader>().AddSingleton<LetterDesk>().AddSingleton<LetterPdf>()
            .AddSingleton<LetterDocuments>();
        services.AddSingleton(new SchemaScript(LetterDocuments.Schema));
    }
}
