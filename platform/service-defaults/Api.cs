using System.Globalization;
using System.Text.Json;
using FluentValidation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace ComplaintsPlatform.ServiceDefaults;

/// <summary>The one mapping from outcomes and failures to HTTP.</summary>
public static class Api
{
    /// <summary>Answers a read with an <c>ETag</c> of the version; 404 when <paramref name="body"/> is null.</summary>
    public static IResult Answer<T>(T? body, long version) where T : class => body is null
        ? NotFound()
        : new VersionedResult(body, version);

    /// <summary>A problem of ours: <c>type</c> is <c>urn:complaints:problem:{code}</c>.</summary>
    public static IResult Problem(int status, string code, string sentence) =>
        new ProblemResult(new Problem(status, code, sentence));

    /// <summary>409 with what the rule says.</summary>
    public static IResult Refused(Refusal refusal) =>
        Problem(StatusCodes.Status409Conflict, refusal.Code, refusal.Sentence);

    /// <summary>409 with what the rule says, and what the client needs to decide what to do, as a member of the
    /// problem.</summary>
    public static IResult Refused(Refusal refusal, string member, object value) =>
        new ProblemResult(new Problem(StatusCodes.Status409Conflict, refusal.Code, refusal.Sentence)
        { Member = (member, value) });

    /// <summary>400 with <c>errors</c> per field, as <see cref="Validate"/> answers, for a route that checks its query
    /// itself.</summary>
    public static IResult NotValid(IReadOnlyDictionary<string, string[]> errors) =>
        new ProblemResult(ServiceDefaults.Problem.NotValid(errors));

    /// <summary>Validates the body of type <typeparamref name="T"/> before the route runs: 400 with <c>errors</c> per
    /// field (camelCase path).</summary>
    public static RouteHandlerBuilder Validate<T>(
        this RouteHandlerBuilder route, IValidator<T> validator) where T : class =>
        route.AddEndpointFilter(async (context, next) =>
        {
            var body = context.Arguments.OfType<T>().First();
            var found = await validator.ValidateAsync(body, context.HttpContext.RequestAborted);
            return found.IsValid
                ? await next(context)
                : new ProblemResult(ServiceDefaults.Problem.NotValid(ByField(found)));
        });

    /// <summary>Who may call the route; everything without this is for nobody.</summary>
    public static RouteHandlerBuilder RequireRoles(this RouteHandlerBuilder route, params string[] roles) =>
        route.RequireAuthorization(policy =>
            policy.RequireAuthenticatedUser().RequireRole(roles.SelectMany(role => role.Split(','))));

    /// <summary>Text that a person wrote: required unless <paramref name="optional"/>, at most <paramref
    /// name="maximum"/> characters, no control characters but line breaks and tabs.</summary>
    public static IRuleBuilderOptions<T, string?> PlainText<T>(
        this IRuleBuilder<T, string?> rule, int maximum, bool optional = false) =>
        rule.Must((_, text, context) =>
        {
            var fault = FaultIn(text, maximum, optional);
            if (fault is not null) context.MessageFormatter.AppendArgument("Fault", fault);
            return fault is null;
        }).WithMessage("{Fault}");

    /// <summary>One word of a closed list, which the answer names otherwise; required unless <paramref
    /// name="optional"/>.</summary>
    public static IRuleBuilderOptions<T, string?> OneOf<T>(
        this IRuleBuilder<T, string?> rule, IReadOnlyList<string> words, bool optional = false) =>
        rule.Must(word => word is null ? optional : words.Contains(word))
            .WithMessage($"Must be one of: {string.Join(", ", words)}.");

    /// <summary>What a validator found, by field (camelCase path).</summary>
    internal static Dictionary<string, string[]> ByField(FluentValidation.Results.ValidationResult found) =>
        found.Errors
        .GroupBy(error => CamelCasePath(error.PropertyName))
        .ToDictionary(field => field.Key, field => field.Select(error => error.ErrorMessage).Distinct().ToArray());

    /// <summary>200 with the stream's version and its <c>ETag</c>.</summary>
    internal static IResult Version(long version) => new VersionedResult(new VersionAnswer(version), version);

    internal static IResult NotFound() =>
        Problem(StatusCodes.Status404NotFound, "not-found",
            "There is nothing with this id that you may see. Check the id.");

    private static string? FaultIn(string? text, int maximum, bool optional)
    {
        if (string.IsNullOrWhiteSpace(text)) return optional ? null : "Text is required.";
        if (text.Length > maximum)
            return string.Create(
                CultureInfo.InvariantCulture, $"At most {maximum} characters are taken; there are {text.Length}.");
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogatePair(text, i)) i++;
            else if (char.IsSurrogate(text[i]) || (char.IsControl(text[i]) && text[i] is not ('\n' or '\r' or '\t')))
                return string.Create(
                    CultureInfo.InvariantCulture, $"Character {i + 1} is not text (U+{(int)text[i]:X4}). Remove it.");
        }
        return null;
    }

    private static string CamelCasePath(string path) =>
        string.Join('.', path.Split('.').Select(JsonNamingPolicy.CamelCase.ConvertName));

    internal sealed record VersionAnswer(long Version);

    internal sealed class VersionedResult(object body, long version) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.Headers.ETag = string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");
            return httpContext.Response.WriteAsJsonAsync(body, body.GetType(), httpContext.RequestAborted);
        }
    }
}
