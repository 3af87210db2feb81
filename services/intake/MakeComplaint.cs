using System.Text.RegularExpressions;
using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using FluentValidation;
using Marten;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace ComplaintsPlatform.Intake;

// Any expression of dissatisfaction is taken, through any channel, by anybody (Code 1.2, 3.1); the word "complaint" is
// not needed, nor is a complete form. The day of receipt may lie in the past (letters wait, registers are caught up);
// the clocks run from it. Sent twice with one Idempotency-Key or complaintId, it is one complaint (TakenRequest.cs).
public sealed partial record MakeComplaint(
    string Channel, string Category, ResidentGiven Resident, IReadOnlyList<string> Points, string PreferredContact,
    string? DesiredOutcome = null, Guid? PropertyId = null, DateOnly? ReceivedOn = null, Guid? ComplaintId = null)
{
    internal static readonly string[] Channels =
        ["phone", "email", "web-form", "resident-portal", "letter", "in-person", "social-media", "web-chat"];

    internal static readonly string[] Categories =
    [
        "repairs", "damp-and-mould", "leaks", "anti-social-behaviour", "estate-management", "rent-and-service-charges",
        "pest-control", "rehousing-and-allocations", "staff-conduct", "other",
    ];

    internal static readonly string[] WaysOfContact = ["email", "phone", "letter", "text"];

    // The bank-holiday calendar begins here; an earlier complaint could not be given its clocks.
    internal static readonly DateOnly Earliest = new(2019, 1, 1);

    public sealed partial class Validator : AbstractValidator<MakeComplaint>
    {
        public Validator()
        {
            RuleFor(command => command.Channel).Must(Channels.Contains).WithMessage(OneOf(Channels));
            RuleFor(command => command.Category).Must(Categories.Contains).WithMessage(OneOf(Categories));
            RuleFor(command => command.PreferredContact).Must(WaysOfContact.Contains).WithMessage(OneOf(WaysOfContact));
            RuleFor(command => command.Points).Must(points => points is { Count: >= 1 and <= 20 })
                .WithMessage("Give 1 to 20 points of complaint.");
            RuleForEach(command => command.Points).PlainText(4000);
            RuleFor(command => command.DesiredOutcome).PlainText(4000, optional: true);
            RuleFor(command => command.ReceivedOn).GreaterThanOrEqualTo(Earliest)
                .WithMessage("Complaints received before 1 January 2019 are not taken.");
            RuleFor(command => command.ComplaintId).NotEqual(Guid.Empty)
                .WithMessage("Give a UUID of your own, version 7 if you can, or none.");
            RuleFor(command => command.Resident).NotNull().WithMessage("Say who complains.");
            RuleFor(command => command.Resident.Name).PlainText(200).Matches("^[^\r\n\t]*$")
                .WithMessage("The name is one line.").When(HasResident);
            RuleFor(command => command.Resident.Email).MaximumLength(254).Matches(EmailAddress())
                .WithMessage("This is no email address such as name@example.org.").When(HasResident);
            RuleFor(command => command.Resident.Phone).Matches(PhoneNumber())
                .WithMessage("This is no phone number such as 020 7946 0123.").When(HasResident);
            RuleFor(command => command.Resident.PostalAddress).PlainText(500, optional: true).When(HasResident);
        }

        private static bool HasResident(MakeComplaint command) => command.Resident is not null;

        private static string OneOf(string[] words) => $"Must be one of: {string.Join(", ", words)}.";

        // One plain mailbox, so that it can stand in a mail header: no spaces, quotes, commas, brackets or line breaks.
        [GeneratedRegex(
            @"\A[^\s@<>()\[\]\\,;:""\p{C}]+@[^\s@<>()\[\]\\,;:""\p{C}.]+(\.[^\s@<>()\[\]\\,;:""\p{C}.]+)+\z",
            RegexOptions.None, 1000)]
        private static partial Regex EmailAddress();

        [GeneratedRegex(@"\A[+(]?[0-9][0-9 ()./-]{4,24}( ?(x|ext\.?) ?[0-9]{1,6})?\z", RegexOptions.None, 1000)]
        private static partial Regex PhoneNumber();
    }
}

/// <summary>Who complains. Only the name is needed.</summary>
public sealed record ResidentGiven(
    string Name, string? Email = null, string? Phone = null, string? PostalAddress = null, Guid? PersonId = null);

