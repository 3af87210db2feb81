using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using FluentValidation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace ComplaintsPlatform.ServiceDefaults.Tests;

public sealed record Resident(string Name, int Age);

public sealed record Submit(
    string Text, DateOnly? On, Guid? PropertyId, Resident? Resident, IReadOnlyList<string>? Points);

internal sealed class SubmitValidator : AbstractValidator<Submit>
{
    public SubmitValidator()
    {
        RuleFor(submit => submit.Text).PlainText(20);
        RuleFor(submit => submit.Resident!.Name).PlainText(5).When(submit => submit.Resident is not null);
        RuleForEach(submit => submit.Points).PlainText(5, optional: true);
    }
}

/// <summary>A service with one route of each kind, on a loopback port, with a database that is never asked.</summary>
public sealed class TinyService : IAsyncLifetime
{
    private WebApplication? app;

    public TestAuthority Authority { get; private set; } = null!;

    public HttpClient Client { get; private set; } = null!;

    public static readonly Guid Somebody = new("0198a000-0000-7000-8000-000000000001");

    public async ValueTask InitializeAsync()
    {
        Authority = await TestAuthority.StartAsync();
        app = Build(Authority.Url);
        await app.StartAsync();
        Client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
    }

    public static WebApplication Build(string authority, params (string Key, string Value)[] settings)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Development" });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        { ["Authentication:Authority"] = authority });
        builder.Configuration.AddInMemoryCollection(
            settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)));
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.AddServiceDefaults("tiny");
        var app = builder.Build();
        app.MapDefaultEndpoints();
        Map(app);
        return app;
    }

    public Task<HttpResponseMessage> PostAsync(
        string path, string json, string? ifMatch = null, string? token = "officer")
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path)
        { Content = new StringContent(json, Encoding.UTF8, "application/json") };
        if (ifMatch is not null) request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        return SendAsync(request, token);
    }

    public Task<HttpResponseMessage> GetAsync(string path, string? token = "officer") =>
        SendAsync(new HttpRequestMessage(HttpMethod.Get, path), token);

    /// <summary>With a token of one role, with a token as it is (it has dots), or with none.</summary>
    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, string? token = "officer")
    {
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer",
                token.Contains('.', StringComparison.Ordinal)
                    ? token
                    : Authority.TokenFor(Somebody, "Olive Officer", token));
        return Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (app is not null) await app.DisposeAsync();
        await Authority.DisposeAsync();
    }

    private static void Map(IEndpointRouteBuilder app)
    {
        app.MapPost("/submit", (Submit submit) => Results.Ok(submit)).Validate(new SubmitValidator())
            .RequireRoles("officer");
        app.MapPost("/change/{id:guid}", (Guid id, HttpContext http) => Api.Version(ExpectedVersion.From(http) ?? 7))
            .WithMetadata(ExpectsVersion.Instance).RequireRoles("officer");
        app.MapGet("/count", (int number) => number).RequireRoles("officer");
        app.MapGet("/forgotten", () => "secret");
        app.MapGet("/who", (Actor actor) => actor).RequireRoles("officer", "auditor");
        app.MapGet("/fails/{how}", IResult (string how) => throw (how switch
        {
            "stale" => new JasperFx.ConcurrencyException(typeof(Resident), Somebody),
            "exists" => new Marten.Exceptions.ExistingStreamIdCollisionException(Somebody, typeof(Resident)),
            "database" => new Npgsql.NpgsqlException("no", new IOException("secret")),
            "store" => new Marten.Exceptions.MartenCommandException(
                null, new Npgsql.NpgsqlException("no", new IOException("secret"))),
            // As Npgsql says it when the server is killed while a connection is made: nothing tells that it is the
            // connection's trouble but its type.
            "handshake" => new Npgsql.NpgsqlException("secret"),
            // As Entity Framework passes it on when it saves.
            "save" => new InvalidOperationException(
                "secret", new ArgumentException("saving", new Npgsql.NpgsqlException("no", new IOException("secret")))),
            _ => new InvalidOperationException("secret"),
        })).RequireRoles("officer");
        app.MapGet("/refused", () => Api.Problem(StatusCodes.Status409Conflict, "already-owned", "It has an owner."))
            .RequireRoles("officer");
        app.MapGet("/absent", () => Api.Answer<Resident>(null, 0)).RequireRoles("officer");
        app.MapGet("/read", () => Api.Answer(new Resident("Rosa", 40), 4)).RequireRoles("officer");
        app.MapGet("/waits", async (WaitPreference wait, TimeProvider time, CancellationToken ct) =>
        {
            var asked = 0;
            return await wait.UntilAsync(_ => Task.FromResult(++asked >= 3), time, ct);
        }).RequireRoles("officer");
    }
}

internal static class ProblemExpectations
{
    /// <summary>A problem of ours in every respect: media type, type, title, sentence, trace id; and no word of the
    /// machinery.</summary>
    public static async Task<JsonElement> ShouldBeProblemAsync(
        this HttpResponseMessage response, int status, string code)
    {
        var text = await response.Content.ReadAsStringAsync();
        ((int)response.StatusCode).ShouldBe(status, text);
        response.Content.Headers.ContentType?.MediaType.ShouldBe("application/problem+json");
        var problem = JsonSerializer.Deserialize<JsonElement>(text);
        problem.GetProperty("type").GetString().ShouldBe("urn:complaints:problem:" + code, text);
        problem.GetProperty("status").GetInt32().ShouldBe(status);
        problem.GetProperty("title").GetString().ShouldNotBeNullOrWhiteSpace();
        problem.GetProperty("detail").GetString()!.ShouldEndWith(".");
        problem.GetProperty("traceId").GetString().ShouldNotBeNullOrWhiteSpace();
        foreach (var machinery in (string[])["System.", "ComplaintsPlatform", "Exception", "   at ", "secret", ".NET"])
            text.ShouldNotContain(machinery, Case.Sensitive);
        return problem;
    }

    public static async Task ShouldBeNotValidAsync(
        this HttpResponseMessage response, string field, string? saying = null)
    {
        var problem = await response.ShouldBeProblemAsync(400, "not-valid");
        problem.GetProperty("errors").TryGetProperty(field, out var errors).ShouldBeTrue(problem.GetRawText());
        if (saying is not null) errors[0].GetString()!.ShouldContain(saying);
    }
}
