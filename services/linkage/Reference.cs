using ComplaintsPlatform.ServiceDefaults;
using FluentValidation;

namespace ComplaintsPlatform.Linkage;

/// <summary>
/// A reference that says who allocated it (HACT): the same number from another system is another thing.
/// </summary>
public sealed record Reference(string Id, string AllocatedBy)
{
    /// <summary>How it is looked up. The schemas and the validator keep the separator out of both halves.</summary>
    internal string Key => $"{AllocatedBy}|{Id}";

    public sealed class Validator : AbstractValidator<Reference>
    {
        public Validator()
        {
            RuleFor(reference => reference.Id).PlainText(100).Must(NoSeparator)
                .WithMessage("A reference cannot contain '|' or a line break.");
            RuleFor(reference => reference.AllocatedBy).PlainText(100).Must(NoSeparator)
                .WithMessage("An allocator cannot contain '|' or a line break.");
        }

        private static bool NoSeparator(string? text) =>
            text is null || (!text.Contains('|', StringComparison.Ordinal) && !text.Any(char.IsControl));
    }
}
