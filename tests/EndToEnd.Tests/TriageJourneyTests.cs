using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace ComplaintsPlatform.EndToEnd.Tests;

/// <summary>From a service request to two complaints and back to one, through every service.</summary>
public sealed class TriageJourneyTests(Platform platform)
{
    [Fact]
    public async Task a_service_request_becomes_a_complaint_is_joined_split_and_merged_again()
    {
        using var adviser = await platform.SignedInAsync("adviser");
        using var officer = await platform.SignedInAsync("officer");
        const string Email = "triage@example.org";
        var request = await SendAsync(adviser, "api/submissions", new
        {
            type = "service-request",
            channel = "phone",
            what = "The kitchen tap drips.",
            isDissatisfied = true,
            resident = new { name = "Ada Reed", email = Email },
        });
        var submission = request.GetProperty("submissionId").GetGuid();
        request.GetProperty("offerComplaint").GetBoolean().ShouldBeTrue();
        var id = (await SendAsync(adviser, $"api/submissions/{submission}/promote-to-complaint", new
        { category = "repairs" })).GetProperty("complaintId").GetGuid();
        (await officer.ReadUntilAsync($"api/complaints/{id}", _ => true, "The case was not opened."))
            .GetProperty("fromSubmissionId").GetGuid().ShouldBe(submission);

        await officer.CommandAsync(id, "join", new
        { channel = "phone", words = "And they were rude.", points = new[] { "The caller was rude to me." } }, "*");
        var other = (await officer.CommandAsync(id, "split", new
        { points = new[] { 2 }, reason = "Another matter.", category = "staff-conduct" }, "*"))
            .GetProperty("newComplaintId").GetGuid();
        var made = await officer.ReadUntilAsync($"api/complaints/{other}", _ => true, "It was not opened.");
        made.GetProperty("splitFromId").GetGuid().ShouldBe(id);
        await officer.ReadUntilAsync($"api/complaints/{other}/clocks",
            found => found.GetProperty("clocks").GetArrayLength() == 3, "It has no clocks.");
        await officer.ReadUntilAsync($"api/complaints/{other}/evidence", _ => true, "It has no dossier.");
        await Eventually.IsSoAsync(
            async () => (await platform.MailsToAsync(Email)).Count == 2, "Both are not confirmed.");

        await officer.CommandAsync(id, "merge", new { duplicateId = other, reason = "One matter after all." }, "*");
        await officer.ReadUntilAsync($"api/complaints/{other}/clocks",
            found => found.GetProperty("resting").GetBoolean(), "Its clocks do not rest.");
        var reference = made.GetProperty("reference").GetString();
        (await officer.GetFromJsonAsync<JsonElement>($"api/complaints/by-reference/{reference}"))
            .GetProperty("complaintId").GetGuid().ShouldBe(id);
        await SendAsync(adviser, $"api/submissions/{submission}/resolve", new { whatWasDone = "A new washer." });
        (await adviser.PostAsJsonAsync("api/complaints/likely-doubles", new { email = Email })).StatusCode
            .ShouldBe(HttpStatusCode.OK);
    }

    private static async Task<JsonElement> SendAsync(HttpClient client, string path, object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        request.Headers.TryAddWithoutValidation("If-Match", "*");
        using var answer = await client.SendAsync(request);
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }
}
