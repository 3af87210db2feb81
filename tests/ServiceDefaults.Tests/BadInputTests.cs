using System.Net;
using System.Text;

namespace ComplaintsPlatform.ServiceDefaults.Tests;

public sealed class BadInputTests(TinyService service) : IClassFixture<TinyService>
{
    [Theory]
    [InlineData("{\"text\": ")]
    [InlineData("{text: 1}")]
    [InlineData("not json")]
    [InlineData("{\"text\":\"a\"} and more")]
    public async Task malformed_json(string body) =>
        await (await service.PostAsync("/submit", body)).ShouldBeProblemAsync(400, "json-malformed");

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    public async Task missing_body(string body) =>
        await (await service.PostAsync("/submit", body)).ShouldBeProblemAsync(400, "body-missing");

    [Theory]
    [InlineData("{\"text\":\"a\",\"colour\":1}", "colour", "no such field")]
    [InlineData("{\"Text\":\"a\"}", "Text", "no such field")]
    [InlineData("{\"text\":\"a\",\"resident\":{\"name\":\"b\",\"shoe\":1}}", "resident.shoe", "no such field")]
    [InlineData("{\"text\":\"a\",\"text\":\"b\"}", "text", "twice")]
    [InlineData("{\"text\":5}", "text", "text in quotes")]
    [InlineData("{\"text\":\"a\",\"on\":\"soon\"}", "on", "a date")]
    [InlineData("{\"text\":\"a\",\"on\":\"2026-02-30\"}", "on", "a date")]
    [InlineData("{\"text\":\"a\",\"propertyId\":\"12\"}", "propertyId", "UUID")]
    [InlineData("{\"text\":\"a\",\"points\":\"12\"}", "points", "list")]
    [InlineData("{\"text\":\"a\",\"resident\":{\"name\":\"b\",\"age\":\"40\"}}", "resident.age", "number")]
    [InlineData("{\"text\":\"a\",\"resident\":{\"name\":\"b\",\"age\":99999999999}}", "resident.age", "whole number")]
    [InlineData("[]", "body", null)]
    [InlineData("{}", "text", "required")]
    [InlineData("{\"text\":null}", "text", "required")]
    [InlineData("{\"text\":\"   \"}", "text", "required")]
    [InlineData("{\"text\":\"123456789012345678901\"}", "text", "At most 20")]
    [InlineData("{\"text\":\"a\\u0000b\"}", "text", "U+0000")]
    [InlineData("{\"text\":\"a\\u001bb\"}", "text", "U+001B")]
    [InlineData("{\"text\":\"a\",\"resident\":{\"name\":\"too long\"}}", "resident.name", "At most 5")]
    [InlineData("{\"text\":\"a\",\"points\":[\"ok\",\"too long\"]}", "points[1]", "At most 5")]
    public async Task a_field_that_cannot_be_taken_is_named(string body, string field, string? saying) =>
        await (await service.PostAsync("/submit", body)).ShouldBeNotValidAsync(field, saying);

    [Theory]
    [InlineData("{\"text\":\"line\\nand\\ttab\\r\\n\"}")]
    [InlineData("{\"text\":\"snow ❄ \\ud83c\\udfe0 é\"}")]
    public async Task text_that_people_write_is_taken(string body) =>
        (await service.PostAsync("/submit", body)).StatusCode.ShouldBe(HttpStatusCode.OK);

    [Fact]
    public async Task half_a_character_is_refused() =>
        ((int)(await service.PostAsync("/submit", "{\"text\":\"a\\ud83c\"}")).StatusCode).ShouldBe(400);

    [Fact]
    public async Task bytes_that_are_not_utf8_are_refused()
    {
        var content = new ByteArrayContent([.. "{\"text\":\""u8, 0xC3, 0x28, .. "\"}"u8]);
        content.Headers.ContentType = new("application/json");
        ((int)(await service.SendAsync(new HttpRequestMessage(HttpMethod.Post, "/submit")
        { Content = content })).StatusCode).ShouldBe(400);
    }

    // 8 MB do not fit into the buffers between the two: the client is still sending when it is refused.
    [Theory]
    [InlineData(1_100)]
    [InlineData(8_000)]
    public async Task a_body_over_the_limit(int kilobytes) =>
        await (await service.PostAsync("/submit", "{\"text\":\"" + new string('a', kilobytes * 1024) + "\"}"))
            .ShouldBeProblemAsync(413, "body-too-large");

    [Fact]
    public async Task a_body_over_the_limit_from_nobody() =>
        await (await service.PostAsync("/submit", new string('a', 8_000 * 1024), token: null))
            .ShouldBeProblemAsync(401, "not-authenticated");

    [Fact]
    public async Task another_media_type() =>
        await (await service.SendAsync(new HttpRequestMessage(HttpMethod.Post, "/submit")
        {
            Content = new StringContent("<text/>", Encoding.UTF8, "application/xml"),
        })).ShouldBeProblemAsync(415, "media-type-unsupported");

    [Fact]
    public async Task another_method() =>
        await (await service.GetAsync("/submit", token: null)).ShouldBeProblemAsync(405, "method-not-allowed");

    [Fact]
    public async Task an_unknown_address() =>
        await (await service.GetAsync("/nowhere")).ShouldBeProblemAsync(404, "not-found");

    [Theory]
    [InlineData("/count", "required")]
    [InlineData("/count?number=many", "whole number")]
    public async Task a_query_that_cannot_be_read(string path, string saying) =>
        await (await service.GetAsync(path)).ShouldBeNotValidAsync("number", saying);

    [Fact]
    public async Task if_match_missing() => await (await service.PostAsync($"/change/{TinyService.Somebody}", ""))
        .ShouldBeProblemAsync(428, "if-match-missing");

    [Theory]
    [InlineData("3")]
    [InlineData("\"three\"")]
    [InlineData("\"-1\"")]
    [InlineData("\"3\", \"4\"")]
    [InlineData("\"99999999999999999999\"")]
    [InlineData("\"")]
    public async Task if_match_garbled(string header) =>
        await (await service.PostAsync($"/change/{TinyService.Somebody}", "", header))
        .ShouldBeProblemAsync(400, "if-match-malformed");

    [Theory]
    [InlineData("\"3\"", "\"3\"")]
    [InlineData("*", "\"7\"")]
    [InlineData("W/\"3\"", "\"3\"")] // a compressing proxy made it weak
    public async Task if_match_as_it_should_be(string header, string etag)
    {
        var answer = await service.PostAsync($"/change/{TinyService.Somebody}", "", header);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Headers.ETag!.Tag.ShouldBe(etag);
    }
}
