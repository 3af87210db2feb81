namespace ComplaintsPlatform.Intake.Reading;

/// <summary>Every question that this service answers.</summary>
internal static class ReadingEndpoints
{
    public static void MapReading(this IEndpointRouteBuilder app)
    {
        var submissions = app.MapGroup("/api/submissions").WithTags("Submissions");
        SubmissionList.Map(submissions);
        MyReports.Map(submissions);
        OneSubmissionEndpoint.Map(submissions);
        WaitingContacts.Map(app);
        Conversations.Map(app);
        ConversationChanges.Map(app);
        MadeOfContacts.Map(app);
        Drafts.Map(app);
        GuidanceList.Map(app);
        WordLists.Map(app);
    }
}
