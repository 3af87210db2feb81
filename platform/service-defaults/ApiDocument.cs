using System.Reflection;
using JasperFx;
using JasperFx.CodeGeneration;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;
using Wolverine.Http;

namespace ComplaintsPlatform.ServiceDefaults;

/// <summary>A header that a verb reads by itself, for the OpenAPI document: Wolverine's own reading fails when a header
/// is sent twice.</summary>
/// <param name="name">Its name.</param>
/// <param name="description">What to send in it.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class TakesHeaderAttribute(string name, string description) : Attribute
{
    /// <summary>Its name.</summary>
    public string Name => name;

    /// <summary>What to send in it.</summary>
    public string Description => description;

    /// <summary>Whether it has to be sent; not unless said.</summary>
    public bool Required { get; init; }
}

/// <summary>Calls a verb in the OpenAPI document as its file is called, unless it says a name itself.</summary>
internal sealed class OperationNamePolicy : IHttpPolicy
{
    public void Apply(IReadOnlyList<HttpChain> chains, GenerationRules rules, IServiceContainer container)
    {
        foreach (var chain in chains.Where(chain => !chain.Method.Method.IsDefined(typeof(EndpointNameAttribute))))
            chain.Metadata.WithName(chain.Method.HandlerType.Name.Replace("Endpoint", "", StringComparison.Ordinal));
    }
}

