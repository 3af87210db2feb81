using ComplaintsPlatform.Cases.Reading;
using ComplaintsPlatform.PersonalData;
using ComplaintsPlatform.RecordIntegrity;
using JasperFx;
using JasperFx.Events.Projections;
using Marten;
using Npgsql;
using Weasel.Core;

namespace ComplaintsPlatform.Bench;

/// <summary>What is put into one service's store, one after another by number.</summary>
internal sealed record LandlordPart(string Name, string Database, int Count, Action<IDocumentSession, int> Add);

/// <summary>The made landlord as events of each service, and the documents that its verbs write beside them.</summary>
internal static class LandlordParts
{
    private const string Allocator = "made-landlord";

    /// <summary>Who reads each log.</summary>
    public static IReadOnlyDictionary<string, string[]> Readers { get; } = new Dictionary<string, string[]>
    {
        ["linkage"] = ["HighWaterMark", "publisher:All", "joiner:All"],
        ["intake"] = ["HighWaterMark", "publisher:All"],
        ["cases"] = ["HighWaterMark", "publisher:All"],
        ["slaclock"] = ["HighWaterMark", "publisher:All"],
    };

    public static Guid StaffId(int number) => new Dice("staff", number).Id();

    public static string StaffName(int number) => $"Member {number}";

    /// <summary>Marten as the service has it, alone: no broker, no readers.</summary>
    public static DocumentStore Store(string database, string connectionString, PersonalDataKeys keys) =>
        DocumentStore.For(options =>
        {
            options.Connection(new NpgsqlConnectionStringBuilder(connectionString)
            { MaxAutoPrepare = 60, AutoPrepareMinUsages = 2, CommandTimeout = 120 }.ConnectionString);
            options.DisableNpgsqlLogging = true;
            options.AutoCreateSchemaObjects = AutoCreate.None;
            options.UseSystemTextJsonForSerialization(EnumStorage.AsString, Casing.CamelCase);
            options.AddRecordIntegrity();
            options.Events.UseListenNotifyForEventAppends = true;
            switch (database)
            {
                case "linkage":
                    Linkage.LinkageStore.Configure(options);
                    options.Projections.Add(new Linkage.Registers(keys), ProjectionLifecycle.Inline);
                    break;
                case "intake":
                    Intake.SubmissionStore.Configure(options);
                    break;
                case "cases":
                    Cases.CaseStore.Configure(options);
                    options.Projections.Add(new ComplaintEntries(keys), ProjectionLifecycle.Inline);
                    break;
                default:
                    SlaClock.ClockStore.Configure(options);
                    break;
            }

            options.UsePersonalData(keys);
        });

    public static IEnumerable<LandlordPart> All(MadeLandlord landlord)
    {
        var counting = SlaClock.Counting.From(SlaClock.Calendar.EnglandAndWales);
        var (people, homes, complaints) = landlord.Size;
        return
        [
            new("homes", "linkage", homes, (session, n) => AddHome(session, MadeLandlord.Home(n))),
            new("people", "linkage", people, (session, n) => AddPerson(session, landlord.Person(n), landlord.Today)),
            new("repairs", "linkage", people, (session, n) =>
                AddRepair(session, landlord.Person(n), n, landlord.Today)),
            new("dossiers", "linkage", complaints, (session, n) => AddDossier(session, landlord.Complaint(n))),
            new("submissions", "intake", complaints, (session, n) => AddSubmission(session, landlord.Complaint(n))),
            new("cases", "cases", complaints, (session, n) => AddCase(session, landlord.Complaint(n))),
            new("clocks", "slaclock", complaints, (session, n) =>
                AddClocks(session, landlord.Complaint(n), counting, landlord.Today)),
        ];
    }

    private static void AddHome(IDocumentSession session, MadeHome home)
    {
        var registered = new Linkage.PropertyRegistered(
            home.Id, home.Uprn, home.Address, [new($"H-{home.Number}", Allocator)]);
        session.Events.StartStream<Linkage.Property>(home.Id, registered);
        session.Insert(Linkage.Property.KeysOf(home.Uprn, registered.References)
            .Select(key => new Linkage.PropertyReference(key, home.Id)).ToArray());
    }

    private static void AddPerson(IDocumentSession session, MadePerson person, DateOnly today)
    {
        var dice = new Dice("life", person.Number);
        var reference = new Linkage.Reference(person.Reference, Allocator);
        List<Linkage.IPersonEvent> life =
        [
            new Linkage.PersonRegistered(person.Id, [reference], person.Name, person.Email, person.Phone,
                [new(person.Tenancy, Allocator)], person.Home.Id),
        ];
        if (dice.OneIn(5))
            life.AddRange(Enumerable.Range(0, 1 + dice.Below(3)).Select(_ => new Linkage.ContactRecorded(
                person.Id, dice.Id(), "phone", At(today.AddDays(-dice.Below(900))),
                MadeLandlord.TextOf(dice, dice.OftenOf(Words.Said).Sentences), "Told whom to ring.", null)));
        session.Events.StartStream<Linkage.Person>(person.Id, life);
        session.Insert(new Linkage.PersonReference(reference.Key, person.Id));
    }

