using ComplaintsPlatform.Contracts.Intake;

namespace ComplaintsPlatform.Correspondence.Tests;

/// <summary>Fixed complaints and the landlord of the specs.</summary>
internal static class Complaints
{
    public static readonly Guid ComplaintId = new("0190d3a0-0000-7000-8000-00000000000a");
    public static readonly Guid PersonId = new("0190d3a0-0000-7000-8000-00000000000b");
    public static readonly Guid LetterId = Letter.IdOf(ComplaintId, LetterKind.ConfirmationOfReceipt);

    public static readonly Landlord Landlord = new()
    {
        Name = "Harbour Homes",
        Email = "complaints@harbour.example",
        Phone = "0306 999 0123",
        Address = "1 Quay Street"
    };

    public static readonly LetterTemplate Template = LetterTemplate.Newest(LetterKind.ConfirmationOfReceipt);

    public static ComplaintMade Made(string? email = "ada@example.org", string preferred = "email",
        string name = "Ada Lovelace", Guid? complaintId = null) => new(
        complaintId ?? ComplaintId, "CMP-7K3M-9QXT", "web-form", "repairs", new DateOnly(2026, 3, 2),
        new DateTimeOffset(2026, 3, 2, 10, 0, 0, TimeSpan.Zero), PersonId,
        new Complainant(PersonId, name, email, null, "2 Quay Street"), null,
        [new PointOfComplaint(1, "The leak came back")], null, preferred);

    public static ILetterEvent[] Drafted(string? email = "ada@example.org", string preferred = "email") =>
        [.. ComplaintMadeHandler.Decide(Made(email, preferred), null, Template, Landlord).Events];
}
