namespace ComplaintsPlatform.Correspondence.Tests;

/// <summary>Who looked at letters, on a service of its own.</summary>
public sealed class LooksApiTests(CorrespondenceHost correspondence) : IClassFixture<CorrespondenceHost>
{
    [Fact]
    public async Task who_looks_at_the_letters_of_a_complaint_is_recorded_before_they_are_shown()
    {
        var id = Guid.CreateVersion7();
        await correspondence.HearAsync(Complaints.Made(complaintId: id));
        await KeptLooks.ShouldBeKeptAsync(correspondence.Services, correspondence.Database, correspondence.As, id,
            $"/api/complaints/{id}/correspondence/views", ($"/api/complaints/{id}/correspondence", "correspondence"));
    }
}
