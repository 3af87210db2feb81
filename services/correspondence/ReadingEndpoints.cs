using ComplaintsPlatform.Correspondence.Notices;

namespace ComplaintsPlatform.Correspondence;

/// <summary>Every question that this service answers.</summary>
internal static class ReadingEndpoints
{
    public static void MapReading(this IEndpointRouteBuilder app)
    {
        var api = app.MapGroup("/api").WithTags("Correspondence");
        ComplaintCorrespondence.Map(api);
        LettersToSendByHand.Map(api);
        LettersToApproveEndpoint.Map(api);
        ShowLetter.Map(api);
        ShowDocument.Map(api);
        ShowWording.Map(api);
        LetterExceptions.Map(api);
        ListNotices.Map(api);
        ShowPreferences.Map(api);
    }
}
