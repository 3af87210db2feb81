using ComplaintsPlatform.ServiceDefaults.Input;
using FluentValidation;

namespace ComplaintsPlatform.Linkage;

/// <summary>
/// A reference that says who allocated it (HACT): the same number from another system is another thing.
/// </summary>
public sealed record Reference(string Id, string AllocatedBy)
{
    private const char Separator = '|';

    /// <summary>How it is looked up.</summary>
    internal string Key => $"{Escaped(AllocatedBy)}{Separator}{Escaped(Id)}";

    /// <summary>Cleaned, each once; what shows nothing is left out.</summary>
    internal static IReadOnlyList<Reference> Read(IEnumerable<Reference>? given) =>
    [
        .. (given ?? []).Select(Read)
            .Where(reference => reference.Id.Length > 0 && reference.AllocatedBy.Length > 0).Distinct(),
    ];

    internal static Reference Read(Reference given) =>
        new(ReferenceNumber.Read(given.Id).Text, ReferenceNumber.Read(given.AllocatedBy).Text);

    private static string Escaped(string half) => half.Replace("|", "||", StringComparison.Ordinal);

    public sealed class Validator : AbstractValidator<Reference>
    {
        public Validator()
        {
            RuleFor(reference => reference.Id).NotNull().MaximumLength(100);
            RuleFor(reference => reference.AllocatedBy).NotNull().MaximumLength(100);
        }
    }
}