    private static void AddRepair(IDocumentSession session, MadePerson person, int number, DateOnly today)
    {
        var dice = new Dice("repair", number);
        var (id, order, on) = (dice.Id(), new Linkage.Reference($"WO-{7_000_000 + number}", Allocator),
            today.AddDays(-dice.Below(1500)));
        List<Linkage.IRepairEvent> events =
        [
            new Linkage.RepairRaised(id, order, At(on), on, MadeLandlord.TextOf(dice, Words.Said[0].Sentences), 2,
                null, "plumbing", new(person.Reference, Allocator), person.Home.Uprn, null),
        ];
        if (on < today.AddDays(-30)) events.Add(new Linkage.RepairCompleted(id, order, At(on.AddDays(9)), null));
        session.Events.StartStream<Linkage.Repair>(id, events);
    }

    private static void AddDossier(IDocumentSession session, MadeComplaint complaint)
    {
        var (from, until) = Linkage.EvidenceWindow.Of(complaint.ReceivedOn);
        session.Events.StartStream<Linkage.Dossier>(complaint.Id, new Linkage.DossierOpened(
            complaint.Id, complaint.Reference, complaint.ReceivedOn, complaint.Person?.Id, complaint.Home?.Id, from,
            until));
    }

    private static void AddSubmission(IDocumentSession session, MadeComplaint complaint)
    {
        session.Events.StartStream<Intake.Submission>(complaint.Id, new Intake.ComplaintMade(
            complaint.Id, complaint.Reference, complaint.Channel, complaint.Category, complaint.ReceivedOn,
            complaint.Person is { } person
                ? new Intake.Resident(person.Id, person.Name, person.Email, person.Phone, null)
                : null,
            complaint.Home?.Id,
            [.. complaint.Points.Select((text, at) => new Intake.PointOfComplaint(at + 1, text))],
            "That it is put right.", "email"));
        session.Insert(new Intake.TakenRequest(complaint.Id.ToString(), complaint.Id, complaint.Reference,
            complaint.ReceivedOn, complaint.Reference));
    }

    private static void AddCase(IDocumentSession session, MadeComplaint complaint)
    {
        var id = complaint.Id;
        List<Cases.IComplaintEvent> life =
        [
            new Cases.ComplaintOpened(id, complaint.Reference, complaint.Channel, complaint.Category,
                complaint.ReceivedOn, complaint.Home?.Id,
                complaint.Person is { } person
                    ? new Cases.Resident(person.Id, person.Name, person.Email, person.Phone, null)
                    : null,
                [.. complaint.Points.Select((text, at) => new Cases.PointOfComplaint(at + 1, text))],
                "That it is put right.", "email"),
            new Cases.ReceiptConfirmed(id, new Dice("letter", complaint.Number).Id(), "email",
                At(complaint.ReceivedOn)),
        ];
        if (complaint.AcknowledgedOn is not null || complaint.Number % 3 > 0)
            life.Add(new Cases.ComplaintAssigned(
                id, StaffId(complaint.Owner), StaffName(complaint.Owner), "Complaints team"));
        if (complaint.AcknowledgedOn is { } acknowledged)
            life.Add(new Cases.ComplaintAcknowledged(id, acknowledged, $"About: {complaint.Points[0]}",
                "That it is put right.", "Repairs and what follows from them.", "Compensation by an insurer."));
        if (complaint.RespondedOn is { } responded)
            life.Add(new Cases.Stage1ResponseRecorded(id, responded, complaint.Outcome,
                "We looked at what happened and should have done better. It is put right as agreed."));
        session.Events.StartStream<Cases.Complaint>(id, life);
    }

    // Decided by the service's own rules, each fact on its day.
    private static void AddClocks(
        IDocumentSession session, MadeComplaint complaint, SlaClock.Counting counting, DateOnly today)
    {
        var (id, set, life) = (complaint.Id, (SlaClock.ClockSet?)null, new List<SlaClock.IClockSetEvent>());
        Note(new SlaClock.ReceiptNoted(id, complaint.ReceivedOn), complaint.ReceivedOn);
        if (complaint.AcknowledgedOn is { } acknowledged)
            Note(new SlaClock.AcknowledgementNoted(id, acknowledged), acknowledged);
        if (complaint.RespondedOn is { } responded) Note(new SlaClock.ResponseNoted(id, responded), responded);
        else Keep(SlaClock.ClockKeeping.Missing(set!, "looked", counting, today));
        session.Events.StartStream<SlaClock.ClockSet>(id, life);

        void Note(SlaClock.IClockSetEvent fact, DateOnly on) =>
            Keep(SlaClock.ClockKeeping.Note(set, fact, "recorded", counting, on).Events);

        void Keep(IEnumerable<SlaClock.IClockSetEvent> happened)
        {
            foreach (var one in happened.ToList())
            {
                life.Add(one);
                set = SlaClock.ClockSet.Evolve(set, one);
            }
        }
    }

    private static DateTimeOffset At(DateOnly day) => new(day.ToDateTime(new TimeOnly(9, 30)), TimeSpan.Zero);
}
