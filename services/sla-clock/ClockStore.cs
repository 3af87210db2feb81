using ComplaintsPlatform.ServiceDefaults;
using ComplaintsPlatform.SlaClock.Tasks;
using Marten;

namespace ComplaintsPlatform.SlaClock;

/// <summary>
/// What this service stores: names of events (for ever), the fold, the read model; and what counting needs.
/// </summary>
internal static class ClockStore
{
    // Looks wait for weeks among messages that are being handled: without it, each second's question for those that are
    // due reads them all.
    private const string IndexOfLooks =
        """
        create index if not exists looks_by_moment on wolverine.wolverine_incoming_envelopes (execution_time)
        where status = 'Scheduled'
        """;

    /// <summary>The stored names, in the order in which a clock set lives through them.</summary>
    public static IReadOnlyDictionary<string, Type> EventNames { get; } = new Dictionary<string, Type>
    {
        ["receipt_noted"] = typeof(ReceiptNoted),
        ["acknowledgement_noted"] = typeof(AcknowledgementNoted),
        ["response_noted"] = typeof(ResponseNoted),
        ["extension_noted"] = typeof(ExtensionNoted),
        ["escalation_noted"] = typeof(EscalationNoted),
        ["stage_2_acknowledgement_noted"] = typeof(Stage2AcknowledgementNoted),
        ["stage_2_response_noted"] = typeof(Stage2ResponseNoted),
        ["contact_noted"] = typeof(ContactNoted),
        ["contact_withdrawal_noted"] = typeof(ContactWithdrawalNoted),
        ["withdrawal_noted"] = typeof(WithdrawalNoted),
        ["correction_noted"] = typeof(CorrectionNoted),
        ["reopening_noted"] = typeof(ReopeningNoted),
        ["merge_noted"] = typeof(MergeNoted),
        ["merge_undone_noted"] = typeof(MergeUndoneNoted),
        ["clock_started"] = typeof(ClockStarted),
        ["limit_restated"] = typeof(LimitRestated),
        ["limit_near"] = typeof(LimitNear),
        ["limit_breached"] = typeof(LimitBreached),
        ["breach_withdrawn"] = typeof(BreachWithdrawn),
        ["clock_stopped"] = typeof(ClockStopped),
        ["clock_overtaken"] = typeof(ClockOvertaken),
        ["clock_resumed"] = typeof(ClockResumed),
        ["stop_restated"] = typeof(StopRestated),
        ["task_due_noted"] = typeof(TaskDueNoted),
        ["task_finish_noted"] = typeof(TaskFinishNoted),
        ["task_withdrawal_noted"] = typeof(TaskWithdrawalNoted),
        ["task_warned"] = typeof(TaskWarned),
        ["task_found_overdue"] = typeof(TaskFoundOverdue),
    };

    public static void Configure(StoreOptions store)
    {
        store.NameEvents(EventNames);
        store.Fold<ClockSet, IClockSetEvent>(set => set.ComplaintId, ClockSet.Evolve);
        store.Fold<TaskClock, ITaskClockEvent>(clock => clock.TaskClockId, TaskClock.Evolve);
        ListDue.Add(store);
        store.AddRestrictions();
    }

    /// <summary>Calendar, rules (section <c>Clocks</c>), and what sees to the looks at each start.</summary>
    public static void AddClocks(this IServiceCollection services, IConfiguration configuration)
    {
        var rules = configuration.GetSection("Clocks").Get<ClockRules>();
        services.AddSingleton(Counting.From(Calendar.EnglandAndWales, rules));
        services.AddSingleton(new SchemaScript(IndexOfLooks));
        services.AddHostedService<LooksAtStart>();
    }
}