/// <summary>What the generated OpenAPI document cannot know by itself: bearer tokens, <c>If-Match</c>, <c>Prefer</c>,
/// and the problems that any route may answer.</summary>
internal static class ApiDocument
{
    public static void Add(IServiceCollection services, string serviceName) => services.AddOpenApi("v1", options =>
    {
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo { Title = serviceName, Version = "v1" };
            document.Servers = [];
            // Added by name, so that references to them, made before they are there, find them.
            document.AddComponent<IOpenApiSecurityScheme>("bearer", new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                BearerFormat = "JWT",
                Description = "An access token from POST /connect/token.",
            });
            document.AddComponent<IOpenApiSchema>("Problem", ProblemSchema());
            document.Components!.Schemas!.Remove(nameof(IResult));
            return Task.CompletedTask;
        });
        options.AddOperationTransformer(Describe);
        // The generator calls every parameter of a record required; what may be null may be left out.
        options.AddSchemaTransformer((schema, context, _) =>
        {
            foreach (var property in context.JsonTypeInfo.Properties)
                if (property.IsSetNullable || property.AssociatedParameter?.IsNullable == true
                    || Nullable.GetUnderlyingType(property.PropertyType) is not null)
                    schema.Required?.Remove(property.Name);
            // Pounds and pence, which a client reads exactly.
            if ((Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type) == typeof(decimal))
                schema.Format = "decimal";
            // It gives the words of a closed list, and leaves out that they are words.
            if (schema.Enum is { Count: > 0 }) schema.Type ??= JsonSchemaType.String;
            return Task.CompletedTask;
        });
    });

    private static Task Describe(
        OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        // Parameters that bind themselves are not in the description; the marks that they leave are.
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        if (metadata.OfType<ExpectsVersion>().Any())
        {
            AddHeader(operation, "If-Match", required: true,
                "The ETag of the last read, such as \"3\"; * for whatever is there.");
            AddProblem(operation, context.Document, "412", "Changed since you read it.");
            AddProblem(operation, context.Document, "428", "If-Match is missing.");
        }
        foreach (var header in metadata.OfType<TakesHeaderAttribute>())
            AddHeader(operation, header.Name, header.Required, header.Description);
        if (metadata.OfType<TakesWaitPreference>().Any())
            AddHeader(operation, "Prefer", required: false,
                "wait=N: rather wait up to N seconds (at most 30) than get an answer from before your write.");

        DescribePath(operation, context.Description.RelativePath ?? "");
        DescribeAnswer(operation);
        AddProblem(operation, context.Document, "400", "Something in the request cannot be taken.");
        AddProblem(operation, context.Document, "429", "Too many requests.");
        AddProblem(operation, context.Document, "default", "Any other problem; type says which.");
        if (metadata.OfType<IAllowAnonymous>().Any()) return Task.CompletedTask;

        AddProblem(operation, context.Document, "401", "No token, or one that is not accepted.");
        AddProblem(operation, context.Document, "403", "The roles in the token do not permit this.");
        operation.Security =
            [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference("bearer", context.Document)] = [] }];
        return Task.CompletedTask;
    }

    // What a route reads from its address by itself is not in the description.
    private static void DescribePath(OpenApiOperation operation, string path)
    {
        foreach (var part in path.Split('/').Where(part => part.StartsWith('{')))
            if (part.Trim('{', '}').Split(':')[0] is var name
                && operation.Parameters?.Any(parameter => parameter.Name == name) is not true)
                (operation.Parameters ??= []).Insert(0, new OpenApiParameter
                {
                    Name = name,
                    In = ParameterLocation.Path,
                    Required = true,
                    Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "uuid" },
                });
        // A list of words in a query may be empty, and then there is nothing of it in the address.
        foreach (var list in operation.Parameters?.OfType<OpenApiParameter>() ?? [])
            if (list is { In: ParameterLocation.Query, Schema.Type: JsonSchemaType.Array }) list.Required = false;
    }

    // Wolverine describes any result as 200 with the members of IResult, of which there are none.
    private static void DescribeAnswer(OpenApiOperation operation)
    {
        if (operation.Responses?.TryGetValue("200", out var answer) is not true || answer.Content is null) return;
        if (!answer.Content.Values.Any(media =>
            media.Schema is OpenApiSchemaReference { Reference.Id: nameof(IResult) })) return;
        operation.Responses.Remove("200");
        if (!operation.Responses.Keys.Any(status => status.StartsWith('2')))
            operation.Responses["200"] = new OpenApiResponse { Description = "Done." };
    }

    private static void AddHeader(OpenApiOperation operation, string name, bool required, string description)
    {
        operation.Parameters ??= [];
        operation.Parameters.Add(new OpenApiParameter
        {
            Name = name,
            In = ParameterLocation.Header,
            Required = required,
            Description = description,
            Schema = new OpenApiSchema { Type = JsonSchemaType.String },
        });
    }

    private static void AddProblem(
        OpenApiOperation operation, OpenApiDocument? document, string status, string description)
    {
        operation.Responses ??= [];
        operation.Responses[status] = new OpenApiResponse
        {
            Description = description,
            Content = new Dictionary<string, OpenApiMediaType>
            {
                ["application/problem+json"] = new() { Schema = new OpenApiSchemaReference("Problem", document) },
            },
        };
    }

    private static OpenApiSchema ProblemSchema() => new()
    {
        Type = JsonSchemaType.Object,
        Description = "RFC 9457. Go by type; the list is in docs/problems.md.",
        Properties = new Dictionary<string, IOpenApiSchema>
        {
            ["type"] = Text("urn:complaints:problem:{code}; stable."),
            ["title"] = Text("The status in words."),
            ["status"] = new OpenApiSchema { Type = JsonSchemaType.Integer },
            ["detail"] = Text("What stands in the way, and what to do."),
            ["instance"] = Text("The path asked for."),
            ["traceId"] = Text("To quote when reporting."),
            ["errors"] = new OpenApiSchema
            {
                Type = JsonSchemaType.Object,
                Description = "Per field (camelCase path): what is wrong with it.",
                AdditionalProperties = new OpenApiSchema
                { Type = JsonSchemaType.Array, Items = new OpenApiSchema { Type = JsonSchemaType.String } },
            },
        },
        Required = new HashSet<string> { "type", "title", "status", "detail" },
    };

    private static OpenApiSchema Text(string description) =>
        new() { Type = JsonSchemaType.String, Description = description };
}
