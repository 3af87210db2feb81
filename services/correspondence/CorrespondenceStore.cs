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
    };

    public static void Configure(StoreOptions store)
    {
        store.NameEvents(EventNames);
        store.Fold<Letter, ILetterEvent>(letter => letter.LetterId, Letter.Evolve);
        LetterLists.Add(store);
        store.AddRestrictions();
        store.Schema.For<PutOffLetter>().Identity(letter => letter.LetterId);
    }

    /// <summary>Who writes (section <c>Landlord</c>), and the mail server (<c>ConnectionStrings__smtp</c>).</summary>
    public static void AddSending(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(Landlord.From(configuration));
        services.AddSingleton(_ => SmtpSettings.Parse(configuration.GetConnectionString("smtp")));
        services.AddSingleton<MailServer>();
        services.AddHealthChecks().AddCheck<MailServerHealth>("mail-server");
    }
}
