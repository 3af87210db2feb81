namespace ComplaintsPlatform.PersonalData.Tests;

/// <summary>A library lends books: all that can be personal about it.</summary>
public sealed record BookLent(
    Guid LoanId, string Title, Guid ReaderId,
    [property: PersonalData(Subject = nameof(BookLent.ReaderId))] string Reader,
    [property: PersonalData] string? Note = null);

public sealed record BookReturned(Guid LoanId, List<Remark> Remarks, Guarantor? Guarantor = null);

public sealed record Remark(int Page, [property: PersonalData] string Text);

public sealed record Guarantor(
    Guid? PersonId, [property: PersonalData(Subject = nameof(Guarantor.PersonId))] string Name,
    [property: PersonalData(Subject = nameof(Guarantor.PersonId))] string? Email);

public sealed record ReminderSent(Guid LoanId);

/// <summary>Inline, and live where a test folds it.</summary>
public sealed record Loan(
    Guid Id, string Title, Guid ReaderId, [property: PersonalData(Subject = nameof(Loan.ReaderId))] string Reader,
    [property: PersonalData] string? Note, List<Remark> Remarks, Guarantor? Guarantor)
{
    public static Loan Create(BookLent lent) =>
        new(lent.LoanId, lent.Title, lent.ReaderId, lent.Reader, lent.Note, [], null);

    public Loan Apply(BookReturned returned) =>
        this with { Remarks = returned.Remarks, Guarantor = returned.Guarantor };
}

/// <summary>A document that nobody projects.</summary>
public sealed record ReaderCard(Guid Id, [property: PersonalData] string Name, Dictionary<string, Remark> Remarks);

/// <summary>What a former release called it.</summary>
public sealed record LoanBegun(Guid LoanId, [property: PersonalData] string Who);

/// <summary>What a later one calls it.</summary>
public sealed record LoanStarted(Guid LoanId, [property: PersonalData] string Who);