/// <summary>The answer, the same for a repeat.</summary>
public sealed record ComplaintTaken(Guid ComplaintId, string Reference, DateOnly ReceivedOn);

public static class MakeComplaintEndpoint
{
    public static Decision<ISubmissionEvent> Decide(
        MakeComplaint command, Guid complaintId, string reference, DateTimeOffset now)
    {
        var today = London.DayOf(now);
        if (command.ReceivedOn > today)
            return Decision<ISubmissionEvent>.Refuse("received-in-the-future",
                "A complaint cannot have been received after today. Put the day right on which it came.");

        var (name, email, phone, postalAddress, personId) = command.Resident;
        return Decision<ISubmissionEvent>.Accept(new ComplaintMade(
            complaintId, reference, command.Channel, command.Category, command.ReceivedOn ?? today,
            new Resident(personId, name, email, phone, postalAddress), command.PropertyId,
            [.. command.Points.Select((text, index) => new PointOfComplaint(index + 1, text))],
            command.DesiredOutcome, command.PreferredContact));
    }

    [WolverinePost("/api/complaints"), DecidesAgain, ForRoles(Roles.Capturing, Roles.Resident, Roles.Partner)]
    [EndpointSummary("Make a complaint; a retry with the same Idempotency-Key or complaintId makes no second one")]
    [Tags("Intake")]
    [TakesHeader(TakenRequest.KeyHeader,
        "1 to 200 characters of your choice: a repeat with the same key and body makes no second complaint.")]
    [ProducesResponseType<ComplaintTaken>(
        StatusCodes.Status201Created), ProducesResponseType<ComplaintTaken>(StatusCodes.Status200OK)]
    public static async Task<IResult> Post(
        MakeComplaint command, Actor actor, DrawReference reference, IDocumentSession session,
        HttpRequest request, HttpResponse response, TimeProvider time, CancellationToken ct)
    {
        string?[] keys = request.Headers[TakenRequest.KeyHeader].ToArray();
        if (keys.Length > 1 || !keys.All(TakenRequest.IsKey))
            return Api.Problem(StatusCodes.Status400BadRequest, "idempotency-key-malformed",
                $"{TakenRequest.KeyHeader} has to be 1 to 200 printable ASCII characters. A UUID serves well.");

        var now = time.GetUtcNow();
        var fingerprint = TakenRequest.FingerprintOf(command);
        var requestId = keys is [{ } key] ? TakenRequest.IdOf(actor, key) : null;
        if (await TakenRequest.Find(session, requestId, command.ComplaintId, ct) is { } earlier)
            return earlier.Fingerprint == fingerprint
                ? Taken(earlier, repeated: true, response)
                : Reused(byKey: earlier.Id == requestId);

        var complaintId = command.ComplaintId ?? Guid.CreateVersion7(now);
        var decision = Decide(command, complaintId, reference(), now);
        if (decision.IsRefused)
            return Api.Refused(decision.Refusal);

        var made = (ComplaintMade)decision.Events[0];
        var taken = new TakenRequest(
            requestId ?? complaintId.ToString(), complaintId, made.Reference, made.ReceivedOn, fingerprint);
        session.Events.StartStream<Submission>(complaintId, made);
        session.Insert(taken);
        return Taken(taken, repeated: false, response);
    }

    private static IResult Taken(TakenRequest request, bool repeated, HttpResponse response)
    {
        var location = $"/api/complaints/{request.ComplaintId}";
        response.Headers.ETag = "\"1\"";
        response.Headers.Location = location;
        var complaint = new ComplaintTaken(request.ComplaintId, request.Reference, request.ReceivedOn);
        return repeated ? TypedResults.Ok(complaint) : TypedResults.Created(location, complaint);
    }

    private static IResult Reused(bool byKey) => byKey
        ? Api.Problem(StatusCodes.Status422UnprocessableEntity, "idempotency-key-reused",
            $"This {TakenRequest.KeyHeader} was sent before with another body. Send a new key for a new complaint, "
                + $"or the same body for a retry.")
        : Api.Problem(StatusCodes.Status422UnprocessableEntity, "complaint-id-reused",
            "Another complaint has this complaintId. Send a new id, or none, for a new complaint, or the same body "
                + "for a retry.");
}
