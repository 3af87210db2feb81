namespace ComplaintsPlatform.Portal.Gateway;

/// <summary>Who tells who looked, and at what, in words.</summary>
/// <param name="Ask">Asks for so many looks, from a cursor on.</param>
/// <param name="AtWhat">Of what it tells.</param>
internal sealed record LooksPlace(Func<int, string?, Call<LooksPage>> Ask, string AtWhat);

/// <summary>
/// Who looked, as one list. Each service tells the looks at what it shows, in one shape and one order, and a cursor of
/// one says to all where the list goes on: so a page is the newest of as many from each, and leaves out nothing and
/// shows nothing twice. Which of them did not answer is said.
/// </summary>
internal sealed class Looks(GatewayClient gateway)
{
    private const int Size = 50;

    /// <summary>The page that the request's <c>cursor</c> names.</summary>
    public async Task<LooksShown> AskAsync(HttpRequest request, params IReadOnlyList<LooksPlace> places)
    {
        var cursor = request.Query["cursor"].ToString();
        try
        {
            return await AskAsync(request.Path, cursor, places);
        }
        catch (ProblemAnswer problem) when (problem.Code == "cursor-malformed")
        {
            // What a hand-made address says wrongly is not asked for.
            return await AskAsync(request.Path, "", places);
        }
    }

    private async Task<LooksShown> AskAsync(string here, string cursor, IReadOnlyList<LooksPlace> places)
    {
        var pages = await Task.WhenAll(places.Select(place => PageAsync(place, cursor)));
        var newest = LooksPage.Merge(pages, Size);
        return new LooksShown(
            [.. LookLine.Of(newest.Items)],
            [.. places.Zip(pages).Where(asked => asked.Second is null).Select(asked => asked.First.AtWhat)],
            cursor == "" ? null : here, newest.Next is { } next ? here + Query.Of(("cursor", next)) : null);
    }

    /// <summary>Null when the service does not answer; empty where nothing was ever shown.</summary>
    private async Task<LooksPage?> PageAsync(LooksPlace place, string cursor)
    {
        try
        {
            return await gateway.FindAsync(place.Ask(Size, cursor)) ?? new LooksPage { Items = [] };
        }
        catch (ProblemAnswer problem) when (problem.Status >= StatusCodes.Status500InternalServerError)
        {
            return null;
        }
    }
}

internal sealed partial record LooksPage
{
    /// <summary>The newest of pages that have so many looks each, or are the last.</summary>
    public static LooksPage Merge(IReadOnlyList<LooksPage?> pages, int size)
    {
        List<Look> all =
        [
            .. pages.SelectMany(page => page?.Items ?? [])
                .OrderByDescending(look => look.At).ThenByDescending(look => look.LookId),
        ];
        var isMore = all.Count > size || pages.Any(page => page?.Next is not null);
        return new LooksPage { Items = [.. all.Take(size)], Next = isMore ? all[size - 1].Cursor : null };
    }
}

internal sealed partial record Look
{
    public string What => Part switch
    {
        "complaint" => "the complaint",
        "history" => "its history",
        "documents" => "the list of documents",
        "document" => $"document: {DetailName ?? "no longer named"}",
        "actions" => "what is followed up",
        "contacts" => "its contact log",
        "corrections" => "its corrections",
        "similar-complaints" => "complaints that are like it",
        "tasks" => "the list of tasks",
        "task" => $"task: {DetailName ?? "no longer named"}",
        "stream" => "the record as it is stored",
        "verification" => "whether the record is intact",
        "views" => "who looked",
        "clocks" => "its clocks",
        "correspondence" => "its letters",
        "letter" => $"letter: {DetailName ?? "no longer named"}",
        "letter-document" => $"letter as a PDF: {DetailName ?? "no longer named"}",
        "evidence" => "its evidence",
        "submission" => "what was brought in",
        "conversation" => "what was said in it",
        "origin" => "what it was made of",
        "person" => "their details",
        "overview" => "everything known about them",
        "equality" => "their answers about equality",
        _ => Part,
    };
}

/// <summary>A page of who looked.</summary>
/// <param name="Lines">The newest first.</param>
/// <param name="Missing">Looks at what cannot be shown now.</param>
/// <param name="First">Address of the first page, on any other.</param>
/// <param name="Next">Address of the next page.</param>
internal sealed record LooksShown(
    IReadOnlyList<LookLine> Lines, IReadOnlyList<string> Missing, string? First, string? Next);

/// <summary>What one person looked at within a minute, as a page shows several parts at once; in the order in which
/// they did.</summary>
internal sealed record LookLine(Look Last, IReadOnlyList<string> Parts)
{
    public string What => string.Concat(Parts[0][..1].ToUpperInvariant(), string.Join("; ", Parts)[1..]);

    public static IEnumerable<LookLine> Of(IEnumerable<Look> looks)
    {
        LookLine? line = null;
        foreach (var look in looks)
            if (line is not null && line.Last.WhoId == look.WhoId && line.Last.Roles.SequenceEqual(look.Roles)
                && line.Last.At - look.At < TimeSpan.FromMinutes(1))
                line = line with { Parts = [look.What, .. line.Parts.Where(part => part != look.What)] };
            else
            {
                if (line is not null) yield return line;
                line = new LookLine(look, [look.What]);
            }

        if (line is not null) yield return line;
    }
}
