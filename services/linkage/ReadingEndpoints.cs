namespace ComplaintsPlatform.Linkage;

/// <summary>Every question that this service answers.</summary>
internal static class ReadingEndpoints
{
    public static void MapReading(this IEndpointRouteBuilder app)
    {
        FindPeopleEndpoint.Map(app);
        FindPropertiesEndpoint.Map(app);
        EvidenceEndpoint.Map(app);
    }
}
