using ComplaintsPlatform.ServiceDefaults;

namespace ComplaintsPlatform.Cases.Reading;

/// <summary>Pages of a list, each asked for by where the one before ended.</summary>
internal static class Paging
{
    public const int Usual = 50;

    /// <summary>The refusal of what a page was asked for by; null when it can be given.</summary>
    public static IResult? Fault(int? limit, string? cursor, out QueueCursor after)
    {
        after = default;
        if (limit is < 1 or > 100)
            return Api.Problem(StatusCodes.Status400BadRequest, "limit-out-of-range", "A page has 1 to 100 rows.");
        return QueueCursor.TryParse(cursor, out after)
            ? null
            : Api.Problem(StatusCodes.Status400BadRequest, "cursor-malformed",
                "Send the cursor exactly as the last page gave it under next, or none for the first page.");
    }
}
