using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

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
            AddHeader(operation, header.Name, required: false, header.Description);
        if (metadata.OfType<TakesWaitPreference>().Any())
            AddHeader(operation, "Prefer", required: false,
                "wait=N: rather wait up to N seconds (at most 30) than get an answer from before your write.");

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
