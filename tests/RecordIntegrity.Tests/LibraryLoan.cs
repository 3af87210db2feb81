namespace ComplaintsPlatform.RecordIntegrity.Tests;

// A stream that has nothing to do with complaints: the record knows nothing of them either.
public sealed record BookLent(Guid LoanId, string Title);

public sealed record LoanExtended(Guid LoanId, int Days, string? Reason);

public sealed record ReminderNoted(Guid LoanId);
