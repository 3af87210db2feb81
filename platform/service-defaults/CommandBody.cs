using System.Reflection;
using System.Text.Json;
using FluentValidation;
using JasperFx;
using JasperFx.CodeGeneration;
using JasperFx.CodeGeneration.Frames;
using JasperFx.CodeGeneration.Model;
using JasperFx.Core.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Wolverine.Http;
using Wolverine.Http.CodeGen;

namespace ComplaintsPlatform.ServiceDefaults;

/// <summary>
/// Reads a verb's parameter <c>command</c> from the body and validates its shape by the command's nested
/// <c>Validator</c>. Wolverine's own reading answers with the deserialiser's message, which names .NET types and no
/// field.
/// </summary>
public static class CommandBody
{
    /// <summary>The command of the body. Called by generated code.</summary>
    /// <exception cref="ProblemException">The body is missing, is not JSON, or is not valid: 400 with <c>errors</c> per
    /// field; 415.</exception>
    public static async Task<TCommand> ReadAsync<TCommand, TValidator>(HttpContext context)
        where TCommand : class where TValidator : IValidator<TCommand>, new()
    {
        // A lost race runs the verb again, when the body has been read already.
        if (context.Items[typeof(TCommand)] is TCommand read) return read;

        var command = await DeserializeAsync<TCommand>(context);
        var found = Validator<TCommand, TValidator>.Instance.Validate(command);
        if (!found.IsValid) throw new ProblemException(Problem.NotValid(Api.ByField(found)));
        context.Items[typeof(TCommand)] = command;
        return command;
    }

    private static async Task<TCommand> DeserializeAsync<TCommand>(HttpContext context) where TCommand : class
    {
        var request = context.Request;
        var isEmpty = request.ContentLength is 0
            || (request.ContentLength is null && request.Headers.TransferEncoding.Count == 0);
        if (!isEmpty && !request.HasJsonContentType())
            throw new ProblemException(StatusProblems.Of(StatusCodes.Status415UnsupportedMediaType));
        try
        {
            var options = context.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
            if (!isEmpty && await request.ReadFromJsonAsync<TCommand>(options, context.RequestAborted) is { } command)
                return command;
        }
        catch (JsonException exception)
        {
            throw new BadHttpRequestException("The body cannot be read.", StatusCodes.Status400BadRequest, exception);
        }

        throw new ProblemException(StatusCodes.Status400BadRequest, "body-missing",
            "The request needs a body: send the JSON object that /openapi/v1.json describes for this route.");
    }

    private static class Validator<TCommand, TValidator> where TValidator : IValidator<TCommand>, new()
    {
        public static readonly TValidator Instance = new();
    }
}

/// <summary>Puts our reading of the body in the place of Wolverine's.</summary>
internal sealed class CommandBodyPolicy : IHttpPolicy
{
    public void Apply(IReadOnlyList<HttpChain> chains, GenerationRules rules, IServiceContainer container)
    {
        foreach (var chain in chains.Where(chain => chain.HasRequestType))
        {
            var command = chain.RequestType!;
            var validator = command.GetNestedType("Validator")
                ?? throw new InvalidOperationException(
                    $"{command.Name} needs a public nested class Validator, so that its shape is checked.");
            var read = new ReadCommand(command, validator);
            var arguments = chain.Method.Arguments;
            var body = Array.FindIndex(arguments, argument => argument?.VariableType == command);
            chain.Middleware.Remove(arguments[body].Creator!);
            chain.Middleware.Insert(0, read);
            arguments[body] = read.Command;
        }
    }
}

// Not a MethodCall: Wolverine takes one that returns the body's type for middleware that replaces a body read before.
internal sealed class ReadCommand : AsyncFrame
{
    private readonly Type validator;
    private Variable? context;

    public ReadCommand(Type command, Type validator)
    {
        this.validator = validator;
        Command = new Variable(command, "command", this);
    }

    public Variable Command { get; }

    public override IEnumerable<Variable> FindVariables(IMethodVariables chain)
    {
        context = chain.FindVariable(typeof(HttpContext));
        yield return context;
    }

    public override void GenerateCode(GeneratedMethod method, ISourceWriter writer)
    {
        var types = $"{Command.VariableType.FullNameInCode()}, {validator.FullNameInCode()}";
        writer.Write(
            $"var {Command.Usage} = await "
            + $"{typeof(CommandBody).FullNameInCode()}.{nameof(CommandBody.ReadAsync)}<{types}>({context!.Usage});");
        Next?.GenerateCode(method, writer);
    }
}

/// <summary>Binds parameters that are made from the request as a whole, such as <see cref="Actor"/>.</summary>
internal sealed class FromRequest : IParameterStrategy
{
    public bool TryMatch(HttpChain chain, IServiceContainer container, ParameterInfo parameter, out Variable? variable)
    {
        variable = parameter.ParameterType == typeof(Actor)
            ? new MethodCall(typeof(Actor), nameof(Actor.Of)).ReturnVariable
            : null;
        return variable is not null;
    }
}
