using System.Net;
using ComplaintsPlatform.Contracts.Cases;
using ComplaintsPlatform.Contracts.Intake;
using Npgsql;
using static ComplaintsPlatform.Intake.Tests.Submissions;

namespace ComplaintsPlatform.Intake.Tests;

public sealed class ComplaintSplitSpecs(IntakeFixture intake)
{
    private static readonly ComplaintSplit Split = new(
        SubmissionId, ComplaintId, "phone", "staff-conduct", Received,
        new Complainant(null, "Ada Osei", "ada.osei@example.org", null, null), null,
        [new(2, "Nobody answers."), new(4, "They were rude.")], "An apology.", "email");

    [Fact]
    public void points_that_were_split_off_are_a_complaint_received_when_they_were() =>
        Given().WhenStarting(state => ComplaintSplitHandler.Decide(Split, state, "CMP-0000-0001"))
            .Then(new ComplaintMade(
                ComplaintId, "CMP-0000-0001", "phone", "staff-conduct", Received,
                new Resident(null, "Ada Osei", "ada.osei@example.org", null, null), null,
                [new(1, "Nobody answers."), new(2, "They were rude.")], "An apology.", "email",
                SplitFromId: SubmissionId));

    [Fact]
    public void told_again_it_is_made_once_and_nobody_stays_nobody()
    {
        var made = ComplaintSplitHandler.Decide(
            Split with { Resident = new(null, "", null, null, null) }, null, "CMP-0000-0001").Events;
        made.ShouldHaveSingleItem().ShouldBeOfType<ComplaintMade>().Resident.ShouldBeNull();
        Given([.. made]).WhenStarting(state => ComplaintSplitHandler.Decide(Split, state, "CMP-0000-0002"))
            .ThenNothing();
    }

    [Fact]
    public async Task what_cases_split_off_is_made_here_once()
    {
        var split = Split with { NewComplaintId = Guid.CreateVersion7(TimeProvider.System.GetUtcNow()) };
        for (var n = 0; n < 2; n++)
            await intake.Service.PublishAsync("complaints.cases.complaint-split.v1", split.ComplaintId, split);
        await Eventually.IsSoAsync(async () => await Count(split.NewComplaintId) == 1, "It was not made.");
        using var again = await IntakeFixture.Post(intake.Adviser,
            new Dictionary<string, object?>(IntakeFixture.Body()) { ["complaintId"] = split.NewComplaintId });
        again.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    private async Task<long> Count(Guid id)
    {
        await using var database = new NpgsqlConnection(intake.Service.Database);
        await database.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand("select count(*) from mt_events where stream_id = $1", database)
        { Parameters = { new() { Value = id } } };
        return (long)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }
}
