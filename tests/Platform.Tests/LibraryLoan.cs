using ComplaintsPlatform.EventStore;

namespace ComplaintsPlatform.Platform.Tests;

// A stream that has nothing to do with complaints: the store knows nothing of them either.
public interface ILoanEvent;

public sealed record BookLent(Guid LoanId, string Title, Guid? ReaderId, [property: PersonalData(Subject = nameof(BookLent.ReaderId))] string Reader) : ILoanEvent;

public sealed record LoanExtended(Guid LoanId, int Days, [property: PersonalData] string? Reason) : ILoanEvent;

public sealed record ReminderNoted(Guid LoanId) : ILoanEvent;

public sealed record BookReturned(Guid LoanId, IReadOnlyList<Remark> Remarks) : ILoanEvent;

public sealed record Remark(int Page, [property: PersonalData] string Text);

public sealed record Loan(string Title, string Reader, int Extensions, bool IsReturned)
{
    public static Loan Evolve(Loan? loan, ILoanEvent happened) => happened switch
    {
        BookLent lent => new Loan(lent.Title, lent.Reader, 0, false),
        LoanExtended => loan! with { Extensions = loan.Extensions + 1 },
        ReminderNoted => loan!,
        BookReturned => loan! with { IsReturned = true },
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
