using static ComplaintsPlatform.Cases.Tests.CasesFixture;

namespace ComplaintsPlatform.Cases.Tests;

/// <summary>Messages through the real broker: doubled, and in an order that they were not sent in.</summary>
public sealed class MessageApiTests(CasesFixture cases)
{
    [Fact]
    public async Task facts_that_come_first_and_messages_that_come_twice_leave_one_of_each()
    {
        var id = Guid.CreateVersion7(TimeProvider.System.GetUtcNow());
        var letter = new
        {
            complaintId = id,
            letterId = id,
            kind = "confirmation-of-receipt",
            form = "email",
            sentAt = Histories.Now
        };
        var breach = new { complaintId = id, clock = "acknowledgement", dueOn = "2026-03-09", cause = "limit-passed" };
        var made = Made(id);
        var message = Guid.CreateVersion7(TimeProvider.System.GetUtcNow());

        await cases.Service.PublishAsync("complaints.correspondence.letter-sent.v1", id, letter);
        await cases.Service.PublishAsync("complaints.sla-clock.deadline-breached.v1", id, breach);
        await cases.Service.PublishAsync("complaints.sla-clock.deadline-breached.v1", id, breach);
        await cases.Service.PublishAsync("complaints.intake.complaint-made.v1", id, made, message);
        await cases.Service.PublishAsync("complaints.intake.complaint-made.v1", id, made, message);
        await cases.Service.PublishAsync("complaints.intake.complaint-made.v1", id, made);
        await cases.Service.PublishAsync("complaints.linkage.record-linked.v1", id,
            new
            {
                complaintId = id,
                recordId = id,
                recordKind = "repair",
                externalId = "WO-1",
                allocatedBy = "housing-repairs",
                why = "same-property"
            });

        using var answer = await cases.Wait(id);
        var history = (await Json(await cases.Officer.GetAsync($"/api/complaints/{id}/history")))
            .GetProperty("changes");
        for (var start = TimeProvider.System.GetTimestamp(); history.GetArrayLength() < 4
            && TimeProvider.System.GetElapsedTime(start) < TimeSpan.FromSeconds(20);)
            history = (await Json(await cases.Officer.GetAsync($"/api/complaints/{id}/history")))
                .GetProperty("changes");
        history.EnumerateArray().Select(change => change.GetProperty("kind").GetString())
            .ShouldBe(["receipt_confirmed", "deadline_breached", "complaint_opened", "record_linked"]);
    }
}
